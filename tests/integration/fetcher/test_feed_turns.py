"""The turn that follows a poll is set by the poll, whoever is faster."""

from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from services.fetcher.feed_turns import FeedTurns, Turn
from services.fetcher.feeds import Feeds, FeedSubscription

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TIDE = FeedSubscription("https://tidepost.example/feed")


async def next_poll(redis: Redis) -> datetime | None:
    (state,) = await Feeds(redis).list()
    return state.next_poll_at


async def claimed(redis: Redis) -> Turn:
    await Feeds(redis).add(TIDE, now=NOON)
    (turn,) = await FeedTurns(redis).claim_due(NOON, LEASE, 10)
    return turn


async def test_a_poll_moves_the_turn_that_follows_it(redis: Redis) -> None:
    turns, turn = FeedTurns(redis), await claimed(redis)
    await turns.confirm(turn, NOON + 5 * MINUTE)

    await turns.move(TIDE.url, NOON, NOON + HOUR, NOON + MINUTE)
    later = await next_poll(redis)
    await turns.move(TIDE.url, NOON, NOON + 2 * MINUTE, NOON + MINUTE)

    assert later == NOON + HOUR
    assert await next_poll(redis) == NOON + 2 * MINUTE


async def test_a_poll_that_is_through_before_its_turn_is_noted_as_published_still_sets_the_next(redis: Redis) -> None:
    turns, turn = FeedTurns(redis), await claimed(redis)

    await turns.move(TIDE.url, NOON, NOON + HOUR, NOON + MINUTE / 60)
    lease = await next_poll(redis)
    await turns.confirm(turn, NOON + 5 * MINUTE)

    assert lease == NOON + LEASE
    assert await next_poll(redis) == NOON + HOUR


async def test_a_poll_whose_scheduler_died_before_it_noted_the_turn_is_not_forgotten(redis: Redis) -> None:
    turns, _ = FeedTurns(redis), await claimed(redis)
    await turns.move(TIDE.url, NOON, NOON + HOUR, NOON + MINUTE / 60)

    (again,) = await turns.claim_due(NOON + LEASE, LEASE, 10)
    await turns.confirm(again, NOON + 5 * MINUTE)

    assert again == Turn(TIDE, NOON)
    assert await next_poll(redis) == NOON + HOUR


async def test_a_turn_that_is_claimed_is_not_moved_by_an_earlier_poll(redis: Redis) -> None:
    turns, first = FeedTurns(redis), await claimed(redis)
    await turns.confirm(first, NOON + 5 * MINUTE)
    (second,) = await turns.claim_due(NOON + 5 * MINUTE, LEASE, 10)

    await turns.move(TIDE.url, NOON, NOON + HOUR, NOON + 4 * MINUTE)
    await turns.confirm(second, NOON + 10 * MINUTE)

    assert await next_poll(redis) == NOON + 10 * MINUTE


async def test_a_turn_that_a_person_asked_for_meanwhile_is_not_put_off(redis: Redis) -> None:
    turns, turn = FeedTurns(redis), await claimed(redis)
    await turns.confirm(turn, NOON + 5 * MINUTE)
    await Feeds(redis).due_now(TIDE.url, now=NOON + MINUTE)

    await turns.move(TIDE.url, NOON, NOON + HOUR, NOON + 2 * MINUTE)

    assert await next_poll(redis) == NOON + MINUTE


async def test_the_poll_of_a_feed_that_was_removed_leaves_nothing_behind(redis: Redis) -> None:
    turns, turn = FeedTurns(redis), await claimed(redis)
    await Feeds(redis).remove(TIDE.url)

    await turns.move(TIDE.url, NOON, NOON + HOUR, NOON + MINUTE)
    await turns.confirm(turn, NOON + HOUR)

    assert await redis.keys("*") == []


async def test_a_full_broker_lets_polls_set_their_next_turns(redis: Redis) -> None:
    turns, turn = FeedTurns(redis), await claimed(redis)
    await turns.confirm(turn, NOON + 5 * MINUTE)
    await redis.config_set("maxmemory", "1")

    try:
        await turns.move(TIDE.url, NOON, NOON + HOUR, NOON + MINUTE)
    finally:
        await redis.config_set("maxmemory", "0")

    assert await next_poll(redis) == NOON + HOUR


async def test_feeds_added_together_are_not_polled_all_at_once(redis: Redis) -> None:
    subscriptions = [FeedSubscription(f"https://outlet-{number}.example/feed") for number in range(200)]

    added = await Feeds(redis).add_all(subscriptions, now=NOON)
    again = await Feeds(redis).add_all(subscriptions, now=NOON + HOUR)

    waits = [state.next_poll_at - NOON for state in await Feeds(redis).list() if state.next_poll_at]
    assert (added, again) == (200, 0)
    assert timedelta() <= min(waits) < timedelta(seconds=5)
    assert timedelta(seconds=95) < max(waits) < timedelta(seconds=100)
    assert max(sum(start <= each.total_seconds() < start + 10 for each in waits) for start in range(0, 100, 10)) < 40
