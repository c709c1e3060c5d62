"""Cleans an article with what cleaners remember of its outlet, and lets them learn from it."""

import structlog

from claimwire.blocking import run_blocking
from claimwire.models import CleanArticle, TextFingerprint
from services.cleaner.clean import Draft, finish_article
from services.cleaner.outlet.habits import Habit, Habits
from services.cleaner.outlet.learn_habits import Lesson, candidate_keys, learn_habits
from services.cleaner.outlet.mark_habits import find_repeated
from services.cleaner.outlet.outlet_memory import OutletMemory, Recollection, Visit
from services.cleaner.outlet.watch_drift import Measures, Watch, drift_alarms, measure_article, watch_drift

#: Each lost race means that another article of the outlet was remembered. After so many its measures are let go: they
#: are statistics, and the article must go on.
_ATTEMPTS = 5
#: Texts that two other articles have are the first sign of residue that comes through.
_SIGN_ARTICLES = 2

_NOTHING = Lesson((), TextFingerprint())

log = structlog.get_logger(__name__)


async def clean_for_outlet(draft: Draft, memory: OutletMemory, visit: Visit, *, watched: bool = True) -> CleanArticle:
    """Finish an article by its outlet's habits; remember by which, so that a repeat gives the same.

    Raises:
        Outage: the memory cannot be reached.
    """
    keys = await run_blocking(candidate_keys, draft.reading.units, draft.reading.title)
    for attempt in range(_ATTEMPTS + 1):
        recalled = await memory.recall(visit, keys)
        if recalled.decided_by is not None:
            return await run_blocking(finish_article, draft, recalled.decided_by)
        lesson, measures = await run_blocking(_study, draft, keys, recalled)
        followed = measures if watched and attempt < _ATTEMPTS else None
        decided_by = await _remember(memory, visit, recalled, lesson, followed)
        if decided_by is not None:
            return await run_blocking(finish_article, draft, decided_by)
    raise AssertionError("without measures nothing is raced for")


async def note_drop(memory: OutletMemory, visit: Visit) -> None:
    """Note that a page of an outlet held no article, unless an earlier version of it is known.

    Raises:
        Outage: the memory cannot be reached.
    """
    for _ in range(_ATTEMPTS):
        recalled = await memory.recall(visit, ())
        if not recalled.is_new:
            return
        if await _remember(memory, visit, recalled, None, Measures(dropped=1.0)) is not None:
            return


def _study(draft: Draft, keys: tuple[str, ...], recalled: Recollection) -> tuple[Lesson, Measures | None]:
    if not recalled.is_first:
        return _NOTHING, None
    reading = draft.reading
    lesson = learn_habits(reading.units, keys, recalled.habits, recalled.recent)
    if not recalled.is_new:  # its drop was measured
        return lesson, None
    repeated = find_repeated(reading.units, recalled.habits, _is_sign, title=reading.title, outlet=reading.outlet)
    return lesson, measure_article(reading.units, repeated, told_again=not lesson.keys)


async def _remember(
    memory: OutletMemory, visit: Visit, recalled: Recollection, lesson: Lesson | None, measures: Measures | None
) -> Habits | None:
    watch: Watch | None = None
    if measures is not None:
        watch = watch_drift(recalled.watch, measures, visit.day)
        _log_alarms(recalled.watch, watch, visit)
    return await memory.remember(visit, recalled, lesson, watch)


def _log_alarms(before: Watch, after: Watch, visit: Visit) -> None:
    known = {alarm.kind for alarm in drift_alarms(before, visit.outlet, visit.day)}
    for alarm in drift_alarms(after, visit.outlet, visit.day):
        if alarm.kind not in known:
            log.warning(
                "an outlet's articles changed",
                outlet=alarm.outlet,
                measure=alarm.kind.value,
                before=alarm.before,
                now=alarm.now,
                advice="look at its newest pages; 'claimwire status' shows the alarm as long as it stands",
            )


def _is_sign(habit: Habit) -> bool:
    return habit.articles >= _SIGN_ARTICLES
