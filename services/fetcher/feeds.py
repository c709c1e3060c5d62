"""The registry of feeds in Redis: which are polled, when they are due, and how their polls went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter
from redis.asyncio import Redis

from claimwire.errors import ClaimwireError
from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.redis_state import (
    CLAIMS_KEY,
    DUE_KEY,
    FEEDS_KEY,
    decode_fields,
    from_milliseconds,
    polls_key,
    seen_key,
    state_key,
    to_milliseconds,
)


class InvalidFeed(ClaimwireError):
    """Raised when a feed's address or interval makes no sense, or a feed is not in the registry."""


@dataclass(frozen=True)
class FeedSubscription:
    """A feed to be polled."""

    url: str
    outlet: str | None = None
    """None means the host of each article."""
    interval_seconds: float | None = None
    """None means the fetcher's setting."""


@dataclass(frozen=True, kw_only=True)
class FeedState:
    """A feed and how its polls went."""

    subscription: FeedSubscription
    title: str | None = None
    next_poll_at: datetime | None = None
    last_poll_at: datetime | None = None
    last_success_at: datetime | None = None
    last_error: str | None = None
    """The newest error, also when later polls went well: compare the times."""
    last_error_at: datetime | None = None
    failures: int = 0
    """Failed attempts since the last success."""
    entries: int = 0
    """Entries in the feed when it was last read."""
    articles: int = 0
    """Articles discovered through it so far, edited ones again."""


SUBSCRIPTION: TypeAdapter[FeedSubscription] = TypeAdapter(FeedSubscription)


@dataclass(frozen=True)
class Feeds:
    """The registry; any number of schedulers and command lines may use it at once."""

    redis: Redis

    async def add(self, subscription: FeedSubscription, *, now: datetime | None = None) -> bool:
        """Add a feed, due at once, or change its outlet and interval; tell whether it is new.

        Raises:
            InvalidFeed: the address or the interval makes no sense.
        """
        _check(subscription)
        with outage_of_the_broker(f"cannot add feed {subscription.url}"):
            async with self.redis.pipeline(transaction=True) as pipeline:
                pipeline.hset(FEEDS_KEY, subscription.url, SUBSCRIPTION.dump_json(subscription).decode())
                pipeline.zadd(DUE_KEY, {subscription.url: to_milliseconds(now or datetime.now(UTC))}, nx=True)
                added, _ = await pipeline.execute()
        return bool(added)

    async def remove(self, url: str) -> bool:
        """Remove a feed and all that is remembered of it; tell whether it was there."""
        with outage_of_the_broker(f"cannot remove feed {url}"):
            async with self.redis.pipeline(transaction=True) as pipeline:
                pipeline.hdel(FEEDS_KEY, url)
                pipeline.zrem(DUE_KEY, url)
                pipeline.hdel(CLAIMS_KEY, url)
                pipeline.delete(state_key(url), seen_key(url), polls_key(url))
                removed, *_ = await pipeline.execute()
        return bool(removed)

    async def list(self) -> list[FeedState]:
        """Return all feeds by address."""
        with outage_of_the_broker("cannot list the feeds"):
            stored = await self.redis.hgetall(FEEDS_KEY)
            subscriptions = [SUBSCRIPTION.validate_json(text) for _, text in sorted(decode_fields(stored).items())]
            async with self.redis.pipeline(transaction=False) as pipeline:
                for subscription in subscriptions:
                    pipeline.hgetall(state_key(subscription.url))
                    pipeline.zscore(DUE_KEY, subscription.url)
                answers = await pipeline.execute()
        return [
            _read_state(subscription, decode_fields(fields), due)
            for subscription, fields, due in zip(subscriptions, answers[::2], answers[1::2], strict=True)
        ]

    async def state(self, url: str) -> FeedState | None:
        """Return a feed's state, or None if it is not in the registry."""
        with outage_of_the_broker(f"cannot read feed {url}"):
            async with self.redis.pipeline(transaction=True) as pipeline:
                pipeline.hget(FEEDS_KEY, url)
                pipeline.hgetall(state_key(url))
                pipeline.zscore(DUE_KEY, url)
                stored, fields, due = await pipeline.execute()
        return _read_state(SUBSCRIPTION.validate_json(stored), decode_fields(fields), due) if stored else None

    async def due_now(self, url: str, *, now: datetime | None = None) -> None:
        """Have a feed polled at once.

        Raises:
            InvalidFeed: the feed is not in the registry.
        """
        with outage_of_the_broker(f"cannot poll feed {url}"):
            if not await self.redis.hexists(FEEDS_KEY, url):
                raise InvalidFeed(f"{url} is not in the registry; add it first")
            await self.redis.zadd(DUE_KEY, {url: to_milliseconds(now or datetime.now(UTC))})


def _check(subscription: FeedSubscription) -> None:
    url = subscription.url
    try:
        url.encode()
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        valid = False
    if not valid:
        raise InvalidFeed(f"{url!r} is no feed address; give one that starts with http:// or https://")
    if subscription.interval_seconds is not None and subscription.interval_seconds <= 0:
        raise InvalidFeed(f"{url} cannot be polled each {subscription.interval_seconds} s; give more than 0")


def _read_state(subscription: FeedSubscription, fields: Mapping[str, str], due: float | None) -> FeedState:
    return FeedState(
        subscription=subscription,
        title=fields.get("title") or None,
        next_poll_at=_moment(due),
        last_poll_at=_moment(fields.get("polled_at")),
        last_success_at=_moment(fields.get("succeeded_at")),
        last_error=fields.get("error") or None,
        last_error_at=_moment(fields.get("failed_at")),
        failures=int(fields.get("failures", 0)),
        entries=int(fields.get("entries", 0)),
        articles=int(fields.get("articles", 0)),
    )


def _moment(milliseconds: Any) -> datetime | None:
    return None if milliseconds is None else from_milliseconds(milliseconds)
