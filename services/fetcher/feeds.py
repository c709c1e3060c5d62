"""The registry of feeds in Redis: which are polled, when they are due, and how their polls went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from claimwire.feed_conditions import FEED_TROUBLES_KEY
from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.feed_state import FeedState, read_state
from services.fetcher.feed_subscription import SUBSCRIPTION, FeedSubscription, InvalidFeed, check_subscription
from services.fetcher.redis_state import (
    CLAIMS_KEY,
    DUE_KEY,
    FEEDS_KEY,
    MOVES_KEY,
    WISHES_KEY,
    decode_fields,
    delays_key,
    polls_key,
    seen_key,
    state_key,
    to_milliseconds,
)
from services.fetcher.schedule import share_of

__all__ = ["FeedState", "FeedSubscription", "Feeds", "InvalidFeed"]

#: Feeds that are added together are polled first over so long a time for each of them, and over no more than the most.
_SPREAD_EACH, _SPREAD_MOST = timedelta(seconds=0.5), timedelta(minutes=5)
_FIELDS_OF_A_FEED = 3


@dataclass(frozen=True)
class Feeds:
    """The registry; any number of schedulers and command lines may use it at once."""

    redis: Redis

    async def add(self, subscription: FeedSubscription, *, now: datetime | None = None) -> bool:
        """Add a feed, due at once, or change its settings; tell whether it is new.

        Raises:
            InvalidFeed: the address or the interval makes no sense, or there is a secret among the settings.
        """
        return await self.add_all([subscription], now=now) == 1

    async def add_all(self, subscriptions: Sequence[FeedSubscription], *, now: datetime | None = None) -> int:
        """Add feeds, or change their settings, all or none; tell how many are new.

        The first polls of many are spread, so that they do not come at once, and the later ones stay so.

        Raises:
            InvalidFeed: an address or an interval makes no sense, or there is a secret among the settings.
        """
        if not subscriptions:
            return 0
        for subscription in subscriptions:
            check_subscription(subscription)
        now = now or datetime.now(UTC)
        first_polls = min(_SPREAD_EACH * (len(subscriptions) - 1), _SPREAD_MOST)
        with outage_of_the_broker(f"cannot add feed {subscriptions[0].url}"):
            async with self.redis.pipeline(transaction=True) as pipeline:
                for subscription in subscriptions:
                    url = subscription.url
                    due_at = now + first_polls * share_of(url)
                    pipeline.hset(FEEDS_KEY, url, SUBSCRIPTION.dump_json(subscription).decode())
                    pipeline.zadd(DUE_KEY, {url: to_milliseconds(due_at)}, nx=True)
                    pipeline.hdel(MOVES_KEY, url)
                answers = await pipeline.execute()
        return sum(answers[::3])

    async def remove(self, url: str) -> bool:
        """Remove a feed and all that is remembered of it; tell whether it was there."""
        with outage_of_the_broker(f"cannot remove feed {url}"):
            moves = decode_fields(await self.redis.hgetall(MOVES_KEY))
            async with self.redis.pipeline(transaction=True) as pipeline:
                pipeline.hdel(FEEDS_KEY, url)
                pipeline.zrem(DUE_KEY, url)
                pipeline.hdel(CLAIMS_KEY, url)
                pipeline.hdel(WISHES_KEY, url)
                pipeline.hdel(FEED_TROUBLES_KEY, url)
                pipeline.hdel(MOVES_KEY, url, *(old for old, new in moves.items() if new == url))
                pipeline.delete(state_key(url), seen_key(url), polls_key(url), delays_key(url))
                removed, *_ = await pipeline.execute()
        return bool(removed)

    async def list(self, *, now: datetime | None = None) -> list[FeedState]:
        """Return all feeds by address."""
        with outage_of_the_broker("cannot list the feeds"):
            stored = await self.redis.hgetall(FEEDS_KEY)
            subscriptions = [SUBSCRIPTION.validate_json(text) for _, text in sorted(decode_fields(stored).items())]
            async with self.redis.pipeline(transaction=False) as pipeline:
                for subscription in subscriptions:
                    _ask_for(pipeline, subscription.url)
                answers = await pipeline.execute()
        now = now or datetime.now(UTC)
        return [
            read_state(subscription, decode_fields(fields), due, delays, now)
            for subscription, fields, due, delays in zip(
                subscriptions,
                *(answers[start::_FIELDS_OF_A_FEED] for start in range(_FIELDS_OF_A_FEED)),
                strict=True,
            )
        ]

    async def state(self, url: str, *, now: datetime | None = None) -> FeedState | None:
        """Return a feed's state, or None if it is not in the registry."""
        with outage_of_the_broker(f"cannot read feed {url}"):
            async with self.redis.pipeline(transaction=True) as pipeline:
                pipeline.hget(FEEDS_KEY, url)
                _ask_for(pipeline, url)
                stored, fields, due, delays = await pipeline.execute()
        if not stored:
            return None
        subscription = SUBSCRIPTION.validate_json(stored)
        return read_state(subscription, decode_fields(fields), due, delays, now or datetime.now(UTC))

    async def find(self, url: str) -> FeedSubscription | None:
        """Return the subscription to a feed, also by an address that it has moved from."""
        with outage_of_the_broker(f"cannot read feed {url}"):
            stored = await self.redis.hget(FEEDS_KEY, url)
            if stored is None and (moved_to := await self.redis.hget(MOVES_KEY, url)) is not None:
                stored = await self.redis.hget(FEEDS_KEY, moved_to)
        return SUBSCRIPTION.validate_json(stored) if stored else None

    async def due_now(self, url: str, *, now: datetime | None = None) -> None:
        """Have a feed polled at once.

        Raises:
            InvalidFeed: the feed is not in the registry.
        """
        with outage_of_the_broker(f"cannot poll feed {url}"):
            if not await self.redis.hexists(FEEDS_KEY, url):
                raise InvalidFeed(f"{url} is not in the registry; add it first")
            await self.redis.zadd(DUE_KEY, {url: to_milliseconds(now or datetime.now(UTC))})


def _ask_for(pipeline: "Pipeline", url: str) -> None:
    """Ask for all that read_state needs of a feed."""
    pipeline.hgetall(state_key(url))
    pipeline.zscore(DUE_KEY, url)
    pipeline.lrange(delays_key(url), 0, -1)
