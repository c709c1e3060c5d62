"""Draws the conclusions of a poll: when the next one is, where the feed is now, and how it does."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from claimwire.events import FeedDue
from services.fetcher.decide_move import decide_move, refuse_move
from services.fetcher.feed_history import FeedHistory
from services.fetcher.feed_moves import FeedMoves, Move
from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.feed_troubles import FeedTroubles
from services.fetcher.feed_turns import FeedTurns
from services.fetcher.judge_feed import judge_feed
from services.fetcher.polls import Polls
from services.fetcher.schedule import REFERENCE_PER_DAY, Intervals, Standing, Wishes, decide_next_turn

POLLED_ELSEWHERE = "which is polled already; remove this one"
_NOT_FOLLOWED = {Move.TAKEN: POLLED_ELSEWHERE, Move.LOOP: "from where it came; its answers lead in a circle"}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class SettlePoll:
    """Concludes the polls of feeds that are in the registry; any step may be repeated, or be left out by a crash."""

    polls: Polls
    turns: FeedTurns
    moves: FeedMoves
    troubles: FeedTroubles
    intervals: Intervals

    async def __call__(
        self, event: FeedDue, subscription: FeedSubscription, history: FeedHistory, wishes: Wishes, now: datetime
    ) -> None:
        """Conclude a turn that ended with this history."""
        subscription, history = await self._follow(subscription, history)
        own = subscription.interval_seconds
        per_day = history.recent_per_day(now)
        standing = Standing(
            url=subscription.url,
            own_interval=timedelta(seconds=own) if own else None,
            per_day=REFERENCE_PER_DAY if per_day is None else per_day,
            failed_turns=history.failed_turns,
            daily=history.gone_at is not None or history.not_followed_because == POLLED_ELSEWHERE,
        )
        wishes = replace(wishes, time_to_live=history.time_to_live, skip_hours=history.skip_hours)
        next_turn = decide_next_turn(standing, wishes, self.intervals, event.due_at, now)
        await self.turns.move(subscription.url, event.due_at, next_turn, now)
        await self.tell(subscription, history, now)

    async def tell(self, subscription: FeedSubscription, history: FeedHistory, now: datetime) -> None:
        """Note how a feed does, also after an attempt that did not end its turn."""
        await self.troubles.note(subscription, judge_feed(history, now), now)

    async def _follow(
        self, subscription: FeedSubscription, history: FeedHistory
    ) -> tuple[FeedSubscription, FeedHistory]:
        """Change the feed's address where its server says so for good, or note why not."""
        old, new = subscription.url, decide_move(history, subscription)
        if new is None:
            return subscription, history
        refused = refuse_move(subscription, new)
        if refused is None:
            outcome = await self.moves.move(old, new)
            if outcome is Move.DONE:
                log.warning("feed moved", feed=old, to=new)
                history = replace(history, moved_to=None, moved_times=0, not_followed_because=None)
                await self.polls.note(new, {"moved_to": "", "moved_times": 0, "not_followed_because": ""})
                return replace(subscription, url=new), history
            refused = _NOT_FOLLOWED.get(outcome)
        if refused != history.not_followed_because:
            await self.polls.note(old, {"not_followed_because": refused or ""})
        return subscription, replace(history, not_followed_because=refused)
