"""Estimates how often a feed brings news, from when it did. Pure.

Both the entries and the time in which they came fade with the same half-life; their quotient is the rate. Unlike a
plain moving average it is not biased towards nought while little time has been watched.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Entries, and the days in which they came, as much as is left of both at a moment."""

    entries: float
    days: float
    at: datetime

    @property
    def per_day(self) -> float:
        """How many entries a day brings; 0 where no time was watched."""
        return self.entries / self.days if self.days > 0 else 0.0


def fade(rate: Rate, now: datetime, half_life: timedelta) -> Rate:
    """Return a rate after a time in which nothing came."""
    if now <= rate.at:
        return rate
    left = 0.5 ** ((now - rate.at) / half_life)
    watched = half_life / _DAY / math.log(2) * (1 - left)
    return Rate(entries=rate.entries * left, days=rate.days * left + watched, at=now)


def observe(rate: Rate, moments: Sequence[datetime], now: datetime, half_life: timedelta) -> Rate:
    """Return a rate after entries came at these moments.

    Moments outside the time since the rate's own are moved to its ends: an entry may be older than its appearance in
    the feed, and clocks go wrong.
    """
    faded = fade(rate, now, half_life)
    weights = (0.5 ** ((now - min(max(moment, rate.at), now)) / half_life) for moment in moments)
    return replace(faded, entries=faded.entries + sum(weights))
