"""A broker that is away, read-only, loses its data or its groups: workers wait, say so, and go on."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
import structlog
from redis.asyncio import Redis

from claimwire.events import ArticleDiscovered, ArticleDropped, Event
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.publish import StreamPublisher
from claimwire.reliability.steady import Steadily
from claimwire.runtime.run import run_worker
from claimwire.settings import Settings
from claimwire.streams import Partition
from claimwire.telemetry.metrics import Metrics
from claimwire.topology import group_names
from claimwire.worker import Worker
from tests.chaos.proxy import lossy_proxy
from tests.pipeline import discovered, dropped, eventually, fast_settings, open_redis, running_worker, worker_of
from tests.servers import Server

P0 = Partition(0)
IN, OUT = P0.stream(ArticleDiscovered), P0.stream(ArticleDropped)


async def handler(event: ArticleDiscovered) -> Sequence[Event]:
    return [dropped(event)]


async def test_a_worker_outlives_its_broker_and_goes_on(server: Server) -> None:
    with structlog.testing.capture_logs() as logs:
        async with running_worker(worker_of(handler), fast_settings(), server.url) as worker:
            async with open_redis(server.url) as redis:
                publisher = StreamPublisher(redis, source="urn:test", partition_count=1, steadily=Steadily())
                await eventually(lambda: redis.exists(IN))
                await publisher.publish([discovered(number) for number in range(50)])
                server.kill()
                await asyncio.sleep(1.0)
                alive = not worker.done()
                server.start()
                await publisher.publish([discovered(number) for number in range(50, 100)])

                async def all_out() -> bool:
                    return len({fields[b"subject"] for _, fields in await redis.xrange(OUT)}) == 100

                await eventually(all_out)
                outputs = await redis.xlen(OUT)

    assert alive
    assert outputs == 100
    waits = [line for line in logs if line["event"] == "waiting for the broker"]
    assert 1 <= len(waits) <= 20, "it says so, and not in a hot loop"
    assert waits[0]["cause"] == "the broker cannot be reached"


async def test_groups_that_vanish_are_made_again_at_the_beginning(server: Server) -> None:
    async with (
        open_redis(server.url) as redis,
        running_worker(worker_of(handler), fast_settings(), server.url) as worker,
    ):
        await eventually(lambda: redis.exists(IN))
        await redis.flushall()
        # Published before anyone has noticed: a group made at the end would miss it.
        await redis.xadd(IN, {"type": "none"})
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(1)])

        async def out() -> bool:
            return await redis.xlen(OUT) == 1

        await eventually(out)

        assert not worker.done()


async def test_a_read_only_broker_is_waited_out_without_a_hot_loop(server: Server) -> None:
    with structlog.testing.capture_logs() as logs:
        async with (
            open_redis(server.url) as redis,
            running_worker(worker_of(handler), fast_settings(), server.url) as worker,
        ):
            await eventually(lambda: redis.exists(IN))
            await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(1)])
            await eventually(lambda: redis.exists(OUT))
            await redis.replicaof("127.0.0.1", 1)  # of nobody: it stays what it is, but refuses writes
            calls = (await redis.info("stats"))["total_commands_processed"]
            await asyncio.sleep(1.5)
            calls = (await redis.info("stats"))["total_commands_processed"] - calls
            alive = not worker.done()
            await redis.replicaof("NO", "ONE")
            await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(2)])

            async def both_out() -> bool:
                return await redis.xlen(OUT) == 2

            await eventually(both_out)

    assert alive
    assert calls < 300
    assert "read-only" in " ".join(line.get("cause", "") for line in logs)


async def test_a_lost_reply_neither_repeats_a_publication_nor_a_hand_off(server: Server) -> None:
    async with lossy_proxy(server.port, share=0.3, seed=3) as proxy:
        url = f"redis://127.0.0.1:{proxy.port}/0"
        async with running_worker(worker_of(handler), fast_settings(), url), open_redis(server.url) as redis:
            await ensure_groups(redis, group_names(), partition_count=1)
            publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
            for number in range(100):
                await publisher.publish([discovered(number)])
                await asyncio.sleep(0.005)

            async def all_out() -> bool:
                return len({fields[b"subject"] for _, fields in await redis.xrange(OUT)}) == 100

            await eventually(all_out)
            outputs = await redis.xlen(OUT)

    assert outputs == 100
    assert proxy.dropped > 0


async def test_a_publication_whose_reply_was_lost_is_not_repeated(server: Server) -> None:
    class LosesItsFirstReply(Steadily):
        async def __call__(self, what: str, call: Any, *arguments: Any) -> Any:
            await call(*arguments)
            return await super().__call__(what, call, *arguments)

    async with open_redis(server.url) as redis:
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1, steadily=LosesItsFirstReply())
        await publisher.publish([discovered(number) for number in range(3)])

        assert await redis.xlen(IN) == 3


async def test_a_worker_that_never_sees_its_broker_stops_when_told() -> None:
    stop = asyncio.Event()
    work = run_worker(
        worker_of(handler), fast_settings(), url="redis://127.0.0.1:1/0", stop=stop, metrics=Metrics("test")
    )
    worker = asyncio.create_task(work)
    await asyncio.sleep(0.3)

    stop.set()

    await asyncio.wait_for(worker, 5)


async def test_a_worker_ends_with_what_broke_a_task_of_its(server: Server) -> None:
    async def broken(_: object) -> None:
        await asyncio.sleep(0.1)
        raise RuntimeError("the schedule is broken")

    @asynccontextmanager
    async def with_a_broken_schedule(settings: Settings, redis: Redis) -> AsyncIterator[Worker]:
        async with worker_of(handler)(settings, redis) as worker:
            yield replace(worker, background=(broken,))

    with pytest.raises(RuntimeError, match="the schedule is broken"):
        await run_worker(
            with_a_broken_schedule, fast_settings(), url=server.url, stop=asyncio.Event(), metrics=Metrics("test")
        )
