import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from claimwire.blobs import open_blobs
from claimwire.errors import TransientError
from claimwire.events import ArticleDiscovered, ArticleFetched, Event, FeedDue
from claimwire.feed_conditions import FeedCondition
from claimwire.ids import article_id
from claimwire.telemetry.metrics import Metrics
from claimwire.worker import Worker
from services.fetcher.feed_troubles import FeedTroubles
from services.fetcher.feed_turns import FeedTurns
from services.fetcher.feeds import Feeds, FeedSubscription
from services.fetcher.judge_feed import Verdict
from services.fetcher.publish_due_feeds import PublishDueFeeds
from services.fetcher.settings import FetcherSettings
from services.fetcher.worker import open_worker
from tests.integration.fetcher.published import Published
from tests.integration.fetcher.site import Site

Configure = Callable[..., FetcherSettings]
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
PAGE = "<p>The ferry to Vessel Bay sails again.</p>"


def schedule(redis: Redis, clock: Callable[[], datetime]) -> PublishDueFeeds:
    return PublishDueFeeds(
        turns=FeedTurns(redis), default_interval=timedelta(minutes=5), pause_seconds=0.001, clock=clock
    )


async def handle(worker: Worker, event: Event) -> Sequence[Event]:
    (stage,) = (stage for stage in worker.stages if stage.event is type(event))
    return await stage.handler(event)


async def test_a_feed_becomes_stored_pages(site: Site, redis: Redis, configure: Configure) -> None:
    page = site.serve("/ferry", PAGE)
    feed = site.serve("/feed", f'<rss version="2.0"><channel><item><link>{page}</link></item></channel></rss>')
    await Feeds(redis).add(FeedSubscription(feed, "The Tide Post"))
    settings, published = configure(fetcher_schedule_seconds=0.01), Published()

    async with open_worker(settings, redis) as worker:
        loop, _ = worker.background
        running = asyncio.ensure_future(loop(published))
        await asyncio.wait_for(published.arrived.wait(), 30)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        (discovered,) = await handle(worker, published.events[0])
        (fetched,) = await handle(worker, discovered)

    assert isinstance(fetched, ArticleFetched)
    assert fetched.outlet == "The Tide Post"
    assert await open_blobs(settings.blobs).get(fetched.body) == PAGE.encode()


async def test_the_worker_says_what_it_handles_and_emits(redis: Redis, configure: Configure) -> None:
    async with open_worker(configure(), redis) as worker:
        assert worker.name == "fetcher"
        assert [stage.event for stage in worker.stages] == [FeedDue, ArticleDiscovered]
        assert worker.pauses_for_backpressure


async def test_the_worker_measures_how_many_feeds_do_how(redis: Redis, configure: Configure) -> None:
    feeds = [FeedSubscription(f"https://outlet-{number}.example/feed") for number in range(3)]
    await Feeds(redis).add_all(feeds)
    gone = Verdict(condition=FeedCondition.GONE, detail="HTTP status 410")
    await FeedTroubles(redis).note(feeds[0], gone, NOON)
    metrics = Metrics("fetcher")

    async with open_worker(configure(), redis) as worker:
        for measure in worker.measures:
            await measure(metrics)

    assert metrics.registry.get_sample_value("claimwire_feeds", {"state": "fine"}) == 2
    assert metrics.registry.get_sample_value("claimwire_feeds", {"state": "gone"}) == 1
    assert metrics.registry.get_sample_value("claimwire_feeds", {"state": "silent"}) == 0


async def test_the_worker_looks_at_articles_again_as_the_settings_say(
    site: Site, redis: Redis, configure: Configure
) -> None:
    url = site.serve("/ferry", PAGE)
    event = ArticleDiscovered(
        article_id=article_id(url), url=url, outlet="The Tide Post", discovered_at=datetime.now(UTC)
    )
    settings = configure(fetcher_schedule_seconds=0.01, fetcher_revisits_seconds="0.05")
    published = Published()

    async with open_worker(settings, redis) as worker:
        (fetched,) = await handle(worker, event)
        _, loop = worker.background
        running = asyncio.ensure_future(loop(published))
        await asyncio.wait_for(published.arrived.wait(), 30)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    assert isinstance(fetched, ArticleFetched)
    (again,) = published.events
    assert isinstance(again, ArticleDiscovered)
    assert (again.article_id, again.attempt) == (event.article_id, 2)


async def test_many_schedulers_publish_each_turn_once(redis: Redis) -> None:
    now = NOON
    for number in range(30):
        await Feeds(redis).add(FeedSubscription(f"https://outlet-{number}.example/feed"), now=NOON)
    published = Published()
    schedulers = [schedule(redis, lambda: now) for _ in range(4)]

    for minute in (0, 1, 5, 10):
        now = NOON + timedelta(minutes=minute)
        await asyncio.gather(*(scheduler.publish_due(published) for scheduler in schedulers))

    identities = [event.identity for event in published.events]
    assert len(identities) == 90
    assert len(set(identities)) == 90


async def test_a_turn_that_could_not_be_published_comes_again_as_itself(redis: Redis) -> None:
    now = NOON
    await Feeds(redis).add(FeedSubscription("https://tidepost.example/feed", "The Tide Post", 60.0), now=NOON)
    published = Published(failures=1)
    scheduler = schedule(redis, lambda: now)
    with pytest.raises(TransientError):
        await scheduler.publish_due(published)

    now = NOON + timedelta(seconds=70)
    await scheduler.publish_due(published)

    assert published.events == [FeedDue(feed_url="https://tidepost.example/feed", outlet="The Tide Post", due_at=NOON)]
    (state,) = await Feeds(redis).list()
    assert state.next_poll_at == NOON + timedelta(seconds=120)


async def test_the_schedule_outlives_a_broker_that_is_away(redis: Redis) -> None:
    await Feeds(redis).add(FeedSubscription("https://tidepost.example/feed"), now=NOON)
    moments = iter(range(10**9))
    scheduler = schedule(redis, lambda: NOON + timedelta(seconds=next(moments)))
    published = Published(failures=2)

    async with AsyncExitStack() as stack:
        stack.callback(asyncio.ensure_future(scheduler(published)).cancel)
        await asyncio.wait_for(published.arrived.wait(), 30)

    assert isinstance(published.events[0], FeedDue)
    assert published.events[0].due_at == NOON
