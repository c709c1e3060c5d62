import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from services.fetcher.settings import FetcherSettings
from tests.integration.fetcher.site import Site, running_site
from tests.servers import Server, docker_answers, executable, running_server

Configure = Callable[..., FetcherSettings]


@pytest.fixture(scope="session", params=["redis", "valkey"])
def state_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    kind: str = request.param
    if not docker_answers() and executable(kind) is None:
        pytest.skip(f"NOT RUN ON {kind.upper()}: no {kind} server is installed and no Docker daemon answers")
    folder = tmp_path_factory.mktemp("fetcher-state")
    with running_server(kind, folder) as running:
        yield running
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def redis(state_server: Server) -> AsyncIterator[Redis]:
    async with Redis.from_url(state_server.url) as client:
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
            "fetcher_deadline_seconds": 10.0,
            "data_folder": tmp_path / "data",
            "_env_file": None,
            **changes,
        }
        return FetcherSettings(**values)

    return make
