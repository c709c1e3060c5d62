"""The schedule: a loop that publishes each feed's turn when it is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from claimwire.events import FeedDue
from claimwire.worker import Publisher
from services.fetcher.feed_turns import FeedTurns, Turn
from services.fetcher.run_timetable import LEASE, MOST_AT_ONCE, run_timetable
from services.fetcher.schedule import next_due


@dataclass(frozen=True, kw_only=True)
class PublishDueFeeds:
    """Runs beside the stages of every fetcher; each turn is published by one of them."""

    turns: FeedTurns
    default_interval: timedelta
    """When a feed's next turn is, until its poll has said when it really is."""
    pause_seconds: float
    clock: Callable[[], datetime]

    async def __call__(self, publisher: Publisher) -> None:
        """Publish what is due, now and then, until cancelled."""
        await run_timetable(lambda: self.publish_due(publisher), pause_seconds=self.pause_seconds)

    async def publish_due(self, publisher: Publisher) -> int:
        """Publish the turns that are due at this moment; return how many."""
        now = self.clock()
        turns = await self.turns.claim_due(now, LEASE, MOST_AT_ONCE)
        if turns:
            await publisher.publish([_due(turn) for turn in turns])
        for turn in turns:
            seconds = turn.subscription.interval_seconds
            interval = timedelta(seconds=seconds) if seconds else self.default_interval
            await self.turns.confirm(turn, next_due(turn.due_at, interval, now))
        return len(turns)


def _due(turn: Turn) -> FeedDue:
    return FeedDue(feed_url=turn.subscription.url, outlet=turn.subscription.outlet, due_at=turn.due_at)
