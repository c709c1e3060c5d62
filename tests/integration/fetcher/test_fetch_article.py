from dataclasses import replace

import pytest
from redis.asyncio import Redis

from claimwire.errors import TransientError
from claimwire.events import DropReason
from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.feeds import Feeds
from services.fetcher.fetch_article import FetchArticle
from tests.integration.fetcher.conftest import Configure
from tests.integration.fetcher.newsdesk import Newsdesk, discovered, open_newsdesk
from tests.integration.fetcher.site import Site, running_site

STORY = "<p>" + "The ferry to Vessel Bay sails again after the storm. " * 10 + "</p>"


async def subscribe(redis: Redis, url: str, **settings: object) -> None:
    await Feeds(redis).add(replace(FeedSubscription(url), **settings))  # type: ignore[arg-type]  # of several types


async def test_a_feeds_headers_go_to_its_own_host_and_to_no_other(desk: Newsdesk, site: Site, redis: Redis) -> None:
    feed = f"{site.url}/feed"
    await subscribe(redis, feed, headers={"Authorization": "Bearer ${TIDE_TOKEN}"})
    assert isinstance(desk.fetch, FetchArticle)
    desk = desk.but(fetch=replace(desk.fetch, environ={"TIDE_TOKEN": "secret"}))

    async with running_site() as elsewhere:
        await desk.fetched(discovered(site.serve("/ferry", STORY), feed_url=feed))
        await desk.fetched(discovered(elsewhere.serve("/ferry", STORY), feed_url=feed))

        assert site.requests[-1].headers["Authorization"] == "Bearer secret"
        assert "Authorization" not in elsewhere.requests[-1].headers


async def test_a_variable_that_is_not_set_is_named(desk: Newsdesk, site: Site, redis: Redis) -> None:
    feed = f"{site.url}/feed"
    await subscribe(redis, feed, headers={"Authorization": "Bearer ${TIDE_TOKEN}"})

    with pytest.raises(TransientError, match="TIDE_TOKEN"):
        await desk.handler(discovered(site.serve("/ferry", STORY), feed_url=feed))

    assert site.requests == []


async def test_what_robots_may_not_fetch_is_dropped_or_made_up_for_by_the_feed(
    redis: Redis, configure: Configure, site: Site
) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /members/", content_type="text/plain")
    url = site.serve("/members/ferry", STORY)
    async with open_newsdesk(redis, configure(fetcher_robots=True)) as desk:
        dropped = await desk.dropped(discovered(url))
        fetched = await desk.fetched(discovered(url, minute=1, content=STORY))

    assert dropped.reason is DropReason.ROBOTS
    assert fetched.status is None
    assert site.paths() == ["/robots.txt"]
