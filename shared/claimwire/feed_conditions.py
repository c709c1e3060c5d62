"""What the fetchers noticed about feeds: which ones fail, are silent, gone or moved.

Fetchers write it, ``claimwire status`` and the metrics read it.
"""

from collections.abc import Awaitable
from enum import StrEnum
from typing import cast

from pydantic import AwareDatetime
from redis.asyncio import Redis

from claimwire.models import Model

FEEDS_KEY = "claimwire:{fetcher}:feeds"
"""A hash of all subscriptions by address."""
FEED_TROUBLES_KEY = "claimwire:{fetcher}:troubles"
"""A hash of the feeds that are not fine, by address; in one slot with all that fetchers remember."""


class FeedCondition(StrEnum):
    """How a feed does."""

    FINE = "fine"
    FAILING = "failing"
    """Several polls in a row brought no feed, or it was never read and two attempts were in vain."""
    SILENT = "silent"
    """Its polls go well, but it has brought no news for much longer than it used to."""
    GONE = "gone"
    """Its server says that it is gone for good."""
    MOVED = "moved"
    """Its server names another address for good, which is not followed by itself."""


class FeedTrouble(Model):
    """A feed that is not fine."""

    url: str
    outlet: str | None = None
    condition: FeedCondition
    since: AwareDatetime
    """When it was noticed."""
    detail: str

    def __str__(self) -> str:
        return f"{self.url}: {self.condition}, {self.detail}"


async def read_feed_troubles(redis: Redis) -> tuple[FeedTrouble, ...]:
    """Read the feeds that are not fine, by condition and address."""
    stored = await cast("Awaitable[list[bytes]]", redis.hvals(FEED_TROUBLES_KEY))
    troubles = [FeedTrouble.model_validate_json(text) for text in stored]
    order = list(FeedCondition)
    return tuple(sorted(troubles, key=lambda trouble: (order.index(trouble.condition), trouble.url)))


async def count_feeds(redis: Redis) -> dict[FeedCondition, int]:
    """Count the feeds in each condition."""
    counts = dict.fromkeys(FeedCondition, 0)
    for trouble in await read_feed_troubles(redis):
        counts[trouble.condition] += 1
    feeds = await redis.hlen(FEEDS_KEY)
    counts[FeedCondition.FINE] = max(feeds - sum(counts.values()), 0)
    return counts
