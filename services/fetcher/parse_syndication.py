"""Parses RSS, RDF and Atom, in any state, by feedparser. Pure."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it carries no types

from claimwire.models import DatedBelief
from services.fetcher.believe_date import believe_date
from services.fetcher.bound_markup import bound_markup
from services.fetcher.mend_references import mend_references
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
from services.fetcher.read_timing import read_skip_hours, read_ttl
from services.fetcher.refuse_declarations import refuse_declarations


def parse_syndication(body: bytes, content_type: str, feed_url: str) -> ParsedFeed:
    """Parse an RSS or Atom feed; what is broken in it is read as well as can be.

    Raises:
        NotAFeed: it is none, or it declares entities, which no honest feed needs.
    """
    refuse_declarations(body, content_type)
    bounds = bound_markup(body, feed_url)
    headers = {"content-type": content_type or "application/xml", "content-location": feed_url}
    # As a stream: feedparser would open bytes that happen to be a path or an address.
    try:
        parsed = feedparser.parse(
            io.BytesIO(mend_references(bounds.body)),
            response_headers=headers,
            resolve_relative_uris=bounds.resolves_content,
        )
    except Exception as error:  # broken markup brings out errors of many kinds in it
        raise NotAFeed(f"feedparser cannot read the feed: {type(error).__name__}: {error}") from error
    if not parsed.get("version") and not parsed.entries:
        raise NotAFeed("the body is no RSS, Atom, JSON Feed or sitemap")
    language = language_tag(_text(parsed.feed, "language"))
    read = parsed.entries[:MOST_ENTRIES]
    entries = [entry for raw in read if (entry := _read_entry(raw, feed_url, language))]
    return ParsedFeed(
        title=_text(parsed.feed, "title"),
        entries=without_repeats(entries),
        skipped=len(read) - len(entries),
        cut_short=bounds.cut_short or len(read) < len(parsed.entries),
        language=language,
        ttl=read_ttl(parsed.feed),
        skip_hours=read_skip_hours(body),
    )


def _read_entry(raw: Mapping[str, Any], feed_url: str, language: str | None) -> FeedEntry | None:
    # FeedBurner's own links count clicks; other redirects, of search engines say, lead nowhere without being followed.
    url = absolute_link(feed_url, _text(raw, "feedburner_origlink")) or absolute_link(feed_url, _text(raw, "link"))
    if url is None:
        return None
    return bounded(
        FeedEntry(
            url=url,
            entry_id=_text(raw, "id"),
            title=visible_text(_text(raw, "title") or "") or None,
            published=_date(raw, "published"),
            updated=_date(raw, "updated"),
            language=language_tag(_text(raw, "language")) or language,
            summary=_text(raw, "summary"),
            content=_content(raw),
        )
    )


def _content(raw: Mapping[str, Any]) -> str | None:
    values = [part["value"] for part in raw.get("content", ()) if part.get("value")]
    return max(values, key=len, default=None)


def _date(raw: Mapping[str, Any], name: str) -> DatedBelief | None:
    text = _text(raw, name)
    return believe_date(text, _instant(raw.get(f"{name}_parsed"))) if text else None


def _instant(parsed: struct_time | None) -> datetime | None:
    try:
        return datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    except ValueError:
        return None


def _text(raw: Mapping[str, Any], name: str) -> str | None:
    # Asked for with get alone, feedparser answers for a missing date with the other one.
    value = raw.get(name) if name in raw else None
    return value.strip() or None if isinstance(value, str) else None
