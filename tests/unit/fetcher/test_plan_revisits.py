from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claimwire.events import ArticleDiscovered, ArticleFetched, Lane
from claimwire.models import BlobReference
from services.fetcher.plan_revisits import next_revisit, plan_revisits, read_plan, revisit, write_plan

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DELAYS = (HOUR, DAY)
FETCHED_AT = NOON + timedelta(seconds=5)


def discovered(**changes: Any) -> ArticleDiscovered:
    values = {
        "article_id": "art_1",
        "url": "https://tidepost.example/ferry",
        "outlet": "The Tide Post",
        "feed_url": "https://tidepost.example/feed",
        "title": "Ferry sails",
        "summary": "It sails.",
        "content": "<p>It sails.</p>",
        "discovered_at": NOON,
        "language": "en",
        **changes,
    }
    return ArticleDiscovered(**values)


def fetched(discovery: ArticleDiscovered, status: int | None = 200) -> ArticleFetched:
    return ArticleFetched(
        article_id=discovery.article_id,
        version_id="ver_1",
        url=discovery.url,
        outlet=discovery.outlet,
        body=BlobReference(key="sha256/00", sha256="0" * 64, size=1, media_type="text/html"),
        status=status,
        discovered_at=discovery.discovered_at,
        fetched_at=FETCHED_AT,
    )


def test_an_article_is_looked_at_again_after_an_hour_and_a_day() -> None:
    event = discovered()
    plan = plan_revisits(event, fetched(event))
    assert plan is not None

    first = next_revisit(plan, DELAYS, FETCHED_AT)
    second = next_revisit(plan, DELAYS, FETCHED_AT + HOUR)

    assert (first, second) == (FETCHED_AT + HOUR, FETCHED_AT + DAY)
    assert next_revisit(plan, DELAYS, FETCHED_AT + DAY) is None


def test_a_revisit_is_the_same_discovery_again_without_the_texts() -> None:
    event = discovered()
    plan = plan_revisits(event, fetched(event))
    assert plan is not None

    first, second = (revisit(plan, FETCHED_AT + delay, DELAYS) for delay in DELAYS)

    changes = {"summary": None, "content": None, "discovered_at": FETCHED_AT + HOUR, "attempt": 2}
    assert first == event.model_copy(update=changes)
    assert (second.attempt, second.discovered_at) == (3, FETCHED_AT + DAY)
    assert first == revisit(plan, FETCHED_AT + HOUR, DELAYS)


def test_looks_are_counted_on_from_the_latest_discovery() -> None:
    event = discovered()
    plan = plan_revisits(event, fetched(event))
    assert plan is not None
    by_revisit = replace(plan, discovery=revisit(plan, FETCHED_AT + HOUR, DELAYS))
    by_feed = replace(plan, discovery=discovered(discovered_at=NOON + 2 * HOUR, attempt=5))

    assert revisit(by_revisit, FETCHED_AT + DAY, DELAYS).attempt == 3
    assert revisit(by_feed, FETCHED_AT + DAY, DELAYS).attempt == 6


def test_revisits_missed_while_nothing_ran_are_made_up_for_by_one() -> None:
    event = discovered()
    plan = plan_revisits(event, fetched(event))
    assert plan is not None

    assert next_revisit(plan, DELAYS, FETCHED_AT + 2 * DAY) is None


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"lane": Lane.BACKFILL}, 200),
        ({"url": "file:///archive/ferry.html"}, None),
        ({"archive": "file:///archive/x.warc.gz#offset=12"}, 200),
        ({"content_only": True}, None),
        ({}, None),
    ],
)
def test_what_nobody_edits_where_it_was_fetched_from_is_not_looked_at_again(
    changes: dict[str, Any], status: int | None
) -> None:
    event = discovered(**changes)

    assert plan_revisits(event, fetched(event, status)) is None


def test_an_address_that_was_handed_in_is_looked_at_again() -> None:
    event = discovered(feed_url=None)

    assert plan_revisits(event, fetched(event)) is not None


def test_a_plan_is_read_as_it_was_written() -> None:
    event = discovered(title="A title with spaces", published=None)
    plan = plan_revisits(event, fetched(event))
    assert plan is not None

    assert read_plan(write_plan(plan).encode()) == plan
