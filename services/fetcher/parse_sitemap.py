"""Parses sitemaps, news sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html). Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from urllib.parse import urlsplit

from services.fetcher.believe_date import believe_date
from services.fetcher.parsed_feed import (
    MOST_ENTRIES,
    FeedEntry,
    NotAFeed,
    ParsedFeed,
    absolute_link,
    bounded,
    language_tag,
    visible_text,
    without_repeats,
)
from services.fetcher.scan_xml import UnreadableXml, UnsafeXml, scan_xml
from services.fetcher.sitemap_elements import Named, SitemapElements

#: The protocol's own limit, unpacked.
MOST_BYTES = 50 * 1024 * 1024
#: A poll reads a few; those that an index names are kept in the order of what they promise.
_MOST_CHILDREN = 1_000
#: Two or three addresses may well have changed in the same second. Where more than half of many did, it is the second
#: in which the sitemap was made, and each of its makings would look like an edit of all articles.
_FEW = 3
_SPEAKS_OF_NEWS = re.compile(r"news|latest|recent", re.IGNORECASE)


def parse_sitemap(body: bytes, url: str) -> ParsedFeed:
    """Parse a sitemap that is not packed, or an index of them, whose sitemaps become ``children``.

    Of one that was cut short, what arrived is read.

    Raises:
        NotAFeed: it is none, or not safe to read.
    """
    found, broken = SitemapElements(), None
    try:
        scan_xml(body, found)
    except UnsafeXml as error:
        raise NotAFeed(f"the sitemap is refused: {error}") from error
    except UnreadableXml as error:
        broken = error
    if found.root not in ("urlset", "sitemapindex") or (broken and not found.named):
        raise NotAFeed(f"the body is no sitemap: {broken or f'its root element is {found.root}'}")
    if found.root == "sitemapindex":
        return ParsedFeed(children=_children(found.named, url), cut_short=bool(broken))
    chosen = _newest(found.named)
    made_at = _time_of_making(found.named)
    entries = [entry for named in chosen if (entry := _entry(named, url, made_at))]
    return ParsedFeed(
        title=found.publication or None,
        entries=without_repeats(entries),
        skipped=len(chosen) - len(entries),
        cut_short=bool(broken) or found.overflowed or len(chosen) < len(found.named),
        language=language_tag(found.language),
    )


def _entry(named: Named, url: str, made_at: str | None) -> FeedEntry | None:
    link = absolute_link(url, named.get("loc"))
    if link is None:
        return None
    published, updated = named.get("publication_date"), named.get("lastmod")
    return bounded(
        FeedEntry(
            url=link,
            title=visible_text(named.get("title") or "") or None,
            published=believe_date(published) if published else None,
            updated=believe_date(updated) if updated and updated != made_at else None,
            language=language_tag(named.get("language")),
        )
    )


def _children(named: Sequence[Named], url: str) -> tuple[str, ...]:
    """Return the sitemaps of an index: undated ones that speak of news, those that changed last, and the others."""
    made_at = _time_of_making(named)
    dated: list[tuple[datetime, str]] = []
    news: list[str] = []
    others: list[str] = []
    for each in named:
        link = absolute_link(url, each.get("loc"))
        moment = _moment(each) if each.get("lastmod") != made_at else None
        if link is None:
            continue
        if moment:
            dated.append((moment, link))
        else:
            (news if _SPEAKS_OF_NEWS.search(urlsplit(link).path) else others).append(link)
    dated.sort(key=lambda pair: pair[0], reverse=True)
    # Numbered sitemaps begin or end with the newest.
    from_both_ends = [
        link for pair in zip_longest(reversed(others), others[: len(others) // 2]) for link in pair if link
    ][: len(others)]
    ordered = dict.fromkeys([*news, *(link for _, link in dated), *from_both_ends])
    return tuple(ordered)[:_MOST_CHILDREN]


def _newest(named: Sequence[Named]) -> list[Named]:
    """Return as many as are read, the newest first; of those without a date, either end may hold the newest."""
    dated = [(moment, each) for each in named if (moment := _moment(each))]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    kept = [each for _, each in dated[:MOST_ENTRIES]]
    undated = [each for each in named if not _moment(each)]
    room = MOST_ENTRIES - len(kept)
    if len(undated) > room:
        undated = undated[: room - room // 2] + undated[len(undated) - room // 2 :]
    return kept + undated


def _moment(named: Named) -> datetime | None:
    text = named.get("publication_date") or named.get("lastmod")
    date = believe_date(text) if text else None
    return date.instant if date else None


def _time_of_making(named: Sequence[Named]) -> str | None:
    """Return the time of change that is the sitemap's own, if it gives that for its addresses."""
    counted = Counter(text for each in named if (text := each.get("lastmod")))
    commonest = counted.most_common(1)
    if not commonest or commonest[0][1] <= max(_FEW, len(named) // 2):
        return None
    return commonest[0][0]
