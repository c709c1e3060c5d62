import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import pytest
from redis.asyncio import Redis

from claimwire.cancelling import cancelled
from claimwire.events import ArticleDiscovered, Event
from claimwire.reliability.backfill import Backfill, Window
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.publish import StreamPublisher
from claimwire.streams import Partition
from tests.pipeline import discovered
from tests.servers import Server

STREAM = Partition(0).stream(ArticleDiscovered)
GROUPS = [(ArticleDiscovered.event_type, "fetcher"), ("article.fetched", "cleaner")]
WINDOW = 8


@pytest.fixture
async def redis(lasting_server: Server) -> AsyncIterator[Redis]:
    async with Redis.from_url(lasting_server.url) as client:
        await client.flushall()
        await ensure_groups(client, GROUPS, partition_count=1)
        yield client


@dataclass
class Hurried:
    """A publisher that others overtake between looking and publishing, if they may."""

    publisher: StreamPublisher
    published: list[str] = field(default_factory=list)

    async def publish(self, events: Sequence[Event]) -> None:
        await asyncio.sleep(0.02)
        await self.publisher.publish(events)
        self.published += [event.subject for event in events]


def backfill(redis: Redis, *, fetching: int | None = None) -> Backfill:
    return Backfill(
        redis=redis,
        publisher=Hurried(StreamPublisher(redis, source="urn:test", partition_count=1)),
        window=Window(entries=WINDOW, memory_high_share=0.75, fetching=fetching),
        groups=GROUPS,
        partition_count=1,
    )


async def take(redis: Redis, most: int) -> int:
    """Do the work of a fetcher; return how many entries waited for it or were in its hands."""
    (group,) = await redis.xinfo_groups(STREAM)
    waiting = int(group["lag"]) + int(group["pending"])
    for _, entries in await redis.xreadgroup("fetcher", "worker", {STREAM: ">"}, count=most):
        for entry_id, _ in entries:
            await redis.xack(STREAM, "fetcher", entry_id)
    return waiting


async def test_no_more_than_the_window_waits_however_many_hand_in(redis: Redis) -> None:
    hands = [backfill(redis) for _ in range(3)]
    work = [
        asyncio.create_task(hand.publish([discovered(100 * number + each) for each in range(20)]))
        for number, hand in enumerate(hands)
    ]

    seen = []
    while not all(task.done() for task in work):
        seen.append(await take(redis, 5))
        await asyncio.sleep(0.01)

    await asyncio.gather(*work)
    assert await redis.xlen(STREAM) == 60
    assert max(seen) <= WINDOW
    assert [len(hand.publisher.published) for hand in hands] == [20, 20, 20]  # type: ignore[attr-defined]  # Hurried


async def test_nothing_is_handed_in_while_any_stage_has_its_hands_full(redis: Redis) -> None:
    full = Partition(0).stream("article.fetched")
    for _ in range(WINDOW):
        await redis.xadd(full, {"x": "y"})
    work = asyncio.create_task(backfill(redis).publish([discovered(1)]))

    await asyncio.sleep(0.5)
    before = await redis.xlen(STREAM)
    ((_, ((first, _),)),) = await redis.xreadgroup("cleaner", "worker", {full: ">"}, count=1)
    await redis.xack(full, "cleaner", first)
    await work

    assert (before, await redis.xlen(STREAM)) == (0, 1)


@pytest.mark.parametrize(("fetching", "handed_in"), [(None, 1), (WINDOW, 0)])
async def test_what_waits_for_its_site_holds_up_only_what_is_to_be_asked_of_sites(
    redis: Redis, fetching: int | None, handed_in: int
) -> None:
    for number in range(WINDOW):
        await redis.xadd(STREAM, {"number": number})
    await redis.xreadgroup("fetcher", "worker", {STREAM: ">"}, count=WINDOW)

    work = asyncio.create_task(backfill(redis, fetching=fetching).publish([discovered(1)]))
    await asyncio.wait([work], timeout=0.5)

    assert await redis.xlen(STREAM) == WINDOW + handed_in
    await cancelled([work])


async def test_what_is_handed_in_is_told_bit_by_bit(redis: Redis) -> None:
    told: list[int] = []
    work = asyncio.create_task(backfill(redis).publish([discovered(each) for each in range(20)], told.append))

    while not work.done():
        await take(redis, 100)
        await asyncio.sleep(0.01)

    assert sum(told) == 20
    assert max(told) <= WINDOW


async def test_the_turn_of_a_process_that_died_runs_out(redis: Redis) -> None:
    await redis.set("claimwire:{backfill}:turn", "dead", px=300)

    await asyncio.wait_for(backfill(redis).publish([discovered(1)]), 10)

    assert await redis.xlen(STREAM) == 1


async def test_a_process_that_is_stopped_gives_its_turn_back(redis: Redis) -> None:
    work = asyncio.create_task(backfill(redis).publish([discovered(each) for each in range(100)]))
    while not await redis.xlen(STREAM):
        await asyncio.sleep(0.01)

    await cancelled([work])

    assert not await redis.exists("claimwire:{backfill}:turn")
