"""The schedule: a loop that publishes each feed's turn when it is due."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from claimwire.errors import TransientError
from claimwire.events import FeedDue
from claimwire.worker import Publisher
from services.fetcher.feed_turns import FeedTurns, Turn
from services.fetcher.schedule import next_due

#: A scheduler that claimed a turn and died has it claimed by another after this time.
_LEASE = timedelta(seconds=60)
_MOST_AT_ONCE = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class PublishDueFeeds:
    """Runs beside the stages of every fetcher; each turn is published by one of them."""

    turns: FeedTurns
    default_interval: timedelta
    pause_seconds: float
    clock: Callable[[], datetime]

    async def __call__(self, publisher: Publisher) -> None:
        """Publish what is due, now and then, until cancelled."""
        while not _cancelled():
            try:
                published = await self.publish_due(publisher)
            except TransientError as error:
                log.warning("schedule interrupted", error=str(error))
                published = 0
            if published < _MOST_AT_ONCE:
                await asyncio.sleep(self.pause_seconds)

    async def publish_due(self, publisher: Publisher) -> int:
        """Publish the turns that are due at this moment; return how many."""
        now = self.clock()
        turns = await self.turns.claim_due(now, _LEASE, _MOST_AT_ONCE)
        if turns:
            await publisher.publish([_due(turn) for turn in turns])
        for turn in turns:
            seconds = turn.subscription.interval_seconds
            interval = timedelta(seconds=seconds) if seconds else self.default_interval
            await self.turns.confirm(turn, next_due(turn.due_at, interval, now))
        return len(turns)


def _due(turn: Turn) -> FeedDue:
    return FeedDue(feed_url=turn.subscription.url, outlet=turn.subscription.outlet, due_at=turn.due_at)


def _cancelled() -> bool:
    # On Python 3.11 asyncio.wait_for, with which redis-py writes, swallows a cancellation that comes as it ends.
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
