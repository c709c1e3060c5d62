"""Watches an outlet's articles for what a redesign does: it empties them, or lets residue through.

Each measure has a usual range, an exponentially weighted mean and variance, and a control chart over the latest
articles (EWMA: Roberts, "Control chart tests based on geometric moving averages", Technometrics 1959). An alarm needs
both: a chart beyond its limit, and a move that matters. It ends when the articles are as before, or when the new
measure has lasted for a week and forty articles: then it is the usual one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from claimwire.drift import DriftAlarm, DriftKind
from claimwire.models import BlockKind
from services.cleaner.unit import Unit

#: Articles before which nothing is usual yet.
_FEWEST_ARTICLES = 20
#: The usual range follows the last hundred articles or so; the chart the last twenty.
_SLOW = 0.02
_FAST = 0.1
#: What may be the beginning of a change is hardly taken for usual.
_SLOW_IN_DOUBT = _SLOW / 4
#: The limit of the chart in its own standard deviations. Of outlets that were simulated from how the pages of 39
#: publishers vary among themselves, none raised an alarm in 20,000 articles; one in 2,000 where runs of like articles
#: follow each other (sports results, then long reads). An emptied layout is told after five articles in the median,
#: residue of a twelfth of the text after nine, both within twenty in all but one of fifty.
_LIMIT = 3.6
_ACCEPTED_AFTER_ARTICLES = 40
_ACCEPTED_AFTER_DAYS = 7


class Measures(NamedTuple):
    """What is watched of one article; None where a page held none."""

    length: float | None = None
    blocks: float | None = None
    mix: float | None = None
    removed: float | None = None
    residue: float | None = None
    dropped: float = 0.0


class _Range(NamedTuple):
    spread: float
    """The least standard deviation that is believed."""
    move: float
    """The least move that matters."""
    falls: bool = True
    """Whether a fall matters, too."""
    clip: float = 2.5
    """One odd article is no redesign: none counts for more standard deviations."""


#: Lengths are compared as ratios; outlets that had a slow summer halve theirs.
_RANGES = {
    DriftKind.LENGTH: _Range(0.5, math.log(2.5)),
    DriftKind.BLOCKS: _Range(0.5, math.log(2.5)),
    DriftKind.MIX: _Range(0.15, 0.3),
    DriftKind.REMOVED: _Range(0.1, 0.25),
    DriftKind.RESIDUE: _Range(0.025, 0.04, falls=False),
    DriftKind.DROPPED: _Range(0.15, 0.25, falls=False, clip=4.0),
}
_RATIOS = (DriftKind.LENGTH, DriftKind.BLOCKS)


@dataclass(frozen=True, slots=True)
class Track:
    """One measure of an outlet so far."""

    articles: int = 0
    mean: float = 0.0
    variance: float = 0.0
    score: float = 0.0
    """The control chart: where the latest articles lie, in usual standard deviations."""
    recent: float = 0.0
    """The mean of the latest articles."""
    since: int = 0
    """The day of the alarm that stands (``date.toordinal``), 0 for none."""
    new_articles: int = 0
    new_mean: float = 0.0
    new_variance: float = 0.0


Watch = dict[DriftKind, Track]
"""What is known of an outlet: a track of each measure that was met."""


def measure_article(before: Sequence[Unit], repeated: Sequence[int], *, told_again: bool) -> Measures:
    """Measure an article as it is without its outlet's memory, so that what the memory mends is seen, too.

    ``repeated`` are the places of kept units that stood on other articles; they say nothing where an article is told
    again.
    """
    kept = [unit for unit in before if unit.verdict is None]
    words = sum(unit.words for unit in kept)
    total = sum(unit.words for unit in before)
    others = sum(unit.kind is not BlockKind.PARAGRAPH for unit in kept)
    return Measures(
        length=math.log1p(words),
        blocks=math.log1p(len(kept)),
        mix=others / max(len(kept), 1),
        removed=1 - words / max(total, 1),
        residue=None if told_again else sum(before[at].words for at in repeated) / max(words, 1),
    )


def watch_drift(watch: Watch, measures: Measures, day: date) -> Watch:
    """Follow an outlet by one article."""
    return {
        kind: watch.get(kind, Track())
        if (value := getattr(measures, kind.value)) is None
        else _follow(watch.get(kind, Track()), value, _RANGES[kind], day.toordinal())
        for kind in DriftKind
    }


def drift_alarms(watch: Watch, outlet: str, day: date) -> tuple[DriftAlarm, ...]:
    """Tell the alarms that stand."""
    return tuple(
        DriftAlarm(
            outlet=outlet,
            kind=kind,
            before=_plain(kind, track.mean),
            now=_plain(kind, track.recent),
            since=date.fromordinal(track.since),
            articles=track.new_articles,
            last=day,
        )
        for kind, track in watch.items()
        if track.since
    )


def _plain(kind: DriftKind, value: float) -> float:
    return round(math.expm1(value) if kind in _RATIOS else value, 4)


def _follow(track: Track, value: float, usual: _Range, day: int) -> Track:
    if track.articles < _FEWEST_ARTICLES:
        mean, variance = _include(track.articles, track.mean, track.variance, value)
        return replace(track, articles=track.articles + 1, mean=mean, variance=variance, recent=mean)
    spread = max(math.sqrt(track.variance), usual.spread)
    step = max(-usual.clip, min(usual.clip, (value - track.mean) / spread))
    track = replace(
        track,
        articles=track.articles + 1,
        score=track.score + _FAST * (step - track.score),
        recent=track.recent + _FAST * (value - track.recent),
    )
    # The mean itself is known by so many articles only.
    limit = _LIMIT * math.sqrt(_FAST / (2 - _FAST) + max(1 / track.articles, _SLOW))
    if track.since:
        return _follow_alarm(track, value, usual, day, limit)
    if _has_moved(track, usual, limit, 1.0):
        return replace(track, since=day, new_articles=1, new_mean=value, new_variance=0.0)
    weight = _SLOW if abs(track.score) < limit / 2 else _SLOW_IN_DOUBT
    variance = (1 - _SLOW) * (track.variance + _SLOW * (step * spread) ** 2)
    return replace(track, mean=track.mean + weight * step * spread, variance=variance)


def _follow_alarm(track: Track, value: float, usual: _Range, day: int, limit: float) -> Track:
    mean, variance = _include(track.new_articles, track.new_mean, track.new_variance, value)
    track = replace(track, new_articles=track.new_articles + 1, new_mean=mean, new_variance=variance)
    if not _has_moved(track, usual, limit, 0.5):
        return replace(track, since=0, new_articles=0)
    if track.new_articles >= _ACCEPTED_AFTER_ARTICLES and day - track.since >= _ACCEPTED_AFTER_DAYS:
        return Track(articles=_FEWEST_ARTICLES, mean=mean, variance=variance, recent=track.recent)
    return track


def _has_moved(track: Track, usual: _Range, limit: float, part: float) -> bool:
    """Tell whether a measure is beyond a part of its limit, and of the move that matters."""
    move = track.recent - track.mean
    if move < 0 and not usual.falls:
        return False
    return abs(track.score) >= limit * part and abs(move) >= usual.move * part


def _include(count: int, mean: float, variance: float, value: float) -> tuple[float, float]:
    """Include one more value in a plain mean and variance."""
    step = value - mean
    mean += step / (count + 1)
    return mean, (variance * count + step * (value - mean)) / (count + 1)
