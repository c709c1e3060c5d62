"""What polls make of a feed over time: its interval, its address, its condition."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from claimwire.errors import TransientError
from claimwire.events import ArticleDiscovered, Event, FeedDue
from claimwire.feed_conditions import FeedCondition, count_feeds, read_feed_troubles
from services.fetcher.feeds import Feeds, FeedSubscription
from tests.integration.fetcher.feed_desk import MINUTE, NOON, Desk
from tests.integration.fetcher.poller import Web, polling

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
OLD, NEW = "https://tidepost.example/feed", "https://tidepost.example/rss"
TIDE = FeedSubscription(OLD, "The Tide Post")


def feed_of(*names: str, more: str = "", at: datetime | None = None) -> str:
    date = f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""
    items = "".join(
        f"<item><title>{name}</title><link>https://tidepost.example/{name}</link>{date}</item>" for name in names
    )
    return f'<rss version="2.0"><channel><title>The Tide Post</title>{more}{items}</channel></rss>'


@pytest.fixture
async def desk(redis: Redis) -> Desk:
    return Desk(redis, Web())


def found(events: Sequence[Event]) -> list[str]:
    return [event.url.rpartition("/")[2] for event in events if isinstance(event, ArticleDiscovered)]


async def test_the_interval_follows_what_the_feed_brings(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    desk.web.serve(OLD, feed_of())
    await desk.poll_due()
    at_first = await desk.wait()

    for number in range(20):
        desk.web.serve(OLD, feed_of(*(f"story-{number}-{each}" for each in range(10))))
        await desk.next_poll()
    busy = await desk.wait()
    desk.now += 4 * DAY  # nothing ran, and nothing came
    await desk.poll_due()
    quiet = await desk.wait()
    desk.web.serve(OLD, feed_of(*(f"again-{each}" for each in range(10))))
    await desk.next_poll()
    lively = await desk.wait()

    assert at_first == 5 * MINUTE
    assert busy == MINUTE
    assert quiet == HOUR
    assert lively < 10 * MINUTE


async def test_what_feed_and_server_ask_for_is_heeded_also_when_nothing_changed(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    desk.web.serve(OLD, feed_of(more="<ttl>20</ttl>"), etag='"a1"')
    await desk.poll_due()
    by_feed = await desk.wait()

    await desk.next_poll()
    unchanged = await desk.wait()
    desk.web.serve(OLD, feed_of("ferry", more="<ttl>20</ttl>"), max_age=30 * MINUTE)
    await desk.next_poll()

    assert (by_feed, unchanged, await desk.wait()) == (20 * MINUTE, 20 * MINUTE, 30 * MINUTE)


async def test_an_own_interval_is_kept_whatever_the_feed_asks_for(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(FeedSubscription(OLD, interval_seconds=30.0), now=NOON)
    desk.web.serve(OLD, feed_of(more="<ttl>20</ttl>"), max_age=HOUR)

    await desk.poll_due()

    assert await desk.wait() == 30 * SECOND


async def test_a_server_that_asks_to_be_left_alone_is(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(FeedSubscription(OLD, interval_seconds=30.0), now=NOON)
    desk.web.fail(OLD, 503, retry_after=2 * HOUR)

    assert await desk.poll_due() == []

    assert await desk.wait() == 2 * HOUR
    assert len(desk.web.asked) == 1


async def test_a_feed_that_was_never_read_is_failing_everywhere_after_two_attempts(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    desk.web.fail(OLD, 503)

    conditions = []
    for _ in range(2):
        with pytest.raises(TransientError):
            await polling(redis, desk.web.get, lambda: NOON)(FeedDue(feed_url=OLD, due_at=NOON))
        conditions.append((await desk.state()).condition)

    assert conditions == [FeedCondition.FINE, FeedCondition.FAILING]
    (trouble,) = await read_feed_troubles(redis)
    assert trouble.detail == (await desk.state()).detail == "never read, failed 2 times: HTTP status 503"
    assert (await count_feeds(redis))[FeedCondition.FINE] == 0


async def test_a_failing_feed_is_left_alone_longer_and_longer_and_told_once(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    desk.web.fail(OLD, 404)

    with capture_logs() as logs:
        await desk.poll_due()
        waits = [await desk.wait()]
        for _ in range(5):
            await desk.next_poll()
            waits.append(await desk.wait())
    failing = await desk.state()
    desk.web.serve(OLD, feed_of("ferry"))
    with capture_logs() as later:
        assert found(await desk.next_poll()) == ["ferry"]

    assert waits == sorted(waits)
    assert 5 * MINUTE < waits[0] <= 10 * MINUTE
    assert 45 * MINUTE <= waits[-1] <= HOUR
    assert (failing.condition, failing.failures) == (FeedCondition.FAILING, 6)
    assert "HTTP status 404" in failing.detail
    assert [each["condition"] for each in logs if each["event"] == "feed is not fine"] == ["failing"]
    assert [each["event"] for each in later] == ["feed is fine again"]
    assert (await desk.state()).condition is FeedCondition.FINE


async def test_a_feed_that_is_gone_is_polled_once_a_day_and_comes_back(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(FeedSubscription(OLD, interval_seconds=60.0), now=NOON)
    desk.web.fail(OLD, 410)

    await desk.poll_due()
    gone, wait = await desk.state(), await desk.wait()
    desk.web.serve(OLD, feed_of("ferry"))
    back = await desk.next_poll()

    assert (gone.condition, wait) == (FeedCondition.GONE, DAY)
    assert found(back) == ["ferry"]
    assert ((await desk.state()).condition, await desk.wait()) == (FeedCondition.FINE, MINUTE)


async def test_a_feed_that_falls_silent_is_told(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(FeedSubscription(OLD, interval_seconds=1800.0), now=NOON)
    desk.web.serve(OLD, feed_of())
    await desk.poll_due()
    while desk.now < NOON + 2 * DAY:
        desk.web.serve(OLD, feed_of(f"story-{desk.now.timestamp():.0f}"))
        await desk.next_poll()
    lively = await desk.state()

    with capture_logs() as logs:
        while desk.now < NOON + 2.5 * DAY:
            await desk.next_poll()

    silent = await desk.state()
    assert (lively.condition, silent.condition) == (FeedCondition.FINE, FeedCondition.SILENT)
    assert len([each for each in logs if each["event"] == "feed is not fine"]) == 1
    assert lively.articles_a_day == pytest.approx(48, rel=0.1)


async def test_a_feed_that_moved_for_good_is_polled_at_its_new_address_with_all_that_is_known(
    redis: Redis, desk: Desk
) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    desk.web.serve(OLD, feed_of("ferry"), moved_to=NEW)
    desk.web.serve(NEW, feed_of("mill", "ferry"))

    first = await desk.poll_due()
    before = await desk.state()
    with capture_logs() as logs:
        second = await desk.next_poll()
    after, wait = await desk.state(), await desk.wait()
    third = await desk.next_poll()

    assert (found(first), found(second), found(third)) == (["ferry"], [], ["mill"])
    assert (before.subscription.url, before.moved_to) == (OLD, NEW)
    assert after.subscription == FeedSubscription(NEW, "The Tide Post")
    assert (after.articles, after.condition) == (1, FeedCondition.FINE)
    assert wait > timedelta()
    assert [each["to"] for each in logs if each["event"] == "feed moved"] == [NEW]
    assert [url for url, _ in desk.web.asked] == [OLD, OLD, NEW]


async def test_a_turn_that_comes_again_after_the_move_yields_the_same_events(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    desk.web.serve(OLD, feed_of("ferry"), moved_to=NEW)
    await desk.poll_due()
    desk.web.serve(OLD, feed_of("mill", "ferry"), moved_to=NEW)
    due_at = (await desk.state()).next_poll_at
    assert due_at is not None
    second = await desk.next_poll()

    again = await polling(redis, desk.web.get, lambda: desk.now)(
        FeedDue(feed_url=OLD, outlet="The Tide Post", due_at=due_at)
    )

    assert found(second) == ["mill"]
    assert list(again) == second
    assert len(desk.web.asked) == 2


async def test_a_redirect_that_changes_its_mind_moves_nothing(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    for moved_to in (NEW, f"{NEW}2", None, NEW):
        desk.web.serve(OLD, feed_of("ferry"), moved_to=moved_to)
        await (desk.next_poll() if desk.web.asked else desk.poll_due())

    assert (await desk.state()).subscription.url == OLD


async def test_a_feed_that_moved_to_another_feed_is_told_and_yields_nothing_twice(redis: Redis, desk: Desk) -> None:
    feeds = Feeds(redis)
    await feeds.add(TIDE, now=NOON)
    await feeds.add(FeedSubscription(NEW), now=NOON + 365 * DAY)
    for names in (["ferry"], ["ferry"], ["mill", "ferry"]):
        desk.web.serve(OLD, feed_of(*names), moved_to=NEW)
        events = await desk.poll_due()
        old = await feeds.state(OLD, now=desk.now)
        assert old is not None
        assert old.next_poll_at is not None
        wait = old.next_poll_at - desk.now
        desk.now = old.next_poll_at

    assert (found(events), wait) == ([], DAY)
    assert old.condition is FeedCondition.MOVED
    assert old.detail == f"to {NEW}, which is polled already; remove this one"


async def test_a_feed_with_a_key_is_not_moved_to_another_host(redis: Redis, desk: Desk) -> None:
    keyed = FeedSubscription(OLD, headers={"X-Key": "${TIDE_KEY}"})
    await Feeds(redis).add(keyed, now=NOON)
    desk.web.serve(OLD, feed_of("ferry"), moved_to="https://elsewhere.example/feed")

    await desk.poll_due()
    await desk.next_poll()

    state = await desk.state()
    assert (state.subscription, state.condition) == (keyed, FeedCondition.MOVED)
    assert await desk.wait() < 6 * MINUTE
    assert [options.headers for _, options in desk.web.asked if options] == [{"X-Key": "sesame"}] * 2


async def test_a_feed_whose_key_is_not_set_fails_and_says_which(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(FeedSubscription(OLD, headers={"X-Key": "${QUAY_KEY}"}), now=NOON)

    assert await desk.poll_due() == []

    assert "QUAY_KEY" in ((await desk.state()).last_error or "")
    assert desk.web.asked == []


async def test_discoveries_carry_what_the_feeds_settings_say(redis: Redis, desk: Desk) -> None:
    await Feeds(redis).add(FeedSubscription(OLD, language="nl", content_only=True), now=NOON)
    desk.web.serve(OLD, feed_of("ferry"))

    (event,) = await desk.poll_due()

    assert isinstance(event, ArticleDiscovered)
    assert (event.language, event.content_only) == ("nl", True)
