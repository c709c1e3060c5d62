from datetime import UTC, datetime, timedelta

import pytest

from services.fetcher.feed_history import (
    FeedHistory,
    note_address,
    note_failure,
    note_read,
    note_success,
    read_history,
    write_history,
)

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_a_first_reading_learns_from_the_dates_of_the_entries() -> None:
    dates = [NOON - HOUR * number / 4 for number in range(48)]

    history = note_read(FeedHistory(), dates, (), NOON)

    assert history.usual_per_day(NOON) == pytest.approx(96, rel=0.05)
    assert history.recent_per_day(NOON) == pytest.approx(96, rel=0.2)
    assert (history.first_read_at, history.news_at, history.longest_gap) == (NOON, NOON, HOUR / 4)


def test_a_feed_without_dates_is_taken_for_one_with_an_article_an_hour_until_it_shows_what_it_is() -> None:
    history = note_read(FeedHistory(), (), (), NOON)

    assert history.recent_per_day(NOON) == pytest.approx(24)
    assert history.usual_per_day(NOON) is None
    assert history.recent_per_day(NOON + DAY) == pytest.approx(0.18, abs=0.01)


def test_dates_of_long_ago_and_of_the_future_say_nothing_of_now() -> None:
    history = note_read(FeedHistory(), [NOON - 400 * DAY, NOON + DAY], (), NOON)

    assert (history.news_at, history.usual_per_day(NOON)) == (None, None)


def test_new_entries_raise_the_rate_and_their_absence_lowers_it() -> None:
    start = note_read(FeedHistory(), (), (), NOON)

    busy = note_read(start, (), [NOON + MINUTE * number for number in range(1, 60)], NOON + HOUR)
    quiet = note_read(busy, (), (), NOON + 10 * HOUR)

    assert (busy.recent_per_day(NOON + HOUR) or 0) > 500
    assert quiet == busy
    assert (quiet.recent_per_day(NOON + 24 * HOUR) or 0) < 100


def test_the_longest_gap_is_remembered_and_fades() -> None:
    history = note_read(FeedHistory(), [NOON], (), NOON)

    weekend = note_read(history, (), [NOON + 3 * DAY], NOON + 3 * DAY)
    monday = note_read(weekend, (), [NOON + 3 * DAY + HOUR], NOON + 3 * DAY + HOUR)
    later = monday
    for day in range(4, 64):
        later = note_read(later, (), [NOON + DAY * day], NOON + DAY * day)

    assert weekend.longest_gap == 3 * DAY
    assert 2.9 * DAY < monday.longest_gap < 3 * DAY
    assert later.longest_gap == DAY


def test_failures_count_up_until_a_poll_goes_well() -> None:
    once = note_failure(FeedHistory(), "HTTP status 503", NOON, gone=False)
    twice = note_failure(once, "HTTP status 410", NOON + HOUR, gone=True)

    assert (twice.failed_turns, twice.failing_since, twice.gone_at) == (2, NOON, NOON + HOUR)
    assert note_success(twice).failed_turns == 0
    assert note_success(twice).failing_since is None
    assert note_success(twice).gone_at is None


def test_a_feed_that_fails_otherwise_after_it_was_gone_is_not_gone_for_good() -> None:
    gone = note_failure(FeedHistory(), "HTTP status 410", NOON, gone=True)

    assert note_failure(gone, "HTTP status 503", NOON + HOUR, gone=False).gone_at is None


def test_polls_in_a_row_to_the_same_new_address_are_counted() -> None:
    once = note_address(FeedHistory(), "https://b.example/feed")
    twice = note_address(once, "https://b.example/feed")
    other = note_address(twice, "https://c.example/feed")
    back = note_address(other, None)

    assert [each.moved_times for each in (once, twice, other, back)] == [1, 2, 1, 0]
    assert back.moved_to is None


def test_a_history_is_read_as_it_was_written() -> None:
    history = note_read(FeedHistory(), [NOON - HOUR, NOON], (), NOON)
    history = note_address(note_failure(history, "away", NOON, gone=True), "https://b.example/feed")

    fields = {name: str(value) for name, value in write_history(history).items()}

    assert write_history(read_history(fields)) == write_history(history)
    assert read_history({}) == FeedHistory()
