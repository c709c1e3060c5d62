from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Server, docker_answers, executable, running_server


@pytest.fixture(params=["redis", "valkey"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    kind: str = request.param
    if not docker_answers() and executable(kind) is None:
        pytest.skip(f"NOT RUN ON {kind.upper()}: no {kind} server is installed and no Docker daemon answers")
    with running_server(kind, tmp_path) as running:
        yield running
