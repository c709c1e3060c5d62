"""What the fetcher's adapters for Redis share: their keys, and how values are written."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from claimwire import feed_conditions

#: One hash slot, so that each script's keys lie on one node of a cluster.
_PREFIX = "claimwire:{fetcher}"


def key(*parts: str) -> str:
    """Name a key of the fetcher's."""
    return ":".join((_PREFIX, *parts))


def digest(text: str) -> str:
    """Shorten an address or identity for use in a key."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


#: The registry: feeds by address, the next turn of each, the turns that are claimed but not yet published, and what
#: polls asked for that were through before their turns were noted as published.
FEEDS_KEY, DUE_KEY, CLAIMS_KEY, WISHES_KEY = feed_conditions.FEEDS_KEY, key("due"), key("claims"), key("wishes")
#: The new addresses of feeds that moved, by the old ones, under which events are still on their way.
MOVES_KEY = key("moves")


def state_key(feed_url: str) -> str:
    """Name the key of how a feed's polls went."""
    return key("feed", digest(feed_url))


def seen_key(feed_url: str) -> str:
    """Name the key of the entries that a feed was seen to have."""
    return key("seen", digest(feed_url))


def polls_key(feed_url: str) -> str:
    """Name the key of what a feed's latest polls yielded."""
    return key("polls", digest(feed_url))


def delays_key(feed_url: str) -> str:
    """Name the key of how long a feed's latest articles took from publication to being fetched."""
    return key("delays", digest(feed_url))


def to_milliseconds(moment: datetime) -> int:
    """Return a moment as Redis keeps it: milliseconds of Unix time."""
    return round(moment.timestamp() * 1000)


def from_milliseconds(milliseconds: bytes | str | float) -> datetime:
    """Return the moment that milliseconds of Unix time stand for."""
    return datetime.fromtimestamp(float(milliseconds) / 1000, UTC)


def decode_fields(fields: Mapping[bytes | str, bytes | str]) -> dict[str, str]:
    """Decode a hash as Redis returns it."""
    return {decode(name): decode(value) for name, value in fields.items()}


def decode(text: bytes | str) -> str:
    """Decode a text as Redis returns it."""
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
