"""Decides which of a feed's entries are news. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from claimwire.ids import article_id
from services.fetcher.canonicalise import InvalidAddress, canonicalise
from services.fetcher.parsed_feed import FeedEntry, visible_text

#: An entry that left the feed is forgotten this long after it was last new or changed; feeds drop entries and bring
#: them back.
_FORGOTTEN_AFTER = timedelta(days=7)
#: A poll yields no more than this; the rest is new again at the next one. Honest feeds hold tens of entries.
MOST_PER_POLL = 500


@dataclass(frozen=True, kw_only=True)
class SeenEntry:
    """What is remembered of an entry, under its article's id."""

    fingerprint: str
    times: int
    """How often it was new or changed."""
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """An entry that is new or changed, with its article's id and canonical address."""

    article_id: str
    url: str
    entry: FeedEntry
    seen: SeenEntry


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What a poll yields, and what is to be forgotten."""

    new: tuple[NewEntry, ...]
    complete: bool
    """Whether all that is new was selected."""
    forgotten: tuple[str, ...]


def select_new(entries: Sequence[FeedEntry], seen: Mapping[str, SeenEntry], now: datetime) -> Selection:
    """Select the entries that are new, or changed since they were seen; an article that comes twice counts once."""
    present: dict[str, NewEntry] = {}
    for entry in entries:
        try:
            url = canonicalise(entry.url)
        except InvalidAddress:
            continue
        article = article_id(url)
        known = seen.get(article)
        state = SeenEntry(fingerprint=fingerprint(entry), times=known.times + 1 if known else 1, changed_at=now)
        present.setdefault(article, NewEntry(article_id=article, url=url, entry=entry, seen=state))
    new = [found for article, found in present.items() if _is_news(found, seen.get(article))]
    # An empty feed is more often a slip of its server than a farewell.
    gone = [article for article in seen if article not in present] if present else []
    return Selection(
        new=tuple(new[:MOST_PER_POLL]),
        complete=len(new) <= MOST_PER_POLL,
        forgotten=tuple(article for article in gone if now - seen[article].changed_at > _FORGOTTEN_AFTER),
    )


def fingerprint(entry: FeedEntry) -> str:
    """Return a short hash of what shows a reader that an entry changed.

    Markup does not count, because the addresses of its images and counters change with each poll of some feeds.
    """
    dated = entry.updated or entry.published
    parts = (
        entry.title or "",
        dated.text if dated else "",
        *map(visible_text, (entry.summary or "", entry.content or "")),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_news(found: NewEntry, known: SeenEntry | None) -> bool:
    return known is None or known.fingerprint != found.seen.fingerprint
