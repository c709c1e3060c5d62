from datetime import UTC, datetime, timedelta

import pytest

from services.fetcher.estimate_rate import Rate, fade, observe

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
HALF_LIFE = timedelta(hours=6)
NOTHING = Rate(entries=0, days=0, at=NOON)


def test_a_steady_feed_is_estimated_right_from_its_first_hours() -> None:
    for hours in (3, 10, 100):
        moments = [NOON + HOUR * (number + 0.5) for number in range(hours)]
        rate = observe(NOTHING, moments, NOON + HOUR * hours, HALF_LIFE)

        assert rate.per_day == pytest.approx(24, rel=0.01)


def test_it_does_not_matter_in_how_many_polls_the_entries_came() -> None:
    moments = [NOON + HOUR * number for number in (1, 2, 5, 9)]
    at_once = observe(NOTHING, moments, NOON + HOUR * 10, HALF_LIFE)

    one_by_one = NOTHING
    for moment in moments:
        one_by_one = observe(one_by_one, [moment], moment, HALF_LIFE)

    assert fade(one_by_one, NOON + HOUR * 10, HALF_LIFE).per_day == pytest.approx(at_once.per_day)


def test_a_feed_that_falls_silent_loses_half_of_its_entries_in_a_half_life() -> None:
    busy = Rate(entries=40, days=1, at=NOON)

    quiet = fade(busy, NOON + HALF_LIFE, HALF_LIFE)

    assert quiet.entries == 20
    assert quiet.per_day < busy.per_day


def test_a_clock_that_went_back_changes_nothing() -> None:
    assert fade(NOTHING, NOON - HOUR, HALF_LIFE) == NOTHING


def test_moments_outside_the_time_watched_count_at_its_ends() -> None:
    now = NOON + HALF_LIFE
    wild = observe(NOTHING, [NOON - 100 * HOUR, now + 100 * HOUR], now, HALF_LIFE)

    assert wild == observe(NOTHING, [NOON, now], now, HALF_LIFE)


def test_what_was_never_watched_has_no_rate() -> None:
    assert NOTHING.per_day == 0
