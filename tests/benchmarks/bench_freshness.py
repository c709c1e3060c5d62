"""From the poll that sees a new page to its claims being searchable, while the pipeline runs."""

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from claimwire.connect import open_redis
from claimwire.index.documents import DocumentKind
from claimwire.index.open import open_reader
from claimwire.index.port import SearchRequest
from claimwire.telemetry.logging import configure_logging
from claimwire.topology import WORKERS
from services.fetcher.feeds import Feeds, FeedSubscription
from tests.benchmarks.pipeline import running_workers

PAGES = 50
ARTICLE = """<!doctype html><html lang="en"><head><title>{word} opens - The Quay</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{word} opens</h1>
<p>The {word} has opened its doors, the mayor Oona Brandt said on Tuesday. It cost 4 million crowns.</p>
<p>"We have waited eleven years for the {word}," Brandt told reporters at the harbour.</p>
<p>The builders denied that the {word} had been late. They said the weather was to blame.</p>
</article><footer>Copyright The Quay</footer></body></html>"""


@dataclass
class Site:
    """A feed that grows."""

    words: list[str] = field(default_factory=list)
    seen_at: dict[str, float] = field(default_factory=dict)
    base: str = ""

    async def feed(self, _: web.Request) -> web.Response:
        for word in self.words:
            self.seen_at.setdefault(word, time.perf_counter())
        items = "".join(
            f"<item><title>{word} opens</title><link>{self.base}/{word}</link><guid>{word}</guid></item>"
            for word in reversed(self.words)
        )
        return web.Response(
            text=f'<rss version="2.0"><channel><title>The Quay</title>{items}</channel></rss>',
            content_type="application/rss+xml",
        )

    async def page(self, request: web.Request) -> web.Response:
        return web.Response(text=ARTICLE.format(word=request.match_info["word"]), content_type="text/html")


@asynccontextmanager
async def served() -> AsyncIterator[Site]:
    site = Site()
    application = web.Application()
    application.router.add_get("/feed.xml", site.feed)
    application.router.add_get("/{word}", site.page)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield site
    await runner.cleanup()


async def measure(pages: int) -> list[float]:
    environment = {
        "CLAIMWIRE_FETCHER_ALLOWED_NETWORKS": "127.0.0.0/8",
        "CLAIMWIRE_FETCHER_HOST_DELAY_SECONDS": "0",
        "CLAIMWIRE_FETCHER_SCHEDULE_SECONDS": "0.2",
    }
    seconds = []
    workers = running_workers(dict.fromkeys(WORKERS, 1), environment)
    async with served() as site, workers as (settings, _), open_redis(settings.redis_url or "") as redis:
        feeds, reader = Feeds(redis), open_reader(settings)
        feed = f"{site.base}/feed.xml"
        await feeds.add(FeedSubscription(feed, "The Quay", 3600))
        for number in range(pages + 1):
            word = f"tower{number:03d}"
            site.words.append(word)
            await feeds.due_now(feed)
            while True:
                await reader.refresh()
                page = await reader.search(SearchRequest(kind=DocumentKind.CLAIM, text=word))
                if page.total:
                    break
                await asyncio.sleep(0.005)
            if number:  # the first waits for the workers to start
                seconds.append(time.perf_counter() - site.seen_at[word])
    return seconds


def main() -> None:
    configure_logging(level="error", form="json")
    pages = 10 if "--quick" in sys.argv else PAGES
    seconds = sorted(asyncio.run(measure(pages)))
    p95 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    print(
        f"from the poll that sees a page to its claims in the search: median {statistics.median(seconds):.2f} s, "
        f"p95 {p95:.2f} s, worst {seconds[-1]:.2f} s over {pages} pages"
    )


if __name__ == "__main__":
    main()
