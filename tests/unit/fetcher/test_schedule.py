from datetime import UTC, datetime, timedelta

from services.fetcher.schedule import next_due

DUE = datetime(2031, 3, 4, 12, tzinfo=UTC)
FIVE_MINUTES = timedelta(minutes=5)


def test_the_next_turn_is_one_interval_later() -> None:
    assert next_due(DUE, FIVE_MINUTES, DUE + timedelta(seconds=2)) == DUE + FIVE_MINUTES


def test_missed_turns_are_skipped_and_the_rhythm_is_kept() -> None:
    assert next_due(DUE, FIVE_MINUTES, DUE + timedelta(minutes=62)) == DUE + timedelta(minutes=65)


def test_the_next_turn_lies_after_now_even_when_now_is_a_turn() -> None:
    assert next_due(DUE, FIVE_MINUTES, DUE + FIVE_MINUTES) == DUE + 2 * FIVE_MINUTES


def test_a_clock_that_went_back_does_not_repeat_a_turn() -> None:
    assert next_due(DUE, FIVE_MINUTES, DUE - timedelta(hours=1)) == DUE + FIVE_MINUTES
