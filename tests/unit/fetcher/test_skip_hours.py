from datetime import UTC, datetime, timedelta

import pytest

from services.fetcher.feed_history import FeedHistory, read_history, write_history
from services.fetcher.schedule import Intervals, Standing, Wishes, decide_next_turn

INTERVALS = Intervals(default=timedelta(minutes=5), least=timedelta(minutes=1), most=timedelta(hours=1))
FEED = Standing(url="https://tidepost.example/feed")


@pytest.mark.parametrize(
    ("now", "hours", "turn"),
    [
        ("11:30", {12}, "11:35"),
        ("11:58", {12}, "12:58"),
        ("12:20", {12}, "13:00"),
        ("12:58", {12}, "13:03"),
        ("12:20", {12, 13, 14}, "13:20"),
    ],
)
def test_hours_that_a_feed_asks_to_skip_are_skipped_up_to_the_longest_interval(
    now: str, hours: set[int], turn: str
) -> None:
    due = datetime.fromisoformat(f"2031-03-04T{now}:00+00:00")

    decided = decide_next_turn(FEED, Wishes(skip_hours=frozenset(hours)), INTERVALS, due, due)

    assert decided == datetime.fromisoformat(f"2031-03-04T{turn}:00+00:00")


def test_an_interval_of_the_subscriptions_own_skips_nothing() -> None:
    due = datetime(2031, 3, 4, 12, 20, tzinfo=UTC)
    own = Standing(url=FEED.url, own_interval=timedelta(minutes=2))

    decided = decide_next_turn(own, Wishes(skip_hours=frozenset({12})), INTERVALS, due, due)

    assert decided == due + timedelta(minutes=2)


def test_the_hours_are_remembered_while_the_feed_does_not_change() -> None:
    history = FeedHistory(skip_hours=frozenset({0, 7, 23}))

    fields = {name: str(value) for name, value in write_history(history).items()}

    assert read_history(fields).skip_hours == history.skip_hours
    assert read_history({}).skip_hours == frozenset()
