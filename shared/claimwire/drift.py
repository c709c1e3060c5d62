"""What the cleaners noticed about an outlet's pages: an alarm for each measure that left its usual range.

Cleaners write it, ``claimwire status`` and the metrics read it.
"""

import hashlib
from collections.abc import Awaitable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import cast

from pydantic import TypeAdapter
from redis.asyncio import Redis

from claimwire.models import Model

DRIFT_KEY = "claimwire:{cleaner}:drift"
"""A hash of the outlets with alarms; in one slot with all that cleaners remember."""

_KEPT_DAYS = 30


class DriftKind(StrEnum):
    """Which measure of an outlet's articles has moved."""

    LENGTH = "length"
    """Words that are kept of an article."""
    BLOCKS = "blocks"
    """Blocks that are kept of an article."""
    MIX = "mix"
    """The share of kept blocks that are no paragraphs."""
    REMOVED = "removed"
    """The share of a page's words that is removed."""
    RESIDUE = "residue"
    """The share of the words outside furniture that other articles of the outlet have, too."""
    DROPPED = "dropped"
    """The share of pages that hold no article."""


class DriftAlarm(Model):
    """One measure of one outlet that has left its usual range."""

    outlet: str
    kind: DriftKind
    before: float
    """The usual value."""
    now: float
    """The value of late."""
    since: date
    articles: int
    """How many articles came since."""
    last: date
    """When the last of them came."""
    kept_days: int = _KEPT_DAYS
    """An outlet that publishes nothing for more days tells nothing any more."""

    def stands(self, today: date) -> bool:
        """Whether the outlet was heard of lately."""
        return (today - self.last).days <= self.kept_days

    def __str__(self) -> str:
        move = f"{_WORDS[self.kind]} went from {_told(self.kind, self.before)} to {_told(self.kind, self.now)}"
        return f"{self.outlet}: {move}, since {self.since.isoformat()} ({self.articles} articles)"


_WORDS = {
    DriftKind.LENGTH: "kept words an article",
    DriftKind.BLOCKS: "kept blocks an article",
    DriftKind.MIX: "blocks that are no paragraphs",
    DriftKind.REMOVED: "removed words of a page",
    DriftKind.RESIDUE: "words that its articles repeat",
    DriftKind.DROPPED: "pages without an article",
}
ALARMS: TypeAdapter[tuple[DriftAlarm, ...]] = TypeAdapter(tuple[DriftAlarm, ...])


def drift_field(outlet: str) -> str:
    """Name an outlet's field in the hash."""
    return hashlib.sha256(outlet.encode("utf-8", "surrogatepass")).hexdigest()[:20]


async def read_drift_alarms(redis: Redis, today: date | None = None) -> tuple[DriftAlarm, ...]:
    """Read the alarms that stand, by outlet and kind; those of outlets that have long been silent are left out."""
    today = today or datetime.now(UTC).date()
    stored = await cast("Awaitable[list[bytes]]", redis.hvals(DRIFT_KEY))
    alarms = [alarm for text in stored for alarm in ALARMS.validate_json(text)]
    standing = [alarm for alarm in alarms if alarm.stands(today)]
    return tuple(sorted(standing, key=lambda alarm: (alarm.outlet, list(DriftKind).index(alarm.kind))))


async def forget_silent_outlets(redis: Redis, today: date | None = None) -> None:
    """Delete the alarms of outlets that have long been silent."""
    today = today or datetime.now(UTC).date()
    stored = await cast("Awaitable[dict[bytes, bytes]]", redis.hgetall(DRIFT_KEY))
    silent = [
        outlet
        for outlet, text in stored.items()
        if not any(alarm.stands(today) for alarm in ALARMS.validate_json(text))
    ]
    if silent:
        # An outlet that comes back just now writes its alarms again with its next article.
        await redis.hdel(DRIFT_KEY, *cast("list[str]", silent))


def _told(kind: DriftKind, value: float) -> str:
    return f"{value:.0f}" if kind in (DriftKind.LENGTH, DriftKind.BLOCKS) else f"{value:.0%}"
