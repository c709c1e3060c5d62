"""Opens the registry of feeds for the commands that read or change it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from claimwire.cli.workers import worker_module
from claimwire.connect import open_redis
from claimwire.embedded.broker import broker_url
from claimwire.settings import Settings


@asynccontextmanager
async def open_feeds() -> AsyncIterator[Any]:
    """Yield the registry of the running broker."""
    feeds = worker_module("fetcher.feeds").Feeds
    async with open_redis(broker_url(Settings())) as redis:
        yield feeds(redis)
