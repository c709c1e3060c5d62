"""Keeps in Redis what outlets repeat and how their articles measure, shared by all cleaners. Decides nothing.

An article may come again: after a crash between the memory written here and the hand-off of its event, or because two
workers hold the same entry. It must then be cleaned as before, though the memory has grown. So what was known of its
texts when it was decided is kept with its version, and a version that comes again is cleaned by that. An article
never counts for itself: only its first version teaches, after it was decided.
"""

import base64
import json
from collections.abc import Awaitable, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

from redis.asyncio import Redis

from claimwire.drift import ALARMS, DRIFT_KEY, DriftKind, drift_field
from claimwire.models import TextFingerprint
from claimwire.reliability.outages import outage_of_the_broker
from claimwire.reliability.scripts import Script
from services.cleaner.outlet.habits import Habit, Habits, read_habits, write_habits
from services.cleaner.outlet.learn_habits import Lesson
from services.cleaner.outlet.watch_drift import Track, Watch, drift_alarms

#: One hash slot, so that the script's keys lie on one node of a cluster.
_PREFIX = "claimwire:{cleaner}"

#: A text that an outlet stopped repeating loses half of its count in so many days, again and again.
_HALF_LIFE_DAYS = 14
#: About 130 KB of Redis for an outlet that fills it.
_TEXTS_KEPT = 1_500
#: A reprint comes within days; each sketch takes about a hundred bytes, and is read with each article.
_SKETCHES_KEPT = 100
_SKETCH_HASHES = 16
_HASH_BYTES = 4


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
    """The habits by which this very version was decided before."""
    is_first: bool
    """Whether no version of the article was decided before."""
    habits: Habits
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
                pipeline.hget(article, visit.version_id)
                pipeline.exists(article)
                pipeline.hmget(outlet, ["articles", "watch"])
                pipeline.lrange(sketches, 0, -1)
                # The server takes no empty list.
                pipeline.hmget(texts, list(keys) or [""])
                decision, known, (articles, watch), recent, counts = await pipeline.execute()
        found = zip(keys, counts, strict=False)
        habits = {key: _read_habit(count, int(articles or 0), visit.day) for key, count in found if count}
        return Recollection(
            decided_by=read_habits(decision.decode()) if decision is not None else None,
            is_first=not known,
            habits={key: habit for key, habit in habits.items() if habit.articles},
            recent=tuple(_read_sketch(sketch) for sketch in recent),
            watch=_read_watch(watch),
            watch_as_read=watch or b"",
        )

    async def remember(
        self, visit: Visit, recalled: Recollection, lesson: Lesson, watch: Watch | None
    ) -> Habits | None:
        """Remember that a version was decided by the recalled habits; return those by which it is to be cleaned.

        They differ if another worker was first. None: another article of the outlet came in between, so that the
        watch must be followed anew; that cannot be without a watch.

        Raises:
            Outage: Redis cannot be reached or cannot write.
        """
        alarms = drift_alarms(watch, visit.outlet, visit.day) if watch is not None else ()
        arguments: list[Any] = [
            visit.version_id,
            write_habits(recalled.habits),
            recalled.watch_as_read,
            _write_watch(watch) if watch is not None else b"",
            drift_field(visit.outlet),
            ALARMS.dump_json(alarms) if alarms else b"",
            visit.day.toordinal(),
            round(self.kept.total_seconds()),
            _write_sketch(lesson.own) if lesson.keys else b"",
            _SKETCHES_KEPT,
            self.texts_kept,
            _HALF_LIFE_DAYS,
            *lesson.keys,
        ]
        with outage_of_the_broker(f"cannot remember article {visit.article_id} of outlet {visit.outlet}"):
            answer = await cast(
                "Awaitable[list[Any]]", self._remember(self.redis, [*_keys(visit), DRIFT_KEY], arguments)
            )
        return read_habits(answer[1].decode()) if len(answer) > 1 else None


def _keys(visit: Visit) -> list[str]:
    outlet = drift_field(visit.outlet)
    return [
        f"{_PREFIX}:article:{visit.article_id}",
        f"{_PREFIX}:outlet:{outlet}",
        f"{_PREFIX}:texts:{outlet}",
        f"{_PREFIX}:sketches:{outlet}",
    ]


def _read_habit(count: bytes, articles_of_outlet: int, today: date) -> Habit:
    articles, days, last, first = map(int, count.split())
    faded = 2 ** max((today.toordinal() - last) // _HALF_LIFE_DAYS, 0)
    share = articles / max(articles_of_outlet - first + 1, articles)
    return Habit(articles=articles // faded, days=days // faded, share=round(share, 4))


def _write_sketch(sketch: TextFingerprint) -> bytes:
    hashes = base64.b64decode(sketch.hashes)[: _SKETCH_HASHES * _HASH_BYTES]
    return f"{sketch.shingles} ".encode() + base64.b64encode(hashes)


def _read_sketch(text: bytes) -> TextFingerprint:
    shingles, hashes = text.decode("ascii").split(" ")
    return TextFingerprint(hashes=hashes, shingles=int(shingles))


def _write_watch(watch: Watch) -> str:
    return json.dumps({kind.value: [round(number, 5) for number in astuple(track)] for kind, track in watch.items()})


def _read_watch(text: bytes | None) -> Watch:
    stored = json.loads(text) if text else {}
    return {kind: Track(*stored[kind.value]) for kind in DriftKind if kind.value in stored}
