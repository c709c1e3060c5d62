import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from services.fetcher.feed_turns import FeedTurns, Turn
from services.fetcher.feeds import Feeds, FeedSubscription, InvalidFeed

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)
TIDE = FeedSubscription("https://tidepost.example/feed", "The Tide Post", 60.0)
QUAY = FeedSubscription("https://quay.example/feed")


async def test_a_feed_that_was_added_is_listed_and_due(redis: Redis) -> None:
    feeds = Feeds(redis)

    assert await feeds.add(TIDE, now=NOON)
    assert await feeds.add(QUAY, now=NOON)

    quay, tide = await feeds.list()
    assert (quay.subscription, tide.subscription) == (QUAY, TIDE)
    assert tide.next_poll_at == NOON
    assert await feeds.state(TIDE.url) == tide


async def test_adding_a_feed_again_changes_it_and_keeps_its_turn(redis: Redis) -> None:
    feeds = Feeds(redis)
    await feeds.add(TIDE, now=NOON)

    renamed = FeedSubscription(TIDE.url, "Tide Post Weekly")
    assert not await feeds.add(renamed, now=NOON + timedelta(hours=1))

    (state,) = await feeds.list()
    assert (state.subscription, state.next_poll_at) == (renamed, NOON)


async def test_a_removed_feed_is_polled_no_more(redis: Redis) -> None:
    feeds = Feeds(redis)
    await feeds.add(TIDE, now=NOON)

    assert await feeds.remove(TIDE.url)
    assert not await feeds.remove(TIDE.url)

    assert await feeds.list() == []
    assert await feeds.state(TIDE.url) is None
    assert await FeedTurns(redis).claim_due(NOON, LEASE, 10) == []
    assert await redis.keys("*") == []


@pytest.mark.parametrize(
    "subscription",
    [
        FeedSubscription(""),
        FeedSubscription("tidepost.example/feed"),
        FeedSubscription("file:///etc/hostname"),
        FeedSubscription("https://"),
        FeedSubscription("http://[broken"),
        FeedSubscription("https://tidepost.example/\ud800"),
        FeedSubscription(TIDE.url, interval_seconds=0),
    ],
)
async def test_a_feed_that_cannot_be_polled_is_refused(redis: Redis, subscription: FeedSubscription) -> None:
    with pytest.raises(InvalidFeed):
        await Feeds(redis).add(subscription)


async def test_schedulers_never_share_a_turn(redis: Redis) -> None:
    for number in range(50):
        await Feeds(redis).add(FeedSubscription(f"https://outlet-{number}.example/feed"), now=NOON)

    claims = await asyncio.gather(*(FeedTurns(redis).claim_due(NOON, LEASE, 100) for _ in range(5)))

    urls = [turn.subscription.url for turns in claims for turn in turns]
    assert len(urls) == 50
    assert len(set(urls)) == 50


async def test_a_turn_comes_once_it_is_due_and_after_it_the_next(redis: Redis) -> None:
    feeds, turns = Feeds(redis), FeedTurns(redis)
    await feeds.add(TIDE, now=NOON)

    assert await turns.claim_due(NOON - timedelta(seconds=1), LEASE, 10) == []
    (turn,) = await turns.claim_due(NOON, LEASE, 10)
    await turns.confirm(turn, NOON + timedelta(seconds=60))

    assert turn == Turn(TIDE, NOON)
    assert await turns.claim_due(NOON + timedelta(seconds=59), LEASE, 10) == []
    assert await turns.claim_due(NOON + timedelta(seconds=60), LEASE, 10) == [Turn(TIDE, NOON + timedelta(seconds=60))]


async def test_a_turn_whose_scheduler_died_is_claimed_again_as_the_same_turn(redis: Redis) -> None:
    turns = FeedTurns(redis)
    await Feeds(redis).add(TIDE, now=NOON)
    await turns.claim_due(NOON, LEASE, 10)

    assert await turns.claim_due(NOON + LEASE / 2, LEASE, 10) == []
    assert await turns.claim_due(NOON + LEASE, LEASE, 10) == [Turn(TIDE, NOON)]


async def test_a_late_confirmation_does_not_move_a_newer_turn(redis: Redis) -> None:
    turns = FeedTurns(redis)
    await Feeds(redis).add(TIDE, now=NOON)
    (slow,) = await turns.claim_due(NOON, LEASE, 10)
    (quick,) = await turns.claim_due(NOON + LEASE, LEASE, 10)
    await turns.confirm(quick, NOON + timedelta(minutes=5))

    await turns.confirm(slow, NOON + timedelta(minutes=1))

    (state,) = await Feeds(redis).list()
    assert state.next_poll_at == NOON + timedelta(minutes=5)


async def test_a_feed_can_be_made_due_at_once(redis: Redis) -> None:
    feeds, turns = Feeds(redis), FeedTurns(redis)
    await feeds.add(TIDE, now=NOON)
    (turn,) = await turns.claim_due(NOON, LEASE, 10)
    await turns.confirm(turn, NOON + timedelta(hours=1))

    await feeds.due_now(TIDE.url, now=NOON + timedelta(minutes=2))

    assert await turns.claim_due(NOON + timedelta(minutes=2), LEASE, 10) == [Turn(TIDE, NOON + timedelta(minutes=2))]
    with pytest.raises(InvalidFeed, match="add it first"):
        await feeds.due_now("https://unknown.example/feed")
