import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console

from claimwire.cli.show_feeds import as_row, print_feeds
from claimwire.feed_conditions import FeedCondition
from services.fetcher.feeds import FeedState, FeedSubscription

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
TIDE = FeedSubscription(
    "https://feeds.tidepost.example/world/europe/rss-full-content.xml?edition=international",
    "The Tide Post",
    headers={"X-Key": "sesame"},
    proxy="http://user:sesame@proxy.example",
)


def state(**changes: Any) -> FeedState:
    values = {
        "subscription": TIDE,
        "last_success_at": NOON - timedelta(seconds=90),
        "next_poll_at": NOON + timedelta(minutes=4),
        "articles_a_day": 37.4,
        "freshness": timedelta(minutes=3),
        **changes,
    }
    return FeedState(**values)


def shown(*states: FeedState, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_feeds(console, states, NOON)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_feed_is_shown_with_its_times_its_freshness_and_its_yield() -> None:
    text = shown(state())

    assert all(part in text for part in ("The Tide Post", "90 s ago", "in 4 min", "3 min", "37", "fine"))


def test_a_hundred_columns_hold_every_word_of_a_long_trouble() -> None:
    detail = "since 2031-03-03T00:00+00:00: HTTP status 503"
    text = shown(state(condition=FeedCondition.FAILING, detail=detail, articles_a_day=0.25))

    assert max(map(len, text.splitlines())) <= 100
    cells = " ".join(line.split("│")[-2].strip() for line in text.splitlines() if line.count("│") > 2)
    assert f"failing: {detail}" in cells
    assert "0.2" in text


def test_failures_show_before_they_are_many() -> None:
    text = shown(state(failures=2, last_error="HTTP status 503"))

    assert "failed 2 times" in text


def test_a_feed_that_was_never_polled_says_so() -> None:
    text = shown(FeedState(subscription=TIDE))

    assert "not polled yet" in text
    assert "never" in text


def test_the_row_holds_all_but_secrets() -> None:
    row = as_row(state(condition=FeedCondition.MOVED, moved_to="https://new.example/feed", news_at=NOON))

    text = json.dumps(row)
    assert "sesame" not in text
    assert (row["headers"], row["proxy"]) == (["X-Key"], True)
    assert (row["freshness_seconds"], row["articles_a_day"], row["condition"]) == (180, 37.4, "moved")
    assert row["news_at"] == NOON.isoformat()
