"""Gives each discovery a moment of its own, by which what became of it is recognised."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_LEAST_STEP = timedelta(microseconds=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Moments:
    """A clock that never gives the same moment twice, although an address may be handed in twice at once."""

    clock: Callable[[], datetime] = _now
    last: datetime = _NEVER

    def __call__(self) -> datetime:
        """Return the moment, later than each before."""
        self.last = max(self.clock(), self.last + _LEAST_STEP)
        return self.last
