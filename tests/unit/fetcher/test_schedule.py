from datetime import UTC, datetime, timedelta

import pytest

from services.fetcher.schedule import Intervals, Standing, Wishes, adapt_interval, decide_next_turn, next_due, share_of

DUE = datetime(2031, 3, 4, 12, tzinfo=UTC)
FIVE_MINUTES = timedelta(minutes=5)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
INTERVALS = Intervals(default=FIVE_MINUTES, least=MINUTE, most=HOUR)
URL = "https://tidepost.example/feed"
NOW = DUE + timedelta(seconds=10)


def wait(standing: Standing, wishes: Wishes | None = None) -> timedelta:
    return decide_next_turn(standing, wishes or Wishes(), INTERVALS, DUE, NOW) - NOW


def test_the_next_turn_is_one_interval_later() -> None:
    assert next_due(DUE, FIVE_MINUTES, DUE + timedelta(seconds=2)) == DUE + FIVE_MINUTES


def test_missed_turns_are_skipped_and_the_rhythm_is_kept() -> None:
    assert next_due(DUE, FIVE_MINUTES, DUE + timedelta(minutes=62)) == DUE + timedelta(minutes=65)


def test_the_next_turn_lies_after_now_even_when_now_is_a_turn() -> None:
    assert next_due(DUE, FIVE_MINUTES, DUE + FIVE_MINUTES) == DUE + 2 * FIVE_MINUTES


def test_a_clock_that_went_back_does_not_repeat_a_turn() -> None:
    assert next_due(DUE, FIVE_MINUTES, DUE - timedelta(hours=1)) == DUE + FIVE_MINUTES


@pytest.mark.parametrize(
    ("per_day", "interval"),
    [
        (24, FIVE_MINUTES),
        (96, FIVE_MINUTES / 2),
        (6, FIVE_MINUTES * 2),
        (10_000, MINUTE),
        (0.01, HOUR),
        (1e-300, HOUR),
        (0, HOUR),
    ],
)
def test_four_times_the_news_halves_the_interval_within_bounds(per_day: float, interval: timedelta) -> None:
    assert adapt_interval(per_day, INTERVALS) == interval


def test_a_default_outside_the_bounds_widens_them() -> None:
    quick = Intervals(default=timedelta(seconds=2), least=MINUTE, most=HOUR)

    assert adapt_interval(24, quick) == timedelta(seconds=2)
    assert adapt_interval(10_000, quick) == timedelta(seconds=2)
    assert adapt_interval(0, quick) == HOUR


def test_a_feed_is_left_alone_as_long_as_it_or_its_server_asks() -> None:
    busy = Standing(url=URL, per_day=10_000)

    assert wait(busy) == MINUTE
    assert wait(busy, Wishes(time_to_live=timedelta(minutes=20))) == timedelta(minutes=20)
    assert wait(busy, Wishes(time_to_live=MINUTE, max_age=timedelta(minutes=7))) == timedelta(minutes=7)


def test_what_a_feed_asks_for_never_shortens_its_interval() -> None:
    assert wait(Standing(url=URL, per_day=24), Wishes(max_age=timedelta(seconds=1))) == FIVE_MINUTES


def test_a_year_in_a_cache_header_does_not_hide_news() -> None:
    assert wait(Standing(url=URL), Wishes(max_age=365 * DAY)) == HOUR


def test_an_own_interval_goes_before_what_feed_and_failures_say() -> None:
    own = Standing(url=URL, own_interval=timedelta(seconds=30), per_day=0.1, failed_turns=5)

    turn = decide_next_turn(own, Wishes(time_to_live=DAY, max_age=DAY), INTERVALS, DUE, NOW)

    assert turn == DUE + timedelta(seconds=30)


def test_retry_after_goes_before_everything_but_not_for_more_than_a_day() -> None:
    own = Standing(url=URL, own_interval=timedelta(seconds=30))

    assert wait(own, Wishes(retry_after=2 * HOUR)) == 2 * HOUR
    assert wait(own, Wishes(retry_after=30 * DAY)) == DAY
    assert wait(Standing(url=URL), Wishes(retry_after=MINUTE)) == FIVE_MINUTES


def test_a_feed_that_is_gone_is_looked_at_once_a_day_whatever_its_interval() -> None:
    assert wait(Standing(url=URL, daily=True, own_interval=MINUTE)) == DAY


def test_a_failing_feed_is_left_alone_twice_as_long_each_time() -> None:
    waits = [wait(Standing(url=URL, failed_turns=turns)) for turns in range(1, 5)]

    assert waits[1] / waits[0] == pytest.approx(2)
    assert waits[2] / waits[1] == pytest.approx(2)
    assert timedelta(minutes=45) <= waits[3] <= HOUR
    assert wait(Standing(url=URL, failed_turns=10_000)) == waits[3]


def test_failing_feeds_of_one_site_do_not_come_back_at_once() -> None:
    urls = [f"https://tidepost.example/feed/{number}" for number in range(20)]
    waits = [wait(Standing(url=url, failed_turns=1)) for url in urls]

    assert len(set(waits)) == 20
    assert all(FIVE_MINUTES < each <= 2 * FIVE_MINUTES for each in waits)


def test_each_feed_has_its_own_time_in_every_process() -> None:
    # hash() would be another in each process.
    assert round(share_of("https://tidepost.example/feed/0"), 6) == 0.148511
