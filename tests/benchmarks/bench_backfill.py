"""What a running backfill costs live news: from the discovery of a page to its cleaned text, with and without."""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path

from aiohttp import web
from redis.asyncio import Redis
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # warcio ships no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from claimwire.cancelling import cancelled
from claimwire.connect import open_redis
from claimwire.events import ArticleCleaned, ArticleDiscovered, ArticleFetched, Event, Lane
from claimwire.follow import Follow
from claimwire.ids import article_id
from claimwire.reliability.backfill import Backfill, Window
from claimwire.reliability.publish import StreamPublisher
from claimwire.telemetry.logging import configure_logging
from services.fetcher.discover import discover
from services.fetcher.settings import FetcherSettings
from tests.benchmarks.pipeline import running_workers

LIVE_PAGES, ARCHIVED_PAGES, ROUNDS = 60, 6_000, 3
#: A live page every fifth of a second is what some thousand feeds bring.
PAUSE_SECONDS = 0.2
#: The stages whose workers run here; the others' entries are left alone.
GROUPS = [(ArticleDiscovered.event_type, "fetcher"), (ArticleFetched.event_type, "cleaner")]
ENVIRONMENT = {
    "CLAIMWIRE_FETCHER_ALLOWED_NETWORKS": "127.0.0.0/8",
    "CLAIMWIRE_FETCHER_FILES_ALLOWED": "true",
    "CLAIMWIRE_FETCHER_HOST_DELAY_SECONDS": "0",
    "CLAIMWIRE_FETCHER_ROBOTS": "false",
    "CLAIMWIRE_HIGH_WATER": "1000000",
}
PARAGRAPH = "<p>The {name} has been at the quay for {age} years, the harbour master Oona Brandt said on Tuesday.</p>\n"


def page(name: str) -> bytes:
    """Make a page of about 6 KB whose every paragraph is its own."""
    text = "".join(PARAGRAPH.format(name=f"{name} {age}", age=age) for age in range(50))
    return (
        f"<!doctype html><html lang=en><head><title>{name}</title></head><body><article><h1>{name}</h1>{text}".encode()
    )


def write_archive(path: Path, pages: int) -> None:
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(pages):
            moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
            writer.write_record(
                writer.create_warc_record(
                    f"https://outlet{number % 20}.example/{number}",
                    "response",
                    payload=BytesIO(page(f"barge{number}")),
                    http_headers=head,
                    warc_headers_dict={"WARC-Date": f"{moment:%Y-%m-%dT%H:%M:%SZ}"},
                )
            )


@asynccontextmanager
async def served() -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=page(request.match_info["name"]), content_type="text/html")

    application = web.Application()
    application.router.add_get("/{name}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


class Bench:
    """Publishes, and notes when each cleaned text came."""

    def __init__(self, redis: Redis, site: str) -> None:
        self._redis, self._site = redis, site
        self.publisher = StreamPublisher(redis, source="urn:bench", partition_count=1)
        self.follow = Follow(redis, ArticleCleaned, partition_count=1)
        self.cleaned: dict[str, float] = {}
        self.archived = 0
        self._live = 0

    async def watch(self) -> None:
        while True:
            for followed in await self.follow.read(wait_milliseconds=50):
                event = followed.event
                assert isinstance(event, ArticleCleaned)
                self.archived += event.lane is Lane.BACKFILL
                self.cleaned[event.article.article_id] = followed.at.timestamp()

    async def live_delays(self, pages: int) -> list[float]:
        published = {}
        for _ in range(pages):
            url = f"{self._site}/ferry{self._live}"
            self._live += 1
            published[article_id(url)] = time.time()
            await self.publisher.publish([discovered(url)])
            await asyncio.sleep(PAUSE_SECONDS)
        while not published.keys() <= self.cleaned.keys():
            await asyncio.sleep(0.05)
        return [self.cleaned[each] - moment for each, moment in published.items()]

    async def with_backfill(self, pages: int, found: Iterator[ArticleDiscovered]) -> tuple[list[float], float]:
        """Return live delays while an archive is handed in, and how many of its pages are cleaned in a second."""
        window = Window(entries=FetcherSettings(_env_file=None).fetcher_backfill_window, memory_high_share=0.75)
        backfill = Backfill(
            redis=self._redis, publisher=self.publisher, window=window, groups=GROUPS, partition_count=1
        )

        async def hand_in() -> None:
            while batch := list(islice(found, 50)):
                await backfill.publish(batch)

        handing_in = asyncio.create_task(hand_in())
        await asyncio.sleep(2)
        begun, before = time.perf_counter(), self.archived
        delays = await self.live_delays(pages)
        rate = (self.archived - before) / (time.perf_counter() - begun)
        assert not handing_in.done(), "the archive came to its end before the live pages did"
        await cancelled([handing_in])
        await self.idle()
        return delays, rate

    async def idle(self) -> None:
        """Wait until nothing is on its way."""
        while any([await self._unfinished(event, group) for event, group in GROUPS]):
            await asyncio.sleep(0.1)

    async def _unfinished(self, event_type: str, group: str) -> int:
        rows = await self._redis.xinfo_groups(f"claimwire:{{p00}}:{event_type}")
        return sum(row["lag"] + row["pending"] for row in rows if row["name"] == group.encode())


def discovered(url: str) -> ArticleDiscovered:
    return ArticleDiscovered(article_id=article_id(url), url=url, outlet="The Quay", discovered_at=datetime.now(UTC))


def p95(delays: list[float]) -> float:
    return sorted(delays)[int(len(delays) * 0.95)]


async def measure(live_pages: int, archived_pages: int, rounds: int) -> None:
    without, beside, rates = list[float](), list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quay.warc.gz"
        write_archive(path, archived_pages)
        found = (each for each in discover(str(path)) if isinstance(each, ArticleDiscovered))
        workers = running_workers({"fetcher": 1, "cleaner": 1}, ENVIRONMENT)
        async with served() as site, workers as (settings, _), open_redis(settings.redis_url or "") as redis:
            bench = Bench(redis, site)
            async with bench.follow:
                watching = asyncio.create_task(bench.watch())
                await bench.live_delays(5)  # the first wait for the workers to start
                for _ in range(rounds):
                    without += await bench.live_delays(live_pages)
                    delays, rate = await bench.with_backfill(live_pages, found)
                    beside += delays
                    rates.append(rate)
                rest: list[Event] = list(islice(found, 500))
                await bench.publisher.publish(rest)
                unpaced = await bench.live_delays(5)
                await cancelled([watching])
    print(
        f"from the discovery of a live page to its cleaned text: p95 {p95(without) * 1000:.0f} ms without backfill "
        f"(median {statistics.median(without) * 1000:.0f}), {p95(beside) * 1000:.0f} ms beside one "
        f"(median {statistics.median(beside) * 1000:.0f}), ratio {p95(beside) / p95(without):.2f} "
        f"over {rounds} rounds of {live_pages} pages; the backfill had {statistics.median(rates):.0f} pages/s cleaned"
    )
    print(
        f"the same beside {len(rest)} archived pages that are handed in at once: "
        f"median {statistics.median(unpaced) * 1000:.0f} ms over {len(unpaced)} pages"
    )


def main() -> None:
    configure_logging(level="error", form="json")
    quick = "--quick" in sys.argv
    asyncio.run(measure(20 if quick else LIVE_PAGES, 2_000 if quick else ARCHIVED_PAGES, 1 if quick else ROUNDS))


if __name__ == "__main__":
    main()
