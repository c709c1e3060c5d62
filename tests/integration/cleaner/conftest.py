"""Cleaners over a real server, and outlets that are made up."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis

from claimwire import ids
from claimwire.blobs import open_blobs
from claimwire.events import ArticleFetched
from claimwire.worker import Worker
from services.cleaner.settings import CleanerSettings
from services.cleaner.worker import open_worker
from tests.servers import Server

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)


@pytest.fixture
def redis_url(lasting_server: Server) -> str:
    return lasting_server.url


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        await client.flushdb()
        yield client


@pytest.fixture
async def open_cleaner(redis: Redis, redis_url: str, tmp_path: Path) -> AsyncIterator[Callable[[], Awaitable[Worker]]]:
    """Open a cleaner of its own connection, as another process would."""
    async with AsyncExitStack() as stack:

        async def open_one() -> Worker:
            client = await stack.enter_async_context(Redis.from_url(redis_url))
            settings = CleanerSettings(redis_url=redis_url, data_folder=tmp_path, _env_file=None)
            return await stack.enter_async_context(open_worker(settings, client))

        yield open_one


@pytest.fixture
def fetch(tmp_path: Path) -> Callable[..., Awaitable[ArticleFetched]]:
    """Store a page, and say that it was fetched."""
    blobs = open_blobs((tmp_path / "blobs").as_uri())

    async def fetch(
        page: str, name: str, *, outlet: str = "The Quay", day: int = 0, edition: int = 1
    ) -> ArticleFetched:
        url = f"https://the-quay.example/{name}"
        article = ids.article_id(url)
        reference = await blobs.put(page.encode(), media_type="text/html", charset="utf-8")
        return ArticleFetched(
            article_id=article,
            version_id=ids.version_id(article, f"{reference.sha256} {edition}"),
            url=url,
            outlet=outlet,
            body=reference,
            discovered_at=NOON + timedelta(days=day),
            fetched_at=NOON + timedelta(days=day),
        )

    return fetch
