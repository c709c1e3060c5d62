from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claimwire.events import ArticleDiscovered, ArticleFetched, Lane
from claimwire.models import BlobReference
from services.fetcher.believe_date import believe_date
from services.fetcher.note_delay import measure_delay

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


def delay(published: str | None, **changes: Any) -> str | float:
    values = {
        "article_id": "art_1",
        "url": "https://tidepost.example/ferry",
        "outlet": "The Tide Post",
        "feed_url": "https://tidepost.example/feed",
        "published": believe_date(published) if published else None,
        "discovered_at": NOON,
        **changes,
    }
    discovery = ArticleDiscovered(**values)
    fetched = ArticleFetched(
        article_id="art_1",
        version_id="ver_1",
        url=discovery.url,
        outlet=discovery.outlet,
        body=BlobReference(key="sha256/00", sha256="0" * 64, size=1, media_type="text/html"),
        discovered_at=NOON,
        fetched_at=NOON + timedelta(seconds=5),
    )
    return measure_delay(discovery, fetched)[0]


def test_the_delay_runs_from_publication_to_fetched() -> None:
    assert delay("Tue, 04 Mar 2031 11:50:00 GMT") == 605
    assert delay("2031-03-04T13:59:05+02:00") == 60


@pytest.mark.parametrize("published", [None, "2031-03-04", "2031-03-04T11:50:00", "Tue, 04 Mar 2031 12:30:00 GMT"])
def test_dates_that_are_not_exact_have_no_zone_or_lie_ahead_say_nothing(published: str | None) -> None:
    assert delay(published) == ""


@pytest.mark.parametrize("changes", [{"feed_url": None}, {"lane": Lane.BACKFILL}])
def test_only_live_articles_of_feeds_count(changes: dict[str, Any]) -> None:
    assert delay("Tue, 04 Mar 2031 11:50:00 GMT", **changes) == ""
