"""Parses a JSON Feed (https://www.jsonfeed.org/version/1.1/). Pure."""

import json
from collections.abc import Mapping
from typing import Any

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

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: Each value takes some 70 bytes of memory, however short it is written; the commas of long texts count as well.
_MOST_VALUES = 500_000
_MARKS = (b"{", b"[", b",")


def looks_like_json(body: bytes, content_type: str) -> bool:
    """Tell whether a body is to be read as JSON: it is said to be, and what begins as XML is not."""
    start = body[:256].removeprefix(_BYTE_ORDER_MARK).lstrip()
    return start.startswith(b"{") or ("json" in content_type.lower() and not start.startswith(b"<"))


def parse_json_feed(body: bytes, feed_url: str) -> ParsedFeed:
    """Parse a JSON Feed's body; ``feed_url`` is what its relative links start from.

    Raises:
        NotAFeed: it is none.
    """
    if sum(map(body.count, _MARKS)) > _MOST_VALUES:
        raise NotAFeed(f"the body is JSON of more than {_MOST_VALUES} values")
    try:
        feed = json.loads(body.removeprefix(_BYTE_ORDER_MARK))
    except (ValueError, RecursionError) as error:
        raise NotAFeed(f"the body is no JSON: {error}") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise NotAFeed("the body is JSON, but no JSON Feed: it has no list of items")
    language = language_tag(_text(feed, "language"))
    items = feed["items"][:MOST_ENTRIES]
    entries = [entry for item in items if isinstance(item, dict) and (entry := _read_item(item, feed_url, language))]
    return ParsedFeed(
        title=_text(feed, "title"),
        entries=without_repeats(entries),
        skipped=len(items) - len(entries),
        cut_short=len(items) < len(feed["items"]),
        language=language,
    )


def _read_item(item: Mapping[str, Any], feed_url: str, language: str | None) -> FeedEntry | None:
    # An id is any unique text; only a whole address may stand in for a link.
    id_as_link = item_id if (item_id := _text(item, "id")) and "://" in item_id else None
    url = absolute_link(feed_url, _text(item, "url") or _text(item, "external_url") or id_as_link)
    if url is None:
        return None
    published, updated = _text(item, "date_published"), _text(item, "date_modified")
    return bounded(
        FeedEntry(
            url=url,
            entry_id=item_id,
            title=visible_text(_text(item, "title") or "") or None,
            published=believe_date(published) if published else None,
            updated=believe_date(updated) if updated else None,
            language=language_tag(_text(item, "language")) or language,
            summary=_text(item, "summary"),
            content=_text(item, "content_html") or _text(item, "content_text"),
        )
    )


def _text(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    if isinstance(value, int) and name == "id":
        return str(value)  # the standard asks readers to accept numbers here
    return value.strip() or None if isinstance(value, str) else None
