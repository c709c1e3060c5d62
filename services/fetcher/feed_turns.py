"""The turns of the feeds in the registry."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from redis.asyncio import Redis

from claimwire.reliability.outages import outage_of_the_broker
from services.fetcher.feed_subscription import SUBSCRIPTION, FeedSubscription
from services.fetcher.leased_turns import LeasedTurns
from services.fetcher.redis_state import CLAIMS_KEY, DUE_KEY, FEEDS_KEY, WISHES_KEY


@dataclass(frozen=True)
class Turn:
    """A feed's claimed poll."""

    subscription: FeedSubscription
    due_at: datetime


@dataclass(frozen=True)
class FeedTurns:
    """The turns of all feeds in the registry."""

    redis: Redis

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> list[Turn]:
        """Claim the turns that are due, oldest first; each is given to one caller only while the lease lasts."""
        with outage_of_the_broker("cannot claim the feeds that are due"):
            claimed = await self._turns.claim_due(now, lease, limit)
        return [Turn(SUBSCRIPTION.validate_json(each.stored), each.due_at) for each in claimed]

    async def confirm(self, turn: Turn, next_due_at: datetime) -> None:
        """Note that a claimed turn is published, and when the next one is, unless its poll knew better already."""
        with outage_of_the_broker(f"cannot schedule feed {turn.subscription.url}"):
            await self._turns.confirm(turn.subscription.url, turn.due_at, next_due_at)

    async def move(self, url: str, due_at: datetime, next_due_at: datetime, now: datetime) -> None:
        """Set the turn that follows a poll, unless a later one is claimed, or due by now because it was asked for."""
        with outage_of_the_broker(f"cannot schedule feed {url}"):
            await self._turns.move(url, due_at, next_due_at, now)

    @property
    def _turns(self) -> LeasedTurns:
        return LeasedTurns(
            redis=self.redis, items_key=FEEDS_KEY, due_key=DUE_KEY, claims_key=CLAIMS_KEY, wishes_key=WISHES_KEY
        )
