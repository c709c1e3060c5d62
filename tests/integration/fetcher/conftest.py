from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from services.fetcher.settings import FetcherSettings
from tests.integration.fetcher.newsdesk import Newsdesk, open_newsdesk
from tests.integration.fetcher.site import Site, running_site
from tests.servers import Server

Configure = Callable[..., FetcherSettings]


@pytest.fixture
async def redis(lasting_server: Server) -> AsyncIterator[Redis]:
    async with Redis.from_url(lasting_server.url) as client:
        await client.flushall()
        yield client


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with running_site() as running:
        yield running


@pytest.fixture
def configure(tmp_path: Path) -> Configure:
    """Make settings for loopback, without politeness, whatever the environment says."""

    def make(**changes: Any) -> FetcherSettings:
        values = {
            "fetcher_allowed_networks": "127.0.0.0/8",
            "fetcher_host_delay_seconds": 0.0,
            "fetcher_per_host": 32,
            "fetcher_host_backoff_seconds": 0.0,
            "fetcher_robots": False,
            "fetcher_deadline_seconds": 10.0,
            "data_folder": tmp_path / "data",
            "_env_file": None,
            **changes,
        }
        return FetcherSettings(**values)

    return make


@pytest.fixture
async def desk(redis: Redis, configure: Configure) -> AsyncIterator[Newsdesk]:
    async with open_newsdesk(redis, configure(fetcher_files_allowed=True)) as desk:
        yield desk
