from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from redis.asyncio import Redis

from claimwire.events import ArticleDiscovered, FeedDue
from services.fetcher.feeds import Feeds, FeedSubscription
from services.fetcher.subscriptions import Subscriptions
from tests.integration.fetcher.newsdesk import Newsdesk
from tests.integration.fetcher.poller import Web, polling
from tests.integration.fetcher.site import Site

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FEED = "https://tidepost.example/feed"


def feed_of(items: dict[str, datetime]) -> str:
    listed = "".join(
        f"<item><link>{url}</link><pubDate>{format_datetime(at)}</pubDate></item>" for url, at in items.items()
    )
    return f'<rss version="2.0"><channel>{listed}</channel></rss>'


async def test_freshness_counts_articles_published_since_the_feed_is_followed(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    feeds, web = Feeds(redis), Web()
    await feeds.add(FeedSubscription(FEED), now=NOON)
    pages = [
        site.serve(f"/{number}", f"<p>Ferry number {number} sails to Vessel Bay again.</p>") for number in range(4)
    ]
    old = {pages[0]: NOON - timedelta(days=3)}
    new = {url: NOON + MINUTE * number for number, url in enumerate(pages[1:], 1)}

    for minute, items in ((0, old), (10, new | old)):
        now = NOON + MINUTE * minute
        web.serve(FEED, feed_of(items))
        desk.clock.now = now
        for event in await polling(redis, web.get, lambda now=now: now)(FeedDue(feed_url=FEED, due_at=now)):
            assert isinstance(event, ArticleDiscovered)
            await desk.fetched(event)

    state = await feeds.state(FEED, now=NOON + 11 * MINUTE)
    assert state is not None
    assert state.freshness is not None
    assert timedelta(minutes=8) <= state.freshness < timedelta(minutes=8, seconds=10)
    assert state.articles == 4


async def test_the_settings_of_a_feed_are_read_once_in_a_few_seconds(redis: Redis) -> None:
    feeds, seconds = Feeds(redis), iter([0.0, 1.0, 6.0, 7.0])
    await feeds.add(FeedSubscription(FEED, language="nl"))
    subscriptions = Subscriptions(feeds=feeds, clock=lambda: next(seconds))

    first = await subscriptions.find(FEED)
    await feeds.add(FeedSubscription(FEED, language="de"))
    cached, fresh = await subscriptions.find(FEED), await subscriptions.find(FEED)

    assert [each.language for each in (first, cached, fresh) if each] == ["nl", "nl", "de"]
    assert await subscriptions.find(None) is None
    assert await subscriptions.find("https://unknown.example/feed") is None
