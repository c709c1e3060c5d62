from datetime import UTC, datetime, timedelta

import pytest

from claimwire.feed_conditions import FeedCondition
from services.fetcher.feed_history import FeedHistory, note_attempt, note_failure, note_read
from services.fetcher.judge_feed import judge_feed

MONDAY = datetime(2031, 3, 3, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def condition(history: FeedHistory, now: datetime) -> FeedCondition:
    return judge_feed(history, now).condition


def read_hourly(days: int, hours: range = range(24), weekdays: range = range(7)) -> FeedHistory:
    """A feed that was read each hour and brought an entry in these hours of these weekdays."""
    history = note_read(FeedHistory(), (), (), MONDAY)
    for number in range(1, 24 * days):
        now = MONDAY + HOUR * number
        if now.hour in hours and now.weekday() in weekdays:
            history = note_read(history, (), [now], now)
    return history


def test_a_feed_that_brings_news_is_fine() -> None:
    assert condition(read_hourly(3), MONDAY + 3 * DAY) is FeedCondition.FINE


def test_a_feed_is_silent_when_ten_entries_are_missing() -> None:
    history = read_hourly(3)
    last = MONDAY + 3 * DAY - HOUR

    assert condition(history, last + timedelta(hours=9.5)) is FeedCondition.FINE
    assert condition(history, last + timedelta(hours=10.5)) is FeedCondition.SILENT
    assert "24.0 a day" in judge_feed(history, last + timedelta(hours=12)).detail


def test_a_busy_feed_is_not_silent_before_six_hours() -> None:
    history = note_read(FeedHistory(), [MONDAY - HOUR / 20 * number for number in range(2000)], (), MONDAY)

    assert condition(history, MONDAY + 5.9 * HOUR) is FeedCondition.FINE
    assert condition(history, MONDAY + 6.1 * HOUR) is FeedCondition.SILENT


def test_a_newsroom_that_sleeps_is_not_silent() -> None:
    history = read_hourly(4, hours=range(8, 18))

    assert condition(history, MONDAY + 4 * DAY + 7.9 * HOUR) is FeedCondition.FINE
    assert condition(history, MONDAY + 5 * DAY) is FeedCondition.SILENT


def test_a_weekend_is_no_silence_once_it_was_seen() -> None:
    history = read_hourly(12, hours=range(8, 18), weekdays=range(5))

    assert condition(history, MONDAY + 14 * DAY + 8 * HOUR) is FeedCondition.FINE
    assert condition(history, MONDAY + 17 * DAY) is FeedCondition.SILENT


def test_a_feed_that_hardly_brings_anything_is_not_silent_for_weeks() -> None:
    history = note_read(FeedHistory(), [MONDAY - 5 * DAY * number for number in range(5)], (), MONDAY)

    assert condition(history, MONDAY + 20 * DAY) is FeedCondition.FINE


def test_a_feed_that_was_silent_before_it_was_added_is_so_at_once() -> None:
    dates = [MONDAY - 20 * DAY + HOUR * number for number in range(100)]

    assert condition(note_read(FeedHistory(), dates, (), MONDAY), MONDAY) is FeedCondition.SILENT


def test_a_feed_that_never_brought_anything_is_silent_after_a_week() -> None:
    history = note_read(FeedHistory(), (), (), MONDAY)

    assert condition(history, MONDAY + 6 * DAY) is FeedCondition.FINE
    assert condition(history, MONDAY + 8 * DAY) is FeedCondition.SILENT
    assert condition(FeedHistory(), MONDAY) is FeedCondition.FINE


def test_a_few_minutes_of_watching_are_no_habit() -> None:
    history = note_read(FeedHistory(), (), (), MONDAY)
    history = note_read(history, (), [MONDAY + HOUR / 60] * 30, MONDAY + HOUR / 60)

    assert condition(history, MONDAY + 10 * HOUR) is FeedCondition.FINE


@pytest.mark.parametrize(("turns", "expected"), [(2, FeedCondition.FINE), (3, FeedCondition.FAILING)])
def test_a_feed_fails_after_three_turns_in_vain(turns: int, expected: FeedCondition) -> None:
    history = note_read(FeedHistory(), (), (), MONDAY)
    for turn in range(turns):
        history = note_failure(history, "HTTP status 503", MONDAY + HOUR * turn, gone=False)

    verdict = judge_feed(history, MONDAY + DAY)

    assert verdict.condition is expected
    if expected is FeedCondition.FAILING:
        assert verdict.detail == "since 2031-03-03T00:00+00:00: HTTP status 503"


def test_a_feed_that_was_never_read_fails_after_two_attempts_in_vain() -> None:
    once = note_failure(FeedHistory(), "HTTP status 404", MONDAY, gone=False)
    twice = note_failure(once, "HTTP status 404", MONDAY + HOUR, gone=False)

    assert condition(once, MONDAY) is FeedCondition.FINE
    assert condition(twice, MONDAY + HOUR) is FeedCondition.FAILING
    assert judge_feed(twice, MONDAY + HOUR).detail == "never read, failed 2 times: HTTP status 404"


def test_attempts_of_one_turn_count_while_a_feed_was_never_read() -> None:
    never_read = note_attempt(note_attempt(FeedHistory(), "no answer"), "no answer")
    read = note_attempt(note_attempt(note_read(FeedHistory(), (), (), MONDAY), "no answer"), "no answer")

    assert condition(never_read, MONDAY) is FeedCondition.FAILING
    assert condition(read, MONDAY) is FeedCondition.FINE


def test_a_feed_that_is_gone_or_moved_says_so() -> None:
    gone = note_failure(FeedHistory(), "HTTP status 410", MONDAY, gone=True)
    moved = FeedHistory(moved_to="https://b.example/feed", not_followed_because="which is polled already")

    assert condition(gone, MONDAY) is FeedCondition.GONE
    assert judge_feed(moved, MONDAY).detail == "to https://b.example/feed, which is polled already"
    assert condition(moved, MONDAY) is FeedCondition.MOVED
