"""The desk that feeds are scheduled and polled at in tests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from claimwire.events import Event, FeedDue
from services.fetcher.feed_turns import FeedTurns
from services.fetcher.feeds import Feeds, FeedState
from services.fetcher.schedule import next_due
from tests.integration.fetcher.poller import Web, polling

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)
MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    """Schedules and polls as fetchers do, at a time that the test sets."""

    redis: Redis
    web: Web
    now: datetime = NOON

    async def poll_due(self) -> list[Event]:
        """Poll what is due."""
        turns, handler = FeedTurns(self.redis), polling(self.redis, self.web.get, lambda: self.now)
        found: list[Event] = []
        for turn in await turns.claim_due(self.now, LEASE, 100):
            event = FeedDue(feed_url=turn.subscription.url, outlet=turn.subscription.outlet, due_at=turn.due_at)
            await turns.confirm(turn, next_due(turn.due_at, 5 * MINUTE, self.now))
            found += await handler(event)
        return found

    async def state(self) -> FeedState:
        (state,) = await Feeds(self.redis).list(now=self.now)
        return state

    async def wait(self) -> timedelta:
        """How long until the next poll."""
        next_poll_at = (await self.state()).next_poll_at
        assert next_poll_at is not None
        return next_poll_at - self.now

    async def next_poll(self) -> list[Event]:
        """Let time pass until the next poll, and poll."""
        self.now += await self.wait()
        return await self.poll_due()
