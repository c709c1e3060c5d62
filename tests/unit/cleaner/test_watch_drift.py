"""Outlets that write as ever raise no alarm, redesigned ones do, and soon."""

import math
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pytest

from claimwire.drift import DriftAlarm, DriftKind
from claimwire.models import BlockKind, RemovalReason
from services.cleaner.outlet.watch_drift import Measures, Watch, drift_alarms, measure_article, watch_drift
from services.cleaner.unit import Segment, Unit

DAY = date(2031, 5, 6)


def ordinary(seed: int) -> Iterator[Measures]:
    """Articles as an outlet writes them: from a brief to a long read, now and then a page without an article."""
    chance = random.Random(seed)
    while True:
        if chance.random() < 0.03:
            yield Measures(dropped=1.0)
            continue
        yield Measures(
            length=math.log(max(chance.lognormvariate(6.2, 0.6), 30)),
            blocks=math.log(max(chance.lognormvariate(3.0, 0.5), 2)),
            mix=min(chance.betavariate(1.5, 8), 1),
            removed=chance.betavariate(6, 6),
            residue=0.0 if chance.random() < 0.9 else chance.random() * 0.1,
        )


def follow(watch: Watch, articles: Iterable[Measures], day: date = DAY) -> Watch:
    for measures in articles:
        watch = watch_drift(watch, measures, day)
    return watch


def take(articles: Iterator[Measures], count: int) -> list[Measures]:
    return [next(articles) for _ in range(count)]


def alarms(watch: Watch, day: date = DAY) -> set[DriftKind]:
    return {alarm.kind for alarm in drift_alarms(watch, "The Quay", day)}


def articles_until_alarm(watch: Watch, articles: Iterable[Measures]) -> int:
    for count, measures in enumerate(articles, start=1):
        watch = watch_drift(watch, measures, DAY)
        if alarms(watch):
            return count
    raise AssertionError("no alarm rose")


def test_fifty_outlets_that_change_nothing_hardly_ever_raise_an_alarm() -> None:
    raised = 0
    for seed in range(50):
        watch: Watch = {}
        articles = ordinary(seed)
        for number in range(400):
            before = alarms(watch)
            watch = watch_drift(watch, next(articles), DAY + timedelta(days=number // 10))
            raised += len(alarms(watch) - before)

    assert raised <= 4  # in 20,000 articles; measured 3


REDESIGNS = {
    "emptied": lambda each: each._replace(length=math.log(25), blocks=math.log(2), removed=0.96),
    "no article": lambda each: Measures(dropped=1.0),
    "the first paragraph only": lambda each: each._replace(length=each.length - 1.8, blocks=math.log(2)),
    "residue comes through": lambda each: each._replace(residue=0.1),
}


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("redesign", REDESIGNS)
def test_a_redesign_is_told_within_twenty_articles(redesign: str, seed: int) -> None:
    articles = ordinary(seed)
    watch = follow({}, take(articles, 30 + 20 * seed))
    assert alarms(watch) == set()

    changed = (REDESIGNS[redesign](each) for each in take(articles, 20) if each.length is not None)

    assert articles_until_alarm(watch, changed) <= 20


def test_the_first_articles_of_an_outlet_are_not_judged() -> None:
    articles = ordinary(1)

    watch = follow({}, [*take(articles, 10), *[Measures(dropped=1.0)] * 9])

    assert alarms(watch) == set()


def test_one_odd_article_is_no_redesign() -> None:
    watch = follow({}, take(ordinary(2), 60))

    watch = watch_drift(watch, Measures(length=0.0, blocks=0.0, mix=1.0, removed=1.0, residue=1.0), DAY)

    assert alarms(watch) == set()


def test_an_alarm_says_what_moved_from_where_to_where() -> None:
    watch = follow({}, [Measures(length=math.log1p(600), blocks=3.0, mix=0.0, removed=0.5, residue=0.0)] * 40)

    watch = follow(watch, [Measures(length=math.log1p(20), blocks=3.0, mix=0.0, removed=0.5, residue=0.0)] * 30)

    (alarm,) = drift_alarms(watch, "The Quay", DAY)
    assert (alarm.kind, alarm.before) == (DriftKind.LENGTH, pytest.approx(600, rel=0.15))
    assert alarm.now < 30
    assert str(alarm) == (
        f"The Quay: kept words an article went from {alarm.before:.0f} to {alarm.now:.0f}, since 2031-05-06 "
        f"({alarm.articles} articles)"
    )
    assert DriftAlarm.model_validate_json(alarm.model_dump_json()) == alarm


def test_an_alarm_ends_when_articles_are_as_before() -> None:
    articles = ordinary(3)
    watch = follow(follow({}, take(articles, 60)), [Measures(dropped=1.0)] * 10)
    assert alarms(watch) == {DriftKind.DROPPED}

    watch = follow(watch, take(articles, 30))

    assert alarms(watch) == set()


def test_what_lasts_for_a_week_and_forty_articles_is_the_usual_thing() -> None:
    articles = ordinary(4)
    watch = follow({}, take(articles, 60))
    short = [each._replace(length=math.log(25)) for each in take(articles, 90) if each.length is not None]

    watch = follow(watch, short[:60])
    assert alarms(watch) == {DriftKind.LENGTH}
    watch = follow(watch, short[60:], DAY + timedelta(days=7))

    assert alarms(watch) == set()
    assert math.exp(watch[DriftKind.LENGTH].mean) == pytest.approx(25, rel=0.01)


def test_more_articles_and_fewer_blank_pages_are_no_fault() -> None:
    watch = follow({}, [Measures(dropped=1.0), *[Measures(length=6.0, residue=0.3)] * 2] * 20)

    watch = follow(watch, [Measures(length=6.0, residue=0.0)] * 30)

    assert alarms(watch) == set()


def test_an_article_is_measured_as_it_is_without_the_memory() -> None:
    texts = ("Six words of the real story.", "Two words", "and four of residue", "Menu")
    units = [Unit(text, (Segment(0, len(text), 0, len(text)),)) for text in texts]
    units[1] = units[1].of_kind(BlockKind.HEADING)
    units[3] = units[3].removed(RemovalReason.NAVIGATION, "any")

    measures = measure_article(units, [2], told_again=False)

    assert measures == Measures(
        length=math.log1p(12), blocks=math.log1p(3), mix=1 / 3, removed=1 - 12 / 13, residue=4 / 12, dropped=0.0
    )
    assert measure_article(units, [2], told_again=True).residue is None
