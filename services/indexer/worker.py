"""Puts the indexer together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, ClaimLinked
from claimwire.index.open import open_writer
from claimwire.worker import Stage, Worker
from services.indexer.on_article_cleaned import OnArticleCleaned
from services.indexer.on_article_extracted import OnArticleExtracted
from services.indexer.on_claim_extracted import OnClaimExtracted
from services.indexer.on_claim_linked import OnClaimLinked
from services.indexer.settings import IndexerSettings

#: A commit takes tens of milliseconds; one that takes this long has a disk that hangs.
_TIME_LIMIT_SECONDS = 60.0


@asynccontextmanager
async def open_worker(settings: IndexerSettings, redis: Redis) -> AsyncIterator[Worker]:  # noqa: ARG001 - all workers are opened alike
    """Open the index for writing and yield the worker that keeps it.

    Raises:
        IndexUnavailable: another indexer writes this index, or it cannot be used.
    """
    async with open_writer(settings) as index:
        handlers = (
            (ArticleCleaned, OnArticleCleaned(index)),
            (ArticleExtracted, OnArticleExtracted(index)),
            (ClaimExtracted, OnClaimExtracted(index)),
            (ClaimLinked, OnClaimLinked(index)),
        )
        yield Worker(
            name="indexer",
            stages=tuple(
                Stage(
                    event=event,
                    handler=handler,
                    concurrency=settings.indexer_concurrency,
                    time_limit_seconds=_TIME_LIMIT_SECONDS,
                )
                for event, handler in handlers
            ),
        )
