import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from claimwire.errors import TransientError
from claimwire.events import ArticleDiscovered, FeedDue, Lane
from services.fetcher.feeds import Feeds, FeedState, FeedSubscription
from services.fetcher.http_client import open_http_client
from services.fetcher.on_feed_due import OnFeedDue
from services.fetcher.select_new import MOST_PER_POLL
from services.fetcher.settings import FetcherSettings
from tests.integration.fetcher.poller import polling
from tests.integration.fetcher.site import Site

Configure = Callable[..., FetcherSettings]
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def feed_of(*names: str, title: str = "The Tide Post") -> str:
    items = "".join(f"<item><title>{name}</title><link>https://tidepost.example/{name}</link></item>" for name in names)
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def due(url: str, minute: int = 0, outlet: str | None = "The Tide Post") -> FeedDue:
    return FeedDue(feed_url=url, outlet=outlet, due_at=NOON + timedelta(minutes=minute))


@pytest.fixture
async def poll(redis: Redis, configure: Configure) -> AsyncIterator[OnFeedDue]:
    async with open_http_client(configure(), redis) as http:
        yield polling(redis, http.get, Clock())


async def names(poll: OnFeedDue, event: FeedDue) -> list[str]:
    return [found.url.rpartition("/")[2] for found in await poll(event) if isinstance(found, ArticleDiscovered)]


async def state_of(redis: Redis, url: str) -> FeedState:
    await Feeds(redis).add(FeedSubscription(url))
    state = await Feeds(redis).state(url)
    assert state is not None
    return state


async def test_a_feed_yields_each_article_once(poll: OnFeedDue, site: Site) -> None:
    url = site.serve("/feed", feed_of("ferry", "mill"))

    first = await names(poll, due(url))
    site.serve("/feed", feed_of("bridge", "ferry", "mill"))
    second = await names(poll, due(url, 5))
    third = await names(poll, due(url, 10))

    assert (first, second, third) == (["ferry", "mill"], ["bridge"], [])


async def test_a_discovery_says_where_it_comes_from(poll: OnFeedDue, site: Site) -> None:
    url = site.serve("/feed", feed_of("ferry"))

    (found,) = await poll(due(url, outlet=None).model_copy(update={"lane": Lane.BACKFILL}))

    assert isinstance(found, ArticleDiscovered)
    assert (found.outlet, found.feed_url, found.title) == ("tidepost.example", url, "ferry")
    assert (found.lane, found.attempt) == (Lane.BACKFILL, 1)


async def test_a_changed_entry_is_discovered_again_as_another_attempt(poll: OnFeedDue, site: Site) -> None:
    url = site.serve("/feed", feed_of("ferry"))
    (first,) = await poll(due(url))
    site.serve("/feed", feed_of("ferry").replace("<title>ferry", "<title>Ferry, updated"))

    (second,) = await poll(due(url, 5))

    assert isinstance(first, ArticleDiscovered)
    assert isinstance(second, ArticleDiscovered)
    assert (second.article_id, second.attempt) == (first.article_id, 2)
    assert second.identity != first.identity


async def test_a_repeated_turn_yields_the_same_events_whatever_the_feed_says_now(poll: OnFeedDue, site: Site) -> None:
    url = site.serve("/feed", feed_of("ferry", "mill"), ETag='"a1"')
    first = await poll(due(url))

    unchanged = await poll(due(url))
    site.serve("/feed", status=404)
    gone = await poll(due(url))

    assert first
    assert list(unchanged) == list(first)
    assert list(gone) == list(first)


async def test_a_repeated_turn_yields_the_same_events_also_after_later_turns(poll: OnFeedDue, site: Site) -> None:
    url = site.serve("/feed", feed_of("ferry"))
    first = await poll(due(url))
    for number in range(1, 6):
        site.serve("/feed", feed_of(f"story-{number}"))
        assert await names(poll, due(url, 5 * number)) == [f"story-{number}"]

    assert list(await poll(due(url))) == list(first)


async def test_one_turn_in_two_hands_at_once_yields_the_same_events_in_both(poll: OnFeedDue, site: Site) -> None:
    url = site.serve("/feed", feed_of("ferry", "mill"))

    outcomes = await asyncio.gather(*(poll(due(url)) for _ in range(6)))

    assert [list(outcome) for outcome in outcomes] == [list(outcomes[0])] * 6
    assert len(outcomes[0]) == 2


async def test_two_turns_at_once_share_the_entries_between_them(poll: OnFeedDue, site: Site) -> None:
    url = site.serve("/feed", feed_of("ferry", "mill"))

    found = await asyncio.gather(*(names(poll, due(url, minute)) for minute in range(6)))

    assert sorted(name for part in found for name in part) == ["ferry", "mill"]


async def test_a_turn_that_a_later_one_made_up_for_does_not_visit_the_site(poll: OnFeedDue, site: Site) -> None:
    url = site.serve("/feed", feed_of("ferry"))
    await poll(due(url, 5))

    assert list(await poll(due(url, 0))) == []
    assert len(site.requests) == 1


@pytest.mark.parametrize("at_once", [False, True], ids=["one by one", "at once"])
async def test_turns_that_piled_up_visit_the_site_once(poll: OnFeedDue, site: Site, at_once: bool) -> None:
    url = site.serve("/feed", feed_of("ferry"))
    stale = [due(url, -5 * number) for number in range(50, 0, -1)]

    outcomes = await asyncio.gather(*map(poll, stale)) if at_once else [await poll(turn) for turn in stale]
    repeats = [await poll(turn) for turn in stale]

    assert len(site.requests) == 1
    assert sum(map(len, outcomes)) == 1
    assert list(map(list, repeats)) == list(map(list, outcomes))


async def test_turns_that_piled_up_try_a_feed_that_is_away_no_oftener_than_one_does(
    poll: OnFeedDue, site: Site
) -> None:
    url = site.serve("/feed", status=503)
    first, *others = [due(url, -5 * number) for number in range(50, 0, -1)]

    for _ in range(2):
        with pytest.raises(TransientError, match="HTTP status 503"):
            await poll(first)
        assert [list(await poll(turn)) for turn in others] == [[]] * 49
    assert list(await poll(first)) == []

    assert len(site.requests) == 3


async def test_a_full_broker_is_drained_of_turns(poll: OnFeedDue, site: Site, redis: Redis) -> None:
    url = site.serve("/feed", feed_of("ferry"))
    await redis.config_set("maxmemory", "1")

    try:
        assert await names(poll, due(url)) == ["ferry"]
    finally:
        await redis.config_set("maxmemory", "0")


async def test_a_feed_that_did_not_change_is_asked_for_with_its_validators(
    poll: OnFeedDue, site: Site, redis: Redis
) -> None:
    url = site.serve("/feed", feed_of("ferry"), ETag='"a1"')
    await poll(due(url))

    assert list(await poll(due(url, 5))) == []

    assert site.requests[-1].headers["If-None-Match"] == '"a1"'
    state = await state_of(redis, url)
    assert (state.entries, state.articles, state.failures) == (1, 1, 0)
    assert state.last_success_at == state.last_poll_at


async def test_a_flood_of_entries_comes_in_parts_although_the_feed_did_not_change(poll: OnFeedDue, site: Site) -> None:
    flood = feed_of(*(f"story-{number}" for number in range(MOST_PER_POLL + 20)))
    url = site.serve("/feed", flood, ETag='"a1"')

    parts = [len(await names(poll, due(url, minute))) for minute in (0, 5, 10)]

    assert parts == [MOST_PER_POLL, 20, 0]


@pytest.mark.parametrize(
    ("status", "error"),
    [(200, "no RSS"), (404, "HTTP status 404"), (410, "HTTP status 410")],
)
async def test_a_feed_that_is_none_yields_nothing_and_its_state_says_why(
    poll: OnFeedDue, site: Site, redis: Redis, status: int, error: str
) -> None:
    url = site.serve("/feed", "<html><body>A page</body></html>", status=status)

    assert list(await poll(due(url))) == []

    state = await state_of(redis, url)
    assert error in (state.last_error or "")
    assert (state.failures, state.last_success_at) == (1, None)


async def test_a_feed_that_moved_for_good_is_registered_at_its_new_address(
    poll: OnFeedDue, site: Site, redis: Redis
) -> None:
    old = site.serve("/feed", status=301, Location=f"{site.url}/rss")
    new = site.serve("/rss", feed_of("ferry"))
    await Feeds(redis).add(FeedSubscription(old, "The Tide Post"), now=NOON)

    outcomes = [await names(poll, due(old, minute)) for minute in (0, 5, 10)]

    assert outcomes == [["ferry"], [], []]
    (state,) = await Feeds(redis).list()
    assert (state.subscription, state.articles) == (FeedSubscription(new, "The Tide Post"), 1)
    assert site.paths() == ["/feed", "/rss", "/feed", "/rss", "/rss"]


@pytest.mark.parametrize("status", [302, 307])
async def test_a_feed_that_is_elsewhere_for_now_keeps_its_address(
    poll: OnFeedDue, site: Site, redis: Redis, status: int
) -> None:
    url = site.serve("/feed", status=status, Location=f"{site.url}/rss")
    site.serve("/rss", feed_of("ferry"))
    await Feeds(redis).add(FeedSubscription(url), now=NOON)

    for minute in (0, 5, 10):
        await poll(due(url, minute))

    assert [state.subscription.url for state in await Feeds(redis).list()] == [url]


async def test_a_server_that_asks_for_a_pause_gets_it(poll: OnFeedDue, site: Site, redis: Redis) -> None:
    url = site.serve("/feed", status=429, Retry_After="1800")
    await Feeds(redis).add(FeedSubscription(url, interval_seconds=60.0), now=NOON)

    assert list(await poll(due(url))) == []

    state = await Feeds(redis).state(url)
    assert state is not None
    assert state.failures == 1


async def test_a_feed_that_stays_away_is_left_to_its_next_turn(poll: OnFeedDue, site: Site, redis: Redis) -> None:
    url = site.serve("/feed", status=503)

    for _ in range(2):
        with pytest.raises(TransientError, match="HTTP status 503"):
            await poll(due(url))
    assert list(await poll(due(url))) == []

    assert (await state_of(redis, url)).failures == 3
    site.serve("/feed", feed_of("ferry"))
    assert await names(poll, due(url, 5)) == ["ferry"]
    assert (await state_of(redis, url)).failures == 0
