"""Keeps in Redis what outlets repeat and how their articles measure, shared by all cleaners. Decides nothing.

An article may come again: after a crash between the memory written here and the hand-off of its event, or because two
workers hold the same entry. It must then be cleaned as before, though the memory has grown. So what was known of its
texts when it was decided is kept with its version, and a version that comes again is cleaned by that. An article
never counts for itself: only its first version that held an article teaches, after it was decided, and what it taught
is taken off for the later ones.
"""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Any, cast

from redis.asyncio import Redis

from claimwire.drift import ALARMS, DRIFT_KEY, drift_field
from claimwire.models import TextFingerprint
from claimwire.reliability.outages import outage_of_the_broker
from claimwire.reliability.scripts import Script
from services.cleaner.outlet.habits import NO_HABITS, Habits, write_habits
from services.cleaner.outlet.learn_habits import Lesson
from services.cleaner.outlet.stored_memory import (
    DROPPED,
    HALF_LIFE_DAYS,
    OWN_KEY_CHARACTERS,
    read_decision,
    read_habit,
    read_own,
    read_sketch,
    read_watch,
    write_sketch,
    write_watch,
)
from services.cleaner.outlet.watch_drift import Watch, drift_alarms

#: One hash slot, so that the script's keys lie on one node of a cluster.
_PREFIX = "claimwire:{cleaner}"

#: About 130 KB of Redis for an outlet that fills it.
_TEXTS_KEPT = 1_500
#: A reprint comes within days; each sketch takes 180 bytes, and is read with each article.
_SKETCHES_KEPT = 100


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Which version of which article of which outlet is cleaned."""

    outlet: str
    article_id: str
    version_id: str
    day: date
    """When it was fetched: the memory's clock, so that a repeat is no later than the first."""


@dataclass(frozen=True, kw_only=True)
class Recollection:
    """What is known before a version is decided."""

    decided_by: Habits | None
    """The habits by which this very version was decided before; None if it held no article then, too."""
    is_new: bool
    """Whether no version of the article was seen before."""
    is_first: bool
    """Whether no version before held an article."""
    habits: Habits
    """What other articles have, too."""
    recent: tuple[TextFingerprint, ...]
    watch: Watch
    watch_as_read: bytes


@dataclass(frozen=True, kw_only=True)
class OutletMemory:
    """The memory of outlets."""

    redis: Redis
    kept: timedelta
    """How long an article, and an outlet without articles, is remembered."""
    texts_kept: int = _TEXTS_KEPT
    _remember: Script = field(init=False, repr=False)

    def __post_init__(self) -> None:
        source = Path(__file__).with_name("remember.lua").read_text(encoding="utf-8")
        object.__setattr__(self, "_remember", Script(source))

    async def recall(self, visit: Visit, keys: Sequence[str]) -> Recollection:
        """Return what is known of an outlet and these of its texts, in one round trip.

        Raises:
            Outage: Redis cannot be reached.
        """
        article, outlet, texts, sketches = _keys(visit)
        with outage_of_the_broker(f"cannot recall outlet {visit.outlet}"):
            # No transaction, since a full server refuses even one that only reads.
            async with self.redis.pipeline(transaction=False) as pipeline:
                # The server takes no empty list. The article comes last: what another worker makes of it meanwhile is
                # taken off, and was not counted.
                pipeline.hmget(texts, list(keys) or [""])
                pipeline.hmget(outlet, ["articles", "watch"])
                pipeline.lrange(sketches, 0, -1)
                pipeline.exists(article)
                pipeline.hmget(article, [visit.version_id, "taught"])
                counts, (articles, watch), recent, known, (decision, taught) = await pipeline.execute()
        own = read_own(taught or b"")
        habits = {
            key: read_habit(count, int(articles or 0), visit.day, own.get(key[:OWN_KEY_CHARACTERS]))
            for key, count in zip(keys, counts, strict=False)
            if count
        }
        return Recollection(
            decided_by=None if decision is None else read_decision(decision.decode()),
            is_new=not known,
            is_first=taught is None,
            habits={key: habit for key, habit in habits.items() if habit.articles},
            recent=tuple(read_sketch(sketch) for sketch in recent),
            watch=read_watch(watch),
            watch_as_read=watch or b"",
        )

    async def remember(
        self, visit: Visit, recalled: Recollection, lesson: Lesson | None, watch: Watch | None
    ) -> Habits | None:
        """Remember that a version was decided by the recalled habits; return those by which it is to be cleaned.

        They differ if another worker was first. None: another article of the outlet came in between, so that the
        watch must be followed anew; that cannot be without a watch. Without a lesson the page held no article: should
        it hold one when it comes again, it is decided as if for the first time.

        Raises:
            Outage: Redis cannot be reached or cannot write.
        """
        kept_days = ceil(self.kept / timedelta(days=1))
        alarms = tuple(
            alarm.model_copy(update={"kept_days": kept_days})
            for alarm in (drift_alarms(watch, visit.outlet, visit.day) if watch is not None else ())
        )
        arguments: list[Any] = [
            visit.version_id,
            write_habits(recalled.habits) if lesson is not None else DROPPED,
            recalled.watch_as_read,
            write_watch(watch) if watch is not None else b"",
            drift_field(visit.outlet),
            ALARMS.dump_json(alarms) if alarms else b"",
            visit.day.toordinal(),
            round(self.kept.total_seconds()),
            write_sketch(lesson.own) if lesson is not None and lesson.keys else b"",
            _SKETCHES_KEPT,
            self.texts_kept,
            HALF_LIFE_DAYS,
            DROPPED,
            OWN_KEY_CHARACTERS,
            *(lesson.keys if lesson is not None else ()),
        ]
        with outage_of_the_broker(f"cannot remember article {visit.article_id} of outlet {visit.outlet}"):
            answer = await cast(
                "Awaitable[list[Any]]", self._remember(self.redis, [*_keys(visit), DRIFT_KEY], arguments)
            )
        return read_decision(answer[1].decode()) or NO_HABITS if len(answer) > 1 else None


def _keys(visit: Visit) -> list[str]:
    outlet = drift_field(visit.outlet)
    return [
        f"{_PREFIX}:article:{visit.article_id}",
        f"{_PREFIX}:outlet:{outlet}",
        f"{_PREFIX}:texts:{outlet}",
        f"{_PREFIX}:sketches:{outlet}",
    ]
