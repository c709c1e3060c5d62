from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from claimwire.events import FeedDue
from claimwire.feed_conditions import FeedCondition, count_feeds, read_feed_troubles
from services.fetcher.feed_moves import FeedMoves, Move
from services.fetcher.feed_troubles import FeedTroubles
from services.fetcher.feed_turns import FeedTurns
from services.fetcher.feeds import Feeds, FeedSubscription
from services.fetcher.judge_feed import Verdict
from services.fetcher.polls import Polls

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
LEASE, HOUR = timedelta(seconds=60), timedelta(hours=1)
OLD, NEW, NEWER = (f"https://tidepost.example/{name}" for name in ("feed", "rss", "news"))
TIDE = FeedSubscription(OLD, "The Tide Post", 900.0, language="en")


async def test_a_feed_keeps_its_settings_its_turn_and_its_memory_when_it_moves(redis: Redis) -> None:
    feeds, polls = Feeds(redis), Polls(redis=redis, kept=timedelta(days=1))
    await feeds.add(TIDE, now=NOON)
    poll = FeedDue(feed_url=OLD, due_at=NOON)
    await polls.commit(poll, (), state={"title": "Tide", "etag": '"a1"'})

    assert await FeedMoves(redis).move(OLD, NEW) is Move.DONE

    (state,) = await feeds.list()
    assert (state.subscription.url, state.subscription.outlet, state.subscription.language) == (NEW, TIDE.outlet, "en")
    assert (state.title, state.next_poll_at) == ("Tide", NOON)
    memory = await polls.recall(poll.model_copy(update={"feed_url": NEW}))
    assert memory.validators.etag == '"a1"'


async def test_a_feed_is_found_by_every_address_that_it_had(redis: Redis) -> None:
    feeds = Feeds(redis)
    await feeds.add(TIDE, now=NOON)

    await FeedMoves(redis).move(OLD, NEW)
    await FeedMoves(redis).move(NEW, NEWER)

    for url in (OLD, NEW, NEWER):
        found = await feeds.find(url)
        assert found is not None
        assert found.url == NEWER
    assert await feeds.remove(NEWER)
    assert await redis.keys("*") == []


async def test_a_feed_does_not_move_onto_another(redis: Redis) -> None:
    await Feeds(redis).add_all([TIDE, FeedSubscription(NEW, "Other")], now=NOON)

    assert await FeedMoves(redis).move(OLD, NEW) is Move.TAKEN

    assert [state.subscription.url for state in await Feeds(redis).list()] == [OLD, NEW]


async def test_a_feed_does_not_move_back_and_forth(redis: Redis) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    await FeedMoves(redis).move(OLD, NEW)

    assert await FeedMoves(redis).move(NEW, OLD) is Move.LOOP


async def test_an_address_that_a_person_adds_again_is_a_feed_of_its_own(redis: Redis) -> None:
    feeds = Feeds(redis)
    await feeds.add(TIDE, now=NOON)
    await FeedMoves(redis).move(OLD, NEW)

    assert await feeds.add(TIDE, now=NOON)

    found = await feeds.find(OLD)
    assert found == TIDE


async def test_a_feed_that_is_just_being_scheduled_moves_later(redis: Redis) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    (turn,) = await FeedTurns(redis).claim_due(NOON, LEASE, 10)

    during = await FeedMoves(redis).move(OLD, NEW)
    await FeedTurns(redis).confirm(turn, NOON + HOUR)
    after = await FeedMoves(redis).move(OLD, NEW)

    assert (during, after) == (Move.LATER, Move.DONE)
    assert await FeedMoves(redis).move(OLD, NEW) is Move.LATER


async def test_each_change_of_a_feed_is_told_once(redis: Redis) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    troubles = FeedTroubles(redis)
    silent = Verdict(condition=FeedCondition.SILENT, detail="nothing since noon")
    failing = Verdict(condition=FeedCondition.FAILING, detail="HTTP status 503")

    verdicts = [Verdict(), silent, silent, failing, Verdict(), Verdict()]
    changes = [await troubles.note(TIDE, verdict, NOON + HOUR * at) for at, verdict in enumerate(verdicts)]

    assert changes == [False, True, False, True, True, False]


async def test_a_trouble_keeps_the_time_it_began_and_names_the_feed(redis: Redis) -> None:
    await Feeds(redis).add_all([TIDE, FeedSubscription(NEW)], now=NOON)
    for hour in range(3):
        verdict = Verdict(condition=FeedCondition.FAILING, detail=f"HTTP status 50{hour}")
        await FeedTroubles(redis).note(TIDE, verdict, NOON + HOUR * hour)

    (trouble,) = await read_feed_troubles(redis)

    assert (trouble.url, trouble.outlet, trouble.since) == (OLD, "The Tide Post", NOON)
    assert str(trouble) == f"{OLD}: failing, HTTP status 502"
    counts = await count_feeds(redis)
    assert (counts[FeedCondition.FAILING], counts[FeedCondition.FINE]) == (1, 1)


async def test_a_feed_that_was_removed_has_no_troubles(redis: Redis) -> None:
    await Feeds(redis).add(TIDE, now=NOON)
    failing = Verdict(condition=FeedCondition.FAILING, detail="HTTP status 503")
    await FeedTroubles(redis).note(TIDE, failing, NOON)
    await Feeds(redis).remove(OLD)

    assert not await FeedTroubles(redis).note(TIDE, failing, NOON)

    assert await read_feed_troubles(redis) == ()
