"""Decides when a feed is due. Pure."""

import hashlib
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

#: The rate that the default interval fits: one article an hour.
REFERENCE_PER_DAY = 24.0
#: A feed that is gone, or that has moved to one that is polled already, is looked at this often, in case it is back.
DAILY = timedelta(days=1)
#: A longer Retry-After is a slip: nobody closes a feed for longer and keeps answering for it.
_LONGEST_RETRY_AFTER = timedelta(days=1)
#: Failing feeds are tried again a little earlier than the interval says, each by its own share, so that those of one
#: site do not come back all at once.
_JITTER = 0.25


@dataclass(frozen=True, kw_only=True)
class Intervals:
    """What an interval that follows a feed's news starts from, and stays within."""

    default: timedelta
    """That of a feed with an article an hour, and of one that nothing is known of."""
    least: timedelta
    most: timedelta

    def clamp(self, interval: timedelta) -> timedelta:
        """Keep an interval within the bounds; the default is within them, whatever they say."""
        return max(min(interval, max(self.most, self.default)), min(self.least, self.default))


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a feed and its server ask for."""

    time_to_live: timedelta | None = None
    """The feed's own ``ttl``."""
    skip_hours: frozenset[int] = frozenset()
    """The hours of the day, in UTC, in which the feed says that it brings nothing."""
    max_age: timedelta | None = None
    """The answer's ``Cache-Control``."""
    retry_after: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a feed stands after a poll."""

    url: str
    own_interval: timedelta | None = None
    """The subscription's."""
    per_day: float = REFERENCE_PER_DAY
    """How many new entries it brings of late."""
    failed_turns: int = 0
    """Turns in a row that ended without a feed."""
    daily: bool = False
    """Whether it is gone, or polled at another address."""


def next_due(due_at: datetime, interval: timedelta, now: datetime) -> datetime:
    """Return a feed's first turn after ``now``.

    Turns keep their distance from ``due_at``; those missed while nothing ran are skipped, not made up for.
    """
    missed = max((now - due_at) // interval, 0)
    return due_at + interval * (missed + 1)


def adapt_interval(per_day: float, intervals: Intervals) -> timedelta:
    """Return how long to wait for a feed that brings so many entries a day.

    Delay is least for a given number of polls of all feeds when each is polled in proportion to the square root of
    its rate: four times the news, half the interval (Sia, Cho, Cho: Efficient Monitoring Algorithm for Fast News
    Alerts, IEEE TKDE 19(7), 2007).
    """
    if per_day <= 0:
        return intervals.clamp(intervals.most)
    factor = math.sqrt(REFERENCE_PER_DAY / per_day)
    # A factor of thousands would leave what a timedelta holds.
    return intervals.clamp(intervals.default * min(factor, max(intervals.most / intervals.default, 1.0)))


def decide_next_turn(
    standing: Standing, wishes: Wishes, intervals: Intervals, due_at: datetime, now: datetime
) -> datetime:
    """Return when a feed is polled next, after the turn of ``due_at`` ended ``now``.

    A subscription's own interval goes before all but ``Retry-After`` and a feed that is gone. What feed and cache ask
    for counts up to the longest interval, since a slip of theirs (a year) must not hide news.
    """
    if standing.daily:
        turn = now + DAILY
    elif standing.own_interval is not None:
        turn = next_due(due_at, standing.own_interval, now)
    elif standing.failed_turns:
        turn = now + back_off(standing, intervals)
    else:
        asked = max((wish for wish in (wishes.time_to_live, wishes.max_age) if wish), default=timedelta())
        turn = now + intervals.clamp(max(adapt_interval(standing.per_day, intervals), asked))
        turn = max(turn, min(_after_skipped(turn, wishes.skip_hours), now + intervals.clamp(intervals.most)))
    if wishes.retry_after is not None:
        turn = max(turn, now + min(wishes.retry_after, _LONGEST_RETRY_AFTER))
    return turn


def _after_skipped(turn: datetime, hours: frozenset[int]) -> datetime:
    """Return a turn, or the first full hour after it that a feed does not ask to be skipped."""
    turn = turn.astimezone(UTC)
    for _ in range(len(hours)):
        if turn.hour not in hours:
            break
        turn = turn.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return turn


def back_off(standing: Standing, intervals: Intervals) -> timedelta:
    """Return how long to leave a failing feed alone: twice as long after each turn, up to the longest interval."""
    usual = adapt_interval(standing.per_day, intervals)
    longer = intervals.clamp(usual * 2.0 ** min(standing.failed_turns, 20))
    return longer * (1 - _JITTER * share_of(standing.url))


def share_of(url: str) -> float:
    """Return a number from 0 to 1 that is always the same for an address, and spread evenly over addresses."""
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") / 2**32
