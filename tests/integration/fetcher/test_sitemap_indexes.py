from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from claimwire.events import ArticleDiscovered, Event, FeedDue
from services.fetcher.feeds import Feeds, FeedSubscription
from services.fetcher.on_feed_due import OnFeedDue
from tests.integration.fetcher.poller import Web, polling

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
SITE, CLOUD = "https://tidepost.example", "https://cloud.example"
INDEX = f"{SITE}/sitemaps.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_of(*names: str) -> str:
    urls = "".join(
        f"<url><loc>{SITE}/{name}</loc><lastmod>2031-03-04T0{number}:00:00Z</lastmod></url>"
        for number, name in enumerate(names)
    )
    return f"<urlset {NAMESPACE}>{urls}</urlset>"


def index_of(*urls: str) -> str:
    sitemaps = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex {NAMESPACE}>{sitemaps}</sitemapindex>"


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def poll(redis: Redis, web: Web) -> OnFeedDue:
    return polling(redis, web.get, lambda: NOON)


def due(minute: int = 0) -> FeedDue:
    return FeedDue(feed_url=INDEX, due_at=NOON + timedelta(minutes=minute))


def found(events: Sequence[Event]) -> list[str]:
    return sorted(event.url.rpartition("/")[2] for event in events if isinstance(event, ArticleDiscovered))


async def test_an_index_yields_what_its_sitemaps_hold_in_the_same_poll(poll: OnFeedDue, web: Web) -> None:
    web.serve(INDEX, index_of(f"{SITE}/news-1.xml", f"{SITE}/news-2.xml"))
    web.serve(f"{SITE}/news-1.xml", sitemap_of("ferry", "mill"))
    web.serve(f"{SITE}/news-2.xml", sitemap_of("bridge"))

    events = await poll(due())

    assert found(events) == ["bridge", "ferry", "mill"]
    assert {event.feed_url for event in events if isinstance(event, ArticleDiscovered)} == {INDEX}


async def test_a_sitemap_that_changed_is_read_although_the_index_did_not(poll: OnFeedDue, web: Web) -> None:
    web.serve(INDEX, index_of(f"{SITE}/news-1.xml", f"{SITE}/news-2.xml"), etag='"index"')
    web.serve(f"{SITE}/news-1.xml", sitemap_of("ferry"), etag='"1"')
    web.serve(f"{SITE}/news-2.xml", sitemap_of("mill"), etag='"2"')
    await poll(due())
    web.serve(f"{SITE}/news-2.xml", sitemap_of("mill", "bridge"), etag='"3"')

    assert found(await poll(due(5))) == ["bridge"]
    assert found(await poll(due(10))) == []


async def test_a_sitemap_that_cannot_be_had_does_not_hide_the_others(poll: OnFeedDue, web: Web, redis: Redis) -> None:
    await Feeds(redis).add(FeedSubscription(INDEX), now=NOON)
    web.serve(INDEX, index_of(f"{SITE}/news-1.xml", f"{SITE}/away.xml"))
    web.serve(f"{SITE}/news-1.xml", sitemap_of("ferry"))

    assert found(await poll(due())) == ["ferry"]

    state = await Feeds(redis).state(INDEX)
    assert state is not None
    assert state.last_error == "1 of 2 sitemaps: HTTP status 404"


async def test_an_index_of_which_nothing_can_be_had_fails(poll: OnFeedDue, web: Web, redis: Redis) -> None:
    await Feeds(redis).add(FeedSubscription(INDEX), now=NOON)
    web.serve(INDEX, index_of(f"{SITE}/away.xml"))

    assert list(await poll(due())) == []

    state = await Feeds(redis).state(INDEX)
    assert state is not None
    assert (state.failures, state.last_error) == (1, "HTTP status 404")


async def test_an_index_that_names_itself_or_thousands_comes_to_an_end(poll: OnFeedDue, web: Web) -> None:
    others = [f"{SITE}/part-{number}.xml" for number in range(3000)]
    web.serve(INDEX, index_of(INDEX, *others))
    for url in others:
        web.serve(url, sitemap_of(f"story-{url[-8:-4]}"))

    events = await poll(due())

    assert len(web.asked) <= 11
    assert 0 < len(found(events)) <= 10


async def test_the_key_of_a_feed_is_sent_to_its_own_host_only(poll: OnFeedDue, web: Web, redis: Redis) -> None:
    await Feeds(redis).add(FeedSubscription(INDEX, headers={"X-Key": "${TIDE_KEY}"}), now=NOON)
    web.serve(INDEX, index_of(f"{SITE}/news-1.xml", f"{CLOUD}/news-2.xml"))
    web.serve(f"{SITE}/news-1.xml", sitemap_of("ferry"))
    web.serve(f"{CLOUD}/news-2.xml", sitemap_of("mill"))

    await poll(due())

    sent = {url: dict(options.headers) for url, options in web.asked if options}
    assert sent == {INDEX: {"X-Key": "sesame"}, f"{SITE}/news-1.xml": {"X-Key": "sesame"}, f"{CLOUD}/news-2.xml": {}}
