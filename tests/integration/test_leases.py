"""Who holds an entry: what a live worker has is not stolen, what a dead one had is taken over, one at a time."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import pytest
from redis.asyncio import Redis
from redis.exceptions import NoPermissionError

from claimwire.errors import Outage, TransientError
from claimwire.events import ArticleDiscovered, ArticleDropped, Event
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.lag import group_states
from claimwire.reliability.publish import StreamPublisher
from claimwire.runtime.run import run_worker
from claimwire.streams import Partition
from claimwire.telemetry.metrics import Metrics
from claimwire.topology import group_names
from tests.pipeline import discovered, dropped, eventually, fast_settings, open_redis, running_worker, worker_of
from tests.servers import Server

P0 = Partition(0)
IN, OUT = P0.stream(ArticleDiscovered), P0.stream(ArticleDropped)


async def publish(redis: Redis, *events: Event) -> None:
    await ensure_groups(redis, group_names(), partition_count=1)
    await StreamPublisher(redis, source="urn:test", partition_count=1).publish(events)


async def abandon(redis: Redis, count: int, *, deliveries: int = 1) -> None:
    """Read entries as a worker that then dies."""
    await redis.xreadgroup("fetcher", "dead", {IN: ">"}, count=count)
    for _ in range(deliveries - 1):
        pending = await redis.xpending_range(IN, "fetcher", "-", "+", count)
        await redis.xclaim(IN, "fetcher", "dead", 0, [row["message_id"] for row in pending])


async def test_the_prefetch_of_a_live_worker_is_not_stolen(server: Server) -> None:
    handled: Counter[str] = Counter()

    async def slow(event: ArticleDiscovered) -> Sequence[Event]:
        handled[event.article_id] += 1
        await asyncio.sleep(0.8)  # longer than the lease, and the prefetched wait longer still
        return [dropped(event)]

    async def idle(event: ArticleDiscovered) -> Sequence[Event]:
        handled[f"stolen {event.article_id}"] += 1
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        await publish(redis, *(discovered(number) for number in range(4)))
        async with running_worker(worker_of(slow, concurrency=2), fast_settings(), server.url):

            async def all_held() -> bool:
                (state,) = await group_states(redis, [("article.discovered", "fetcher")], partition_count=1)
                return state.pending == 4

            await eventually(all_held)
            async with running_worker(worker_of(idle), fast_settings(), server.url):

                async def all_out() -> bool:
                    return await redis.xlen(OUT) == 4

                await eventually(all_out)

    assert handled == {f"art_{number:05d}": 1 for number in range(4)}


async def test_what_a_dead_worker_held_is_taken_over(server: Server) -> None:
    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        await publish(redis, *(discovered(number) for number in range(20)))
        await abandon(redis, 20)
        async with running_worker(worker_of(handler), fast_settings(), server.url):

            async def all_out() -> bool:
                return await redis.xlen(OUT) == 20

            await eventually(all_out)
        pending = await redis.xpending(IN, "fetcher")

    assert pending["pending"] == 0


async def test_a_suspect_is_handled_alone(server: Server) -> None:
    inside: set[str] = set()
    beside: dict[str, set[str]] = {}

    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        inside.add(event.article_id)
        await asyncio.sleep(0.05)
        beside[event.article_id] = set(inside) - {event.article_id}
        inside.discard(event.article_id)
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        await publish(redis, discovered(0))
        await abandon(redis, 1, deliveries=2)
        await publish(redis, *(discovered(number) for number in range(1, 60)))
        async with running_worker(worker_of(handler, concurrency=4), fast_settings(lease_seconds=0.3), server.url):

            async def all_out() -> bool:
                return await redis.xlen(OUT) == 60

            await eventually(all_out)

    assert beside["art_00000"] == set()
    assert any(beside.values())


async def test_an_entry_whose_worker_always_dies_is_set_aside_unhandled(server: Server) -> None:
    handled: list[str] = []

    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        handled.append(event.article_id)
        return []

    async with open_redis(server.url) as redis:
        await publish(redis, discovered(0))
        await abandon(redis, 1, deliveries=4)
        async with running_worker(worker_of(handler), fast_settings(), server.url):

            async def dead() -> bool:
                return await redis.xlen(P0.dead_letters("fetcher")) == 1

            await eventually(dead)
        ((_, letter),) = await redis.xrange(P0.dead_letters("fetcher"))

    assert handled == []
    assert letter[b"x-kind"] == b"crash_loop"
    assert letter[b"x-error"] == b"its worker (dead) died or hung, 4 times"


async def test_a_stopping_worker_finishes_its_work_and_leaves_the_rest_uncharged(server: Server) -> None:
    begun: list[str] = []
    finished: list[str] = []

    async def slow(event: ArticleDiscovered) -> Sequence[Event]:
        begun.append(event.article_id)
        await asyncio.sleep(0.6)
        finished.append(event.article_id)
        return [dropped(event)]

    async def quick(event: ArticleDiscovered) -> Sequence[Event]:
        return [dropped(event)]

    settings = fast_settings(lease_seconds=30.0)
    async with open_redis(server.url) as redis:
        await publish(redis, *(discovered(number) for number in range(4)))
        async with running_worker(worker_of(slow, concurrency=2), settings, server.url):

            async def two_begun() -> bool:
                return len(begun) == 2

            await eventually(two_begun)
        left = await redis.xpending_range(IN, "fetcher", "-", "+", 10)
        consumers = [row["name"] for row in await redis.xinfo_consumers(IN, "fetcher") if row["name"] != b"released"]

        async with running_worker(worker_of(quick), fast_settings(lease_seconds=0.6), server.url):

            async def all_out() -> bool:
                return await redis.xlen(OUT) == 4

            await eventually(all_out)

    assert finished == begun
    assert [(b"released", 0)] * 2 == [(row["consumer"], row["times_delivered"]) for row in left]
    assert consumers == []


async def test_plain_failures_make_no_suspect(server: Server) -> None:
    inside: set[str] = set()
    beside: set[str] = set()
    tries: Counter[str] = Counter()

    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        inside.add(event.article_id)
        tries[event.article_id] += 1
        if tries["art_00000"] == 3 and "art_00000" in inside:
            beside.update(inside)
        await asyncio.sleep(0.05)
        inside.discard(event.article_id)
        if event.article_id == "art_00000" and tries[event.article_id] < 3:
            raise TransientError("the far end is away")
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        await publish(redis, *(discovered(number) for number in range(100)))
        async with running_worker(worker_of(handler, concurrency=4), fast_settings(), server.url):

            async def all_out() -> bool:
                return await redis.xlen(OUT) == 100

            await eventually(all_out)

    assert tries["art_00000"] == 3
    assert beside > {"art_00000"}, "its third try ran alone"


async def test_stopping_during_an_outage_charges_nobody(server: Server) -> None:
    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        raise Outage("the disk is full")

    settings = fast_settings(lease_seconds=1.0)
    async with open_redis(server.url) as redis:
        await publish(redis, discovered(0))
        for _ in range(6):
            async with running_worker(worker_of(handler), settings, server.url):

                async def taken() -> bool:
                    rows = await redis.xpending_range(IN, "fetcher", "-", "+", 1)
                    return bool(rows) and rows[0]["consumer"] != b"released"

                await eventually(taken)
                await asyncio.sleep(0.1)
        (left,) = await redis.xpending_range(IN, "fetcher", "-", "+", 10)
        dead = await redis.xlen(P0.dead_letters("fetcher"))

    assert dead == 0
    assert (left["consumer"], left["times_delivered"]) == (b"released", 0)


async def test_what_was_taken_over_is_finished_within_the_grace_period(server: Server) -> None:
    begun, finished = asyncio.Event(), asyncio.Event()

    async def slow(event: ArticleDiscovered) -> Sequence[Event]:
        begun.set()
        await asyncio.sleep(0.7)
        finished.set()
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        await publish(redis, discovered(0))
        await abandon(redis, 1)
        async with running_worker(worker_of(slow), fast_settings(), server.url):
            await asyncio.wait_for(begun.wait(), 10)
        outputs = await redis.xlen(OUT)

    assert finished.is_set()
    assert outputs == 1


async def test_a_read_that_is_refused_ends_the_worker(server: Server) -> None:
    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        return []

    async with open_redis(server.url) as redis:
        await publish(redis)
        await redis.execute_command("ACL", "SETUSER", "narrow", "on", ">secret", "~*", "+@all", "-xreadgroup")
        url = server.url.replace("redis://", "redis://narrow:secret@")
        work = run_worker(worker_of(handler), fast_settings(), url=url, stop=asyncio.Event(), metrics=Metrics("test"))
        with pytest.raises(NoPermissionError):
            await asyncio.wait_for(work, 20)
