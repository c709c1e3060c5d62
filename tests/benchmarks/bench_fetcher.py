"""Local pages through fetchers into article.fetched against a bare aiohttp loop over them, in turn, in one run."""

import asyncio
import cProfile
import multiprocessing
import pstats
import signal
import statistics
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import uvloop
from aiohttp import ClientSession, TCPConnector

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
from tests.benchmarks.pipeline import running_workers
from tests.servers import running_server

PAGES, WARM_UP, ROUNDS, CONCURRENCY = 2_000, 64, 3, 32
#: A near host answers after so long; without, a fetch is nothing but the processor's work on both sides.
NEAR_HOST_SECONDS = 0.05
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
IN, OUT = Partition(0).stream(ArticleDiscovered), Partition(0).stream(ArticleFetched)
#: Whose own time counts as what; the first part of a file's path that fits speaks.
PARTS = (
    ("asking and reading (aiohttp)", ("/aiohttp/", "/yarl/", "/multidict/", "/aiosignal/", "/propcache/")),
    ("unpacking", ("isal_zlib", "decode_body")),
    (
        "examining pages",
        ("examine_page", "read_visible", "judge_wall", "read_canonical", "sha256", "re.Pattern", "of 'bytes'"),
    ),
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

    answers = [answer(pack(news_page(number))) for number in range(pages)]

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(lambda: Site(answers), "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    uvloop.run(run())


def answer(packed: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (
        len(packed),
        packed,
    )


class Site(asyncio.Protocol):
    """Answers with as little work as can be: on two processors, what the site takes is taken from those who ask it."""

    def __init__(self, answers: Sequence[bytes]) -> None:
        self._answers = answers
        self._asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        *requests, self._asked = (self._asked + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1].partition(b"?")[0]
            number = path.rpartition(b"/")[2]
            if not number.isdigit():  # robots.txt
                self._transport.write(NOT_FOUND)
            elif path.startswith(b"/near/"):
                asyncio.get_running_loop().call_later(
                    NEAR_HOST_SECONDS, self._transport.write, self._answers[int(number)]
                )
            else:
                self._transport.write(self._answers[int(number)])


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


async def fetched(site: str, pages: int, fetchers: int) -> float:
    """Let fetchers do all they do: robots.txt, pace, versions, body in the store, hand-off; return pages a second."""
    environment = {
        "CLAIMWIRE_FETCHER_ALLOWED_NETWORKS": "127.0.0.0/8",
        "CLAIMWIRE_FETCHER_HOST_DELAY_SECONDS": "0",
        "CLAIMWIRE_FETCHER_PER_HOST": str(CONCURRENCY),
        "CLAIMWIRE_FETCHER_CONCURRENCY": str(CONCURRENCY // fetchers),
        "CLAIMWIRE_FETCHER_CONTACT": "https://quay.example/bot",
    }
    async with (
        running_workers({"fetcher": fetchers}, environment) as (settings, supervisor),
        open_redis(settings.redis_url or "") as redis,
    ):
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:bench", partition_count=1)
        warm_up = WARM_UP * fetchers
        await publisher.publish([discovered(f"{site}/{number}?warm-up") for number in range(warm_up)])
        while await redis.xlen(OUT) < warm_up or len(await redis.xinfo_consumers(IN, "fetcher")) < fetchers:
            await asyncio.sleep(0.02)
        processes = [supervisor.process("fetcher", number) for number in range(fetchers)]
        for process in processes:
            process.send_signal(signal.SIGSTOP)
        await publisher.publish([discovered(f"{site}/{number}") for number in range(pages)])
        begun = time.perf_counter()
        for process in processes:
            process.send_signal(signal.SIGCONT)
        while await redis.xlen(OUT) < warm_up + pages:
            await asyncio.sleep(0.02)
        return pages / (time.perf_counter() - begun)


async def profiled(url: str, site: str, pages: int, folder: Path, profile: cProfile.Profile) -> None:
    """Let a fetcher do the same in this process, under a profiler."""
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
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:bench", partition_count=1)
        await publisher.publish([discovered(f"{site}/{number}") for number in range(pages)])
        stop = asyncio.Event()
        profile.enable()
        worker = asyncio.create_task(run_worker(open_worker, settings, url=url, stop=stop, metrics=Metrics("fetcher")))
        while await redis.xlen(OUT) < pages:
            await asyncio.sleep(0.01)
        profile.disable()
        stop.set()
        await worker


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


def measure(site: str, pages: int, rounds: int, fetchers: int, how: str) -> None:
    pairs = [(asyncio.run(fetched(site, pages, fetchers)), asyncio.run(bare(site, pages))) for _ in range(rounds)]
    ratios = [ours / alone for ours, alone in pairs]
    ours, alone = (statistics.median(rates) for rates in zip(*pairs, strict=True))
    print(
        f"{fetchers} fetcher{'s' if fetchers > 1 else ''} against a bare aiohttp loop, {how}: ratio "
        f"{statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f}) over {rounds} pairs of "
        f"{pages} pages at concurrency {CONCURRENCY} in all; fetched {ours:.0f}/s, bare {alone:.0f}/s"
    )


def profile(site: str, pages: int) -> cProfile.Profile:
    profile = cProfile.Profile()
    with tempfile.TemporaryDirectory() as folder, running_server("redis", Path(folder)) as server:
        uvloop.run(profiled(server.url, site, pages, Path(folder) / "profiled", profile))
    return profile


def main() -> None:
    configure_logging(level="error", form="json")
    pages, rounds = (500, 1) if "--quick" in sys.argv else (PAGES, ROUNDS)
    with served(pages) as site:
        for fetchers in (1, 2):
            after = f"hosts that answer after {NEAR_HOST_SECONDS * 1000:.0f} ms"
            measure(f"{site}/near", pages, rounds, fetchers, after)
        for fetchers in (1, 2):
            measure(f"{site}/page", pages, rounds, fetchers, "hosts that answer at once: the processor is all")
        print("one fetcher's own time, under a profiler:")
        tell_parts(profile(f"{site}/page", pages))


if __name__ == "__main__":
    main()
