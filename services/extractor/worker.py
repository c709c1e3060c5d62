"""Opens what the extractor needs and names its handler."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from claimwire.blocking import run_blocking
from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted
from claimwire.worker import Stage, Worker
from services.extractor.extract import load_extractor
from services.extractor.on_article_cleaned import OnArticleCleaned
from services.extractor.settings import ExtractorSettings


@asynccontextmanager
async def open_worker(settings: ExtractorSettings, redis: Redis) -> AsyncIterator[Worker]:  # noqa: ARG001 -- every worker is opened alike; this one needs no broker of its own
    """Load the language model and open the worker.

    One article at a time: the pipeline holds a whole core and is not made for two threads. Run more processes instead.
    """
    extractor = await run_blocking(load_extractor)
    yield Worker(
        name="extractor",
        stages=(
            Stage(
                event=ArticleCleaned,
                handler=OnArticleCleaned(extractor),
                emits=(ClaimExtracted, ArticleExtracted),
                concurrency=1,
                time_limit_seconds=settings.extractor_time_limit_seconds,
            ),
        ),
    )
