"""Real servers: each test runs on a Redis and on a Valkey."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.servers import Server, docker_answers, executable, running_server


@pytest.fixture(params=["redis", "valkey"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, to be killed and broken."""
    with available_server(request.param, tmp_path) as running:
        yield running


@pytest.fixture(scope="session", params=["redis", "valkey"])
def lasting_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that tests share, each of which leaves it running."""
    with available_server(request.param, tmp_path_factory.mktemp("lasting")) as running:
        yield running


def available_server(kind: str, folder: Path) -> AbstractContextManager[Server]:
    if not docker_answers() and executable(kind) is None:
        pytest.skip(f"NOT RUN ON {kind.upper()}: no {kind} server is installed and no Docker daemon answers")
    return running_server(kind, folder)
