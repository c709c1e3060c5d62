"""Small stages and workers for tests of the transport."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from redis.asyncio import Redis

from claimwire.connect import open_redis
from claimwire.events import ArticleDiscovered, ArticleDropped, DropReason, Event
from claimwire.runtime.run import run_worker
from claimwire.settings import Settings
from claimwire.telemetry.metrics import Metrics
from claimwire.worker import Stage, Worker

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def discovered(number: int, **changes: Any) -> ArticleDiscovered:
    values = {
        "article_id": f"art_{number:05d}",
        "url": f"https://outlet.example/{number}",
        "outlet": "The Example",
        "discovered_at": NOW,
        **changes,
    }
    return ArticleDiscovered(**values)


def dropped(event: ArticleDiscovered, detail: str = "") -> ArticleDropped:
    return ArticleDropped(
        article_id=event.article_id,
        url=event.url,
        outlet=event.outlet,
        stage="test",
        reason=DropReason.NO_ARTICLE,
        detail=detail,
        discovered_at=event.discovered_at,
    )


def fast_settings(**changes: Any) -> Settings:
    values = {
        "lease_seconds": 0.6,
        "retry_backoff_seconds": 0.05,
        "retry_backoff_limit_seconds": 2.0,
        "grace_seconds": 5.0,
        "max_deliveries": 4,
        "_env_file": None,
        **changes,
    }
    return Settings(**values)


def worker_of(
    handler: Callable[[ArticleDiscovered], Awaitable[Sequence[Event]]],
    *,
    concurrency: int = 4,
    name: str = "fetcher",
    time_limit_seconds: float = 10.0,
) -> Callable[[Settings, Redis], Any]:
    """Make an ``open_worker`` with one stage: article.discovered in, article.dropped out."""

    @asynccontextmanager
    async def open_worker(settings: Settings, redis: Redis) -> AsyncIterator[Worker]:
        stage = Stage(
            event=ArticleDiscovered,
            handler=handler,
            emits=(ArticleDropped,),
            concurrency=concurrency,
            time_limit_seconds=time_limit_seconds,
        )
        yield Worker(name=name, stages=(stage,))

    return open_worker


@asynccontextmanager
async def running_worker(open_worker: Any, settings: Settings, url: str) -> AsyncIterator[asyncio.Task[None]]:
    """Run a worker in this process while inside."""
    stop = asyncio.Event()
    task = asyncio.create_task(run_worker(open_worker, settings, url=url, stop=stop, metrics=Metrics("test")))
    try:
        yield task
    finally:
        stop.set()
        await asyncio.wait_for(task, 30)


async def eventually(condition: Callable[[], Awaitable[Any]], seconds: float = 20.0) -> Any:
    """Wait until a condition holds and return what it gave; fail with its last answer."""
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        answer = await condition()
        if answer:
            return answer
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"did not happen within {seconds} s: {condition.__name__} is {answer!r}")
        await asyncio.sleep(0.02)


__all__ = ["discovered", "dropped", "eventually", "fast_settings", "open_redis", "running_worker", "worker_of"]
