"""Two extractors against one, on the same articles of the sample newsroom, in turn, in one run."""

import asyncio
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from claimwire import ids
from claimwire.connect import open_redis
from claimwire.demo.site import DemoSite
from claimwire.events import ArticleCleaned, ArticleExtracted
from claimwire.models import ArticleReference, BlobReference
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.publish import StreamPublisher
from claimwire.streams import Partition
from claimwire.telemetry.logging import configure_logging
from claimwire.topology import group_names
from services.cleaner.clean import clean
from services.cleaner.document import NotAnArticle, RawDocument
from tests.benchmarks.pipeline import running_workers

NEWSROOM = Path(__file__).parents[2] / "deploy" / "demo"
OUT = Partition(0).stream(ArticleExtracted)
ARTICLES, WARM_UP, ROUNDS = 240, 10, 3


def articles(count: int) -> list[ArticleCleaned]:
    """Clean the sample newsroom's pages, and repeat them under other names."""
    now = datetime.now(UTC)
    cleaned = []
    for resource in DemoSite(NEWSROOM).resources("http://127.0.0.1").values():
        if resource.media_type == "text/html":
            try:
                cleaned.append(clean(RawDocument(body=resource.body, media_type="text/html")))
            except NotAnArticle:
                continue
    body = BlobReference(key="k", sha256="s", size=1, media_type="text/html")
    events = []
    for number in range(count):
        article = cleaned[number % len(cleaned)]
        article_id = ids.article_id(str(number))
        reference = ArticleReference(
            article_id=article_id, version_id=ids.version_id(article_id, str(number)), outlet="The Bench"
        )
        events.append(
            ArticleCleaned(
                article=reference, clean=article, body=body, cleaner="bench", discovered_at=now, fetched_at=now
            )
        )
    return events


async def rate(extractors: int, count: int) -> float:
    """Return articles a second, once every process has begun."""
    async with (
        running_workers({"extractor": extractors}) as (settings, _),
        open_redis(settings.redis_url or "") as redis,
    ):
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:bench", partition_count=1)
        stream = Partition(0).stream(ArticleCleaned)
        warm_up = articles(WARM_UP * extractors)
        await publisher.publish(warm_up)
        while (
            await redis.xlen(OUT) < len(warm_up) or len(await redis.xinfo_consumers(stream, "extractor")) < extractors
        ):
            await asyncio.sleep(0.02)
        await publisher.publish(articles(count))
        begun = time.perf_counter()
        while await redis.xlen(OUT) < count + len(warm_up):
            await asyncio.sleep(0.02)
        return count / (time.perf_counter() - begun)


def main() -> None:
    configure_logging(level="error", form="json")
    count, rounds = (60, 1) if "--quick" in sys.argv else (ARTICLES, ROUNDS)
    pairs = [(asyncio.run(rate(2, count)), asyncio.run(rate(1, count))) for _ in range(rounds)]
    ratios = [two / one for two, one in pairs]
    two, one = (statistics.median(rates) for rates in zip(*pairs, strict=True))
    print(
        f"two extractors against one: ratio {statistics.median(ratios):.2f} "
        f"(min {min(ratios):.2f}, max {max(ratios):.2f}) over {rounds} pairs of {count} articles; "
        f"two {two:.1f}/s, one {one:.1f}/s"
    )


if __name__ == "__main__":
    main()
