"""A worker that marks what it saw, for tests of the process around it: ``python -m tests.a_worker``."""

import os
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import structlog
from redis.asyncio import Redis

from claimwire.blocking import run_blocking
from claimwire.events import ArticleDiscovered, ArticleDropped, Event
from claimwire.runtime.serve import serve
from claimwire.settings import Settings
from claimwire.worker import Stage, Worker
from tests.pipeline import dropped


async def handler(event: ArticleDiscovered) -> Sequence[Event]:
    structlog.get_logger().info("seen")
    if event.article_id == os.environ.get("A_WORKER_HANGS_ON"):
        await run_blocking(time.sleep, 3600)
    return [dropped(event)]


@asynccontextmanager
async def open_worker(_: Settings, __: Redis) -> AsyncIterator[Worker]:
    stage = Stage(
        event=ArticleDiscovered, handler=handler, emits=(ArticleDropped,), concurrency=2, time_limit_seconds=0.5
    )
    yield Worker(name="fetcher", stages=(stage,))


if __name__ == "__main__":
    open_worker.__module__ = "tests.a_worker"
    serve(open_worker, Settings)
