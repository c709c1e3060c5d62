"""What a stage promises, on a real server."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from claimwire.errors import Outage, PermanentError, TransientError
from claimwire.events import ArticleDiscovered, ArticleDropped, Event
from claimwire.reliability.dead_letters import list_dead_letters, replay
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.lag import group_states
from claimwire.reliability.publish import StreamPublisher
from claimwire.streams import Partition
from claimwire.topology import group_names
from tests.pipeline import discovered, dropped, eventually, fast_settings, open_redis, running_worker, worker_of
from tests.servers import Server

P0 = Partition(0)
IN, OUT = P0.stream(ArticleDiscovered), P0.stream(ArticleDropped)


async def test_what_was_published_before_the_first_worker_started_is_handled(server: Server) -> None:
    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(n) for n in range(250)])

        async with running_worker(worker_of(handler), fast_settings(), server.url):

            async def all_out() -> bool:
                return await redis.xlen(OUT) == 250

            await eventually(all_out)
            states = await group_states(redis, [("article.discovered", "fetcher")], partition_count=1)

        assert [(state.lag, state.pending, state.lost) for state in states] == [(0, 0, 0)]
        outputs = Counter(fields[b"subject"] for _, fields in await redis.xrange(OUT))
        assert outputs == {f"art_{n:05d}".encode(): 1 for n in range(250)}


async def test_a_transient_failure_is_tried_again_and_published_once(server: Server) -> None:
    tries: Counter[str] = Counter()

    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        tries[event.article_id] += 1
        if tries[event.article_id] < 3:
            raise TransientError("the far end is busy")
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        async with running_worker(worker_of(handler), fast_settings(), server.url):
            await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(1)])

            async def out() -> bool:
                return bool(await redis.xlen(OUT))

            await eventually(out)

        assert tries == {"art_00001": 3}
        assert await redis.xlen(OUT) == 1
        assert await redis.xlen(P0.dead_letters("fetcher")) == 0


async def test_poison_is_set_aside_with_its_reason_and_the_rest_flows(server: Server) -> None:
    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        if event.article_id == "art_00003":
            raise PermanentError("this one can never work")
        if event.article_id == "art_00004":
            raise TransientError("never better")
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        async with running_worker(worker_of(handler), fast_settings(), server.url):
            await StreamPublisher(redis, source="urn:test", partition_count=1).publish(
                [discovered(n) for n in range(10)]
            )
            await redis.xadd(IN, {"type": "article.discovered", "data": "{not json"})
            await redis.xadd(IN, {"hello": b"\xff\xfe"})

            async def settled() -> bool:
                return await redis.xlen(OUT) == 8 and await redis.xlen(P0.dead_letters("fetcher")) == 4

            await eventually(settled)
        letters = [letter async for letter in list_dead_letters(redis, partition_count=1, groups=["fetcher"])]

    assert Counter({"undecodable": 2, "permanent": 1, "exhausted": 1}) == Counter(letter.kind for letter in letters)
    told = {letter.kind: letter for letter in letters}
    assert told["permanent"].error == "PermanentError: this one can never work"
    assert told["exhausted"].deliveries == 4
    assert {b"hello": b"\xff\xfe"} in [letter.fields for letter in letters]


async def test_a_replayed_dead_letter_goes_to_its_own_group_alone(server: Server) -> None:
    seen: list[str] = []
    broken = True

    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        if broken:
            raise PermanentError("not yet mended")
        return [dropped(event)]

    async def other(event: ArticleDiscovered) -> Sequence[Event]:
        seen.append(event.article_id)
        return []

    async with (
        open_redis(server.url) as redis,
        running_worker(worker_of(handler), fast_settings(), server.url),
        running_worker(worker_of(other, name="other"), fast_settings(), server.url),
    ):
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(7)])

        async def dead() -> bool:
            return await redis.xlen(P0.dead_letters("fetcher")) == 1 and seen == ["art_00007"]

        await eventually(dead)
        broken = False
        (letter,) = [letter async for letter in list_dead_letters(redis, partition_count=1, groups=["fetcher"])]

        assert await replay(redis, letter)
        assert not await replay(redis, letter)

        async def out() -> bool:
            return await redis.xlen(OUT) == 1

        await eventually(out)

    assert seen == ["art_00007"]


async def test_events_that_wait_for_a_further_try_do_not_hold_up_others(server: Server) -> None:
    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        if event.title == "fails":
            raise TransientError("the far end is away")
        return [dropped(event)]

    settings = fast_settings(retry_backoff_seconds=30, retry_backoff_limit_seconds=30, lease_seconds=5)
    async with open_redis(server.url) as redis:
        async with running_worker(worker_of(handler, concurrency=1), settings, server.url):
            publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
            await publisher.publish([discovered(number, title="fails") for number in range(20)])
            await publisher.publish([discovered(number) for number in range(20, 40)])

            async def others_out() -> bool:
                return await redis.xlen(OUT) == 20

            await eventually(others_out)
            (state,) = await group_states(redis, [("article.discovered", "fetcher")], partition_count=1)

    assert state.pending == 20


async def test_a_stream_that_cannot_be_written_loses_nothing(server: Server) -> None:
    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        await redis.set(OUT, "somebody's string")
        async with running_worker(worker_of(handler), fast_settings(retry_backoff_seconds=0.2), server.url):
            publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
            await publisher.publish([discovered(number) for number in range(3)])
            await asyncio.sleep(0.3)
            pending = (await redis.xpending(IN, "fetcher"))["pending"]
            await redis.delete(OUT)

            async def all_out() -> bool:
                return await redis.xlen(OUT) == 3

            await eventually(all_out)

    assert pending == 3


async def test_an_outage_is_waited_out_and_counts_against_nobody(server: Server) -> None:
    tries = 0

    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        nonlocal tries
        tries += 1
        if tries < 8:
            raise Outage("the disk is full")
        return [dropped(event)]

    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        async with running_worker(worker_of(handler), fast_settings(lease_seconds=0.2), server.url):
            await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(1)])
            counts = []

            async def out() -> bool:
                counts.extend(row["times_delivered"] for row in await redis.xpending_range(IN, "fetcher", "-", "+", 1))
                return bool(await redis.xlen(OUT))

            await eventually(out)
        dead = await redis.xlen(P0.dead_letters("fetcher"))

    assert tries == 8
    assert set(counts) == {1}
    assert dead == 0
