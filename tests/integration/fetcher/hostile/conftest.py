from collections.abc import AsyncIterator, Iterator

import pytest
from redis.asyncio import Redis

from services.fetcher.http_client import HttpClient, open_http_client
from tests.integration.fetcher.conftest import Configure
from tests.integration.fetcher.newsdesk import Newsdesk, open_newsdesk
from tests.servers import Server, executable, running_server

#: Short, so that what never ends is soon over.
DEADLINE_SECONDS = 0.5


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One kind is enough where the web is what is hostile."""
    kind = "redis" if executable("redis") else "valkey"
    with running_server(kind, tmp_path_factory.mktemp("hostile")) as running:
        yield running


@pytest.fixture
async def redis(broker: Server) -> AsyncIterator[Redis]:
    async with Redis.from_url(broker.url) as client:
        await client.flushall()
        yield client


@pytest.fixture
async def client(redis: Redis, configure: Configure) -> AsyncIterator[HttpClient]:
    """A client with all the time that a busy machine may need."""
    async with open_http_client(configure(fetcher_robots=False), redis) as opened:
        yield opened


@pytest.fixture
async def hasty(redis: Redis, configure: Configure) -> AsyncIterator[HttpClient]:
    """A client for what would take for ever."""
    settings = configure(
        fetcher_robots=False, fetcher_deadline_seconds=DEADLINE_SECONDS, fetcher_patience_seconds=DEADLINE_SECONDS
    )
    async with open_http_client(settings, redis) as opened:
        yield opened


@pytest.fixture
async def desk(redis: Redis, configure: Configure) -> AsyncIterator[Newsdesk]:
    async with open_newsdesk(redis, configure(fetcher_robots=False)) as opened:
        yield opened.but(attempts_limit=1)
