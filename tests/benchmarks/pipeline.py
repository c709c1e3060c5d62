"""Runs real workers for benchmarks, on an embedded broker in a temporary folder."""

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from claimwire.embedded.broker import embedded_broker
from claimwire.embedded.supervisor import Supervisor
from claimwire.settings import Settings


@asynccontextmanager
async def running_workers(
    counts: Mapping[str, int], environment: Mapping[str, str] | None = None
) -> AsyncIterator[tuple[Settings, Supervisor]]:
    """Run workers; the settings name the broker and the data folder."""
    with tempfile.TemporaryDirectory() as folder, embedded_broker(Path(folder), max_memory="1gb") as url:
        settings = Settings(data_folder=Path(folder), redis_url=url, _env_file=None)
        own = {"CLAIMWIRE_REDIS_URL": url, "CLAIMWIRE_DATA_FOLDER": folder, "CLAIMWIRE_API_PORT": "0"}
        async with Supervisor({**own, **(environment or {})}, counts, log_folder=Path(folder) / "logs") as supervisor:
            yield settings, supervisor
