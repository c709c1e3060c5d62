"""One claimwire stage against raw redis-py doing the same work on the same server, in turn, in one run."""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import structlog
import uvloop

from claimwire.connect import open_redis
from claimwire.envelope import encode
from claimwire.events import ArticleDiscovered, ArticleDropped, Event
from claimwire.reliability.groups import ensure_group
from claimwire.runtime.run import run_worker
from claimwire.settings import Settings
from claimwire.streams import Partition
from claimwire.telemetry.logging import configure_logging
from claimwire.telemetry.metrics import Metrics
from tests.pipeline import discovered, dropped, worker_of
from tests.servers import running_server

P0 = Partition(0)
IN, OUT = P0.stream(ArticleDiscovered), P0.stream(ArticleDropped)
PAYLOAD = "Words that an article has. " * 140  # with its JSON about 4 KB
MESSAGES = 4_000
ROUNDS = 5


async def fill(url: str, messages: int) -> None:
    async with open_redis(url) as redis:
        await redis.delete(IN, OUT)
        await ensure_group(redis, IN, "fetcher")
        for start in range(0, messages, 200):
            async with redis.pipeline(transaction=False) as pipeline:
                for number in range(start, min(start + 200, messages)):
                    pipeline.xadd(IN, encode(discovered(number, content=PAYLOAD), source="urn:bench"))
                await pipeline.execute()


async def raw(url: str, messages: int) -> float:
    """Read in batches, then XADD and XACK for each message, one after the other; nothing decoded, nothing checked."""
    async with open_redis(url) as redis:
        begun = time.perf_counter()
        done = 0
        while done < messages:
            ((_, entries),) = await redis.xreadgroup("fetcher", "raw", {IN: ">"}, count=100, block=1000)
            for entry_id, fields in entries:
                await redis.xadd(OUT, fields)
                await redis.xack(IN, "fetcher", entry_id)
            done += len(entries)
        return messages / (time.perf_counter() - begun)


async def claimwire_stage(url: str, messages: int) -> float:
    """The same through a stage: decoded, validated, traced, measured, handed off once."""

    async def handler(event: ArticleDiscovered) -> Sequence[Event]:
        return [dropped(event, detail=event.content or "")]

    stop = asyncio.Event()
    settings = Settings(_env_file=None)
    async with open_redis(url) as redis:
        begun = time.perf_counter()
        worker = asyncio.create_task(
            run_worker(worker_of(handler, concurrency=64), settings, url=url, stop=stop, metrics=Metrics("bench"))
        )
        while await redis.xlen(OUT) < messages:
            await asyncio.sleep(0.01)
        seconds = time.perf_counter() - begun
        stop.set()
        await worker
        assert (await redis.xpending(IN, "fetcher"))["pending"] == 0
        return messages / seconds


async def measure(url: str, messages: int, rounds: int) -> list[tuple[float, float]]:
    pairs = []
    for _ in range(rounds):
        await fill(url, messages)
        by_hand = await raw(url, messages)
        await fill(url, messages)
        pairs.append((await claimwire_stage(url, messages), by_hand))
    return pairs


def main() -> None:
    configure_logging(level="warning", form="json")
    structlog.contextvars.clear_contextvars()
    quick = "--quick" in sys.argv
    messages, rounds = (1_000, 2) if quick else (MESSAGES, ROUNDS)
    for kind in ("redis", "valkey"):
        with tempfile.TemporaryDirectory() as folder, running_server(kind, Path(folder)) as server:
            pairs = uvloop.run(measure(server.url, messages, rounds))
        ratios = [ours / raw_rate for ours, raw_rate in pairs]
        ours, by_hand = (statistics.median(rates) for rates in zip(*pairs, strict=True))
        print(
            f"stage against raw redis-py on {kind}: ratio {statistics.median(ratios):.2f} "
            f"(min {min(ratios):.2f}, max {max(ratios):.2f}) over {rounds} pairs of {messages} messages of 4 KB; "
            f"claimwire {ours:.0f}/s, raw {by_hand:.0f}/s"
        )


if __name__ == "__main__":
    main()
