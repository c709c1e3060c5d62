"""Local pages through the fetcher into article.fetched against a bare aiohttp loop over them, in turn, in one run."""

import asyncio
import cProfile
import multiprocessing
import pstats
import statistics
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import uvloop
from aiohttp import ClientSession, TCPConnector, web

from claimwire import ids
from claimwire.connect import open_redis
from claimwire.events import ArticleDiscovered, ArticleFetched
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.publish import StreamPublisher
from claimwire.runtime.run import run_worker
from claimwire.streams import Partition
from claimwire.telemetry.logging import configure_logging
from claimwire.telemetry.metrics import Metrics
from claimwire.topology import group_names
from services.fetcher.settings import FetcherSettings
from services.fetcher.worker import open_worker
from tests.benchmarks.news_page import news_page
from tests.servers import running_server

PAGES, ROUNDS, CONCURRENCY = 2_000, 3, 32
#: A near host answers after so long; without, a fetch is nothing but the processor's work on both sides.
NEAR_HOST_SECONDS = 0.05
OUT = Partition(0).stream(ArticleFetched)
#: Whose own time counts as what; the first part of a file's path that fits speaks.
PARTS = (
    ("asking and reading (aiohttp)", ("/aiohttp/", "/yarl/", "/multidict/", "/aiosignal/", "/propcache/")),
    ("packing and unpacking (zlib)", ("zlib",)),
    ("examining pages", ("examine_page", "read_visible", "judge_wall", "read_canonical", "sha256")),
    ("talking to Redis", ("/redis/", "hiredis", "batched_redis")),
    (
        "robots.txt, pace, redirects",
        ("robots", "politeness", "pace.py", "follow_redirects", "fetch_page", "send_request"),
    ),
    ("the rest of the fetcher", ("/services/fetcher/",)),
    ("events, runtime, hand-off", ("/claimwire/", "pydantic", "/faststream/")),
    ("tracing, metrics, logs", ("/opentelemetry/", "/prometheus_client/", "/structlog/")),
    ("storing (obstore), threads", ("put_async", "/concurrent/", "threading.py", "_queue")),
    ("the event loop", ("asyncio",)),
)


def serve(pipe: Connection, pages: int) -> None:
    """Serve packed pages until ended."""

    def pack(body: bytes) -> bytes:
        packer = zlib.compressobj(6, wbits=31)
        return packer.compress(body) + packer.flush()

    bodies = [pack(news_page(number)) for number in range(pages)]

    async def answer(request: web.Request) -> web.Response:
        if request.match_info["site"] == "near":
            await asyncio.sleep(NEAR_HOST_SECONDS)
        body = bodies[int(request.match_info["number"])]
        return web.Response(body=body, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})

    async def run() -> None:
        application = web.Application()
        application.router.add_get("/{site}/{number}", answer)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        pipe.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    uvloop.run(run())


@contextmanager
def served(pages: int) -> Iterator[str]:
    """Serve pages from a process of their own; yield their address."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(theirs, pages), daemon=True)
    server.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        server.terminate()
        server.join()


async def bare(site: str, pages: int) -> float:
    """Fetch and unpack each page, and keep nothing; return pages a second."""
    numbers = iter(range(pages))

    async def visit(session: ClientSession) -> None:
        for number in numbers:
            async with session.get(f"{site}/{number}") as response:
                assert await response.read()

    async with ClientSession(connector=TCPConnector(limit=0)) as session:
        begun = time.perf_counter()
        await asyncio.gather(*(visit(session) for _ in range(CONCURRENCY)))
        return pages / (time.perf_counter() - begun)


async def fetcher(url: str, site: str, pages: int, folder: Path, profile: cProfile.Profile | None = None) -> float:
    """Let the fetcher do all it does: robots.txt, pace, memory of versions, body in the store, hand-off."""
    values: dict[str, Any] = {
        "fetcher_allowed_networks": "127.0.0.0/8",
        "fetcher_host_delay_seconds": 0,
        "fetcher_per_host": CONCURRENCY,
        "fetcher_concurrency": CONCURRENCY,
        "fetcher_contact": "https://quay.example/bot",
        "data_folder": folder,
        "_env_file": None,
    }
    settings = FetcherSettings(**values)
    async with open_redis(url) as redis:
        await redis.flushall()
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:bench", partition_count=1)
        await publisher.publish([discovered(f"{site}/{number}") for number in range(pages)])
        stop = asyncio.Event()
        if profile:
            profile.enable()
        begun = time.perf_counter()
        worker = asyncio.create_task(run_worker(open_worker, settings, url=url, stop=stop, metrics=Metrics("fetcher")))
        while await redis.xlen(OUT) < pages:
            await asyncio.sleep(0.01)
        seconds = time.perf_counter() - begun
        if profile:
            profile.disable()
        stop.set()
        await worker
        return pages / seconds


def discovered(url: str) -> ArticleDiscovered:
    return ArticleDiscovered(
        article_id=ids.article_id(url),
        url=url,
        outlet="The Quay",
        feed_url="https://quay.example/feed",
        title="Day",
        summary="What was counted in the harbour.",
        discovered_at=datetime.now(UTC),
    )


def tell_parts(profile: cProfile.Profile) -> None:
    """Print whose own time it was, as shares of what the event loop's thread did."""
    own: Counter[str] = Counter()
    for (path, _, name), (_, _, seconds, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        where = f"{path} {name}"
        own[next((part for part, marks in PARTS if any(mark in where for mark in marks)), "else")] += seconds
    whole = sum(own.values())
    for part, seconds in own.most_common():
        print(f"  {seconds / whole:5.0%}  {part}")


def measure(site: str, pages: int, rounds: int, folder: Path) -> list[tuple[float, float]]:
    with running_server("redis", folder) as server:
        pairs = []
        for number in range(rounds):
            alone = asyncio.run(bare(site, pages))
            pairs.append((uvloop.run(fetcher(server.url, site, pages, folder / f"{number}")), alone))
        return pairs


def profile(site: str, pages: int, folder: Path) -> cProfile.Profile:
    profile = cProfile.Profile()
    with running_server("redis", folder) as server:
        uvloop.run(fetcher(server.url, site, pages, folder / "profiled", profile))
    return profile


def tell(pairs: list[tuple[float, float]], pages: int, how: str) -> None:
    ratios = [ours / alone for ours, alone in pairs]
    ours, alone = (statistics.median(rates) for rates in zip(*pairs, strict=True))
    print(
        f"fetcher against a bare aiohttp loop, {how}: ratio {statistics.median(ratios):.2f} "
        f"(min {min(ratios):.2f}, max {max(ratios):.2f}) over {len(pairs)} pairs of {pages} pages of "
        f"{len(news_page(0)) // 1024} KB at concurrency {CONCURRENCY}; fetcher {ours:.0f}/s, bare {alone:.0f}/s"
    )


def main() -> None:
    configure_logging(level="error", form="json")
    pages, rounds = (500, 1) if "--quick" in sys.argv else (PAGES, ROUNDS)
    with served(pages) as site, tempfile.TemporaryDirectory() as folder:
        near = measure(f"{site}/near", pages, rounds, Path(folder))
        tell(near, pages, f"hosts that answer after {NEAR_HOST_SECONDS * 1000:.0f} ms")
        at_once = measure(f"{site}/page", pages, rounds, Path(folder))
        tell(at_once, pages, "hosts that answer at once, so that the processor is all there is to share")
        print("the fetcher's own time, under a profiler:")
        tell_parts(profile(f"{site}/page", pages, Path(folder)))


if __name__ == "__main__":
    main()
