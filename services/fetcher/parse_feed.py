"""Parses a feed: RSS, Atom or JSON Feed. Pure: reads the bytes it is given and nothing else."""

import io
import re
from codecs import lookup
from collections.abc import Mapping
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it carries no types

from claimwire.models import DatedBelief
from services.fetcher.believe_date import believe_date
from services.fetcher.parse_json_feed import looks_like_json, parse_json_feed
from services.fetcher.parsed_feed import FeedEntry, NotAFeed, ParsedFeed, absolute_link, visible_text

_ENTITY_DECLARATION = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DECLARED_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'>]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^"';\s]{1,40})""", re.IGNORECASE)
#: How "<?xm" begins in EBCDIC, which feedparser recognises without any declaration.
_EBCDIC_MARK = b"\x4c\x6f\xa7\x94"
_PRINTABLE_ASCII = bytes(range(0x20, 0x7F))
#: Wide encodings hold ASCII with zero bytes between, which the search for declarations leaves out.
_WIDE_ENCODINGS = ("utf-16", "utf-32", "ucs-2", "ucs-4", "iso-10646-ucs-2", "iso-10646-ucs-4", "csucs4", "u16", "u32")


def parse_feed(body: bytes, content_type: str, feed_url: str) -> ParsedFeed:
    """Parse a feed's body; ``feed_url`` is what its relative links start from.

    Raises:
        NotAFeed: it is none, or it declares entities, which no honest feed needs.
    """
    if looks_like_json(body, content_type):
        return parse_json_feed(body, feed_url)
    _refuse_declarations(body, content_type)
    headers = {"content-type": content_type or "application/xml", "content-location": feed_url}
    # As a stream: feedparser would open bytes that happen to be a path or an address.
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    if not parsed.get("version") and not parsed.entries:
        raise NotAFeed("the body is no RSS, Atom or JSON Feed")
    entries = [entry for raw in parsed.entries if (entry := _read_entry(raw, feed_url))]
    return ParsedFeed(
        title=_text(parsed.feed, "title"), entries=tuple(entries), skipped=len(parsed.entries) - len(entries)
    )


def _refuse_declarations(body: bytes, content_type: str) -> None:
    """Refuse what could blow up or read files when expanded (billion laughs, external entities)."""
    charset = _CHARSET.search(content_type)
    declared = _DECLARED_ENCODING.search(body[:1024])
    encodings = [charset[1]] if charset else []
    encodings += [declared[1].decode("ascii", "replace")] if declared else []
    for encoding in encodings:
        if not _shows_ascii(encoding):
            raise NotAFeed(f"the encoding {encoding!r} is not accepted for feeds")
    if body.startswith(_EBCDIC_MARK):
        raise NotAFeed("EBCDIC is not accepted for feeds")
    if _ENTITY_DECLARATION.search(body.replace(b"\0", b"")):
        raise NotAFeed("the feed declares entities")


def _shows_ascii(encoding: str) -> bool:
    """Tell whether ASCII stays visible in an encoding, so that a declaration cannot hide in it (UTF-7, EBCDIC)."""
    if encoding.lower().startswith(_WIDE_ENCODINGS):
        return True
    try:
        return _PRINTABLE_ASCII.decode(lookup(encoding).name) == _PRINTABLE_ASCII.decode("ascii")
    except LookupError:
        return True  # feedparser cannot decode with it either, and falls back to UTF-8
    except UnicodeError:
        return False


def _read_entry(raw: Mapping[str, Any], feed_url: str) -> FeedEntry | None:
    url = absolute_link(feed_url, _text(raw, "feedburner_origlink") or _text(raw, "link"))
    if url is None:
        return None
    return FeedEntry(
        url=url,
        entry_id=_text(raw, "id"),
        title=visible_text(_text(raw, "title") or "") or None,
        published=_date(raw, "published"),
        updated=_date(raw, "updated"),
        summary=_text(raw, "summary"),
        content=_content(raw),
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
