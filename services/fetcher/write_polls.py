"""Writes what is remembered of polls as Redis keeps it, and reads it."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimwire.events import ArticleDiscovered
from services.fetcher.page import Validators
from services.fetcher.redis_state import from_milliseconds, to_milliseconds
from services.fetcher.select_new import SeenEntry


@dataclass(frozen=True, kw_only=True)
class Discovery:
    """An event that a poll is about to yield, and the memory that goes with it."""

    event: ArticleDiscovered
    before: SeenEntry | None
    seen: SeenEntry


def write_discovery(discovery: Discovery) -> tuple[str, str, str, bytes]:
    """Write an article, what was seen of it before, what is seen now, and the event."""
    event = zlib.compress(discovery.event.model_dump_json().encode())
    before = _write_seen(discovery.before) if discovery.before else ""
    return discovery.event.article_id, before, _write_seen(discovery.seen), event


def unpack_events(events: Sequence[bytes]) -> tuple[ArticleDiscovered, ...]:
    """Read events."""
    return tuple(ArticleDiscovered.model_validate_json(zlib.decompress(event)) for event in events)


def _write_seen(seen: SeenEntry) -> str:
    return f"{seen.fingerprint} {seen.times} {to_milliseconds(seen.changed_at)}"


def read_seen(text: str) -> SeenEntry:
    """Read what was seen of an entry."""
    fingerprint, times, changed_at = text.split()
    return SeenEntry(fingerprint=fingerprint, times=int(times), changed_at=from_milliseconds(changed_at))


def write_children(children: Mapping[str, Validators]) -> str:
    """Write the validators of sitemaps as a field of the feed's state."""
    return json.dumps({url: [each.etag, each.last_modified] for url, each in children.items()}) if children else ""


def read_children(text: str | None) -> dict[str, Validators]:
    """Read the validators of sitemaps."""
    stored = json.loads(text) if text else {}
    return {url: Validators(etag=etag, last_modified=modified) for url, (etag, modified) in stored.items()}


def flat(fields: Mapping[str, str | int]) -> list[str | int]:
    """Return fields and values by turns."""
    return [part for field in fields.items() for part in field]
