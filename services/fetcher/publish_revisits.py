"""The revisits: a loop that publishes an article's discovery again when it is to be looked at again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from claimwire.worker import Publisher
from services.fetcher.plan_revisits import revisit
from services.fetcher.revisits import Revisits
from services.fetcher.run_timetable import LEASE, MOST_AT_ONCE, run_timetable


@dataclass(frozen=True, kw_only=True)
class PublishRevisits:
    """Runs beside the stages of every fetcher; each revisit is published by one of them."""

    revisits: Revisits
    pause_seconds: float
    clock: Callable[[], datetime]

    async def __call__(self, publisher: Publisher) -> None:
        """Publish what is due, now and then, until cancelled."""
        await run_timetable(lambda: self.publish_due(publisher), pause_seconds=self.pause_seconds)

    async def publish_due(self, publisher: Publisher) -> int:
        """Publish the revisits that are due at this moment; return how many."""
        now = self.clock()
        turns = await self.revisits.claim_due(now, LEASE, MOST_AT_ONCE)
        delays = self.revisits.delays
        if turns and delays:  # without any, what was planned under another setting only ends
            await publisher.publish([revisit(turn.plan, turn.due_at, delays) for turn in turns])
        for turn in turns:
            await self.revisits.confirm(turn, now)
        return len(turns)
