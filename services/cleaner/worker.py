"""Puts the cleaner together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from claimwire.blobs import open_blobs
from claimwire.events import ArticleCleaned, ArticleDropped, ArticleFetched
from claimwire.worker import Stage, Worker
from services.cleaner.on_article_fetched import OnArticleFetched
from services.cleaner.settings import CleanerSettings


@asynccontextmanager
async def open_worker(settings: CleanerSettings, redis: Redis) -> AsyncIterator[Worker]:  # noqa: ARG001 - every worker is opened alike
    """Open the object store and name the handler."""
    yield Worker(
        name="cleaner",
        stages=(
            Stage(
                event=ArticleFetched,
                handler=OnArticleFetched(bodies=open_blobs(settings.blobs)),
                emits=(ArticleCleaned, ArticleDropped),
                concurrency=settings.cleaner_concurrency,
                time_limit_seconds=settings.cleaner_time_limit_seconds,
            ),
        ),
    )
