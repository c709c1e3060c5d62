"""Settings that every worker shares, read from ``CLAIMWIRE_*`` environment variables when a process starts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "CLAIMWIRE_"
"""What the name of every setting's variable begins with."""


class Settings(BaseSettings):
    """What every process needs to know. A worker's own settings extend this class."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    redis_url: str | None = None
    """Where the broker is: redis://, rediss:// or unix://; None means the embedded one of the data folder."""
    broker_max_memory: str = "1gb"
    """How much the embedded broker may hold before it refuses new work."""
    partitions: int = Field(default=1, ge=1, le=100)
    """How many partitions the streams have; fixed for the life of a deployment."""
    data_folder: Path = Path(".claimwire")
    """Where the local blob store, search index and embedded broker keep their files."""
    blob_url: str | None = None
    """The object store: s3://, gs://, az:// or file://; None means the data folder."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least important log lines to write."""
    log_format: Literal["auto", "json", "console"] = "auto"
    """auto: colours on a terminal, JSON elsewhere."""
    metrics_port: int | None = Field(default=None, ge=0, le=65535)
    """Where Prometheus reads /metrics and probes read /health; None means nowhere, 0 any free port."""
    metrics_host: str = "127.0.0.1"
    """Where /metrics and /health listen; 0.0.0.0 in a container."""

    lease_seconds: float = Field(default=30.0, gt=0)
    """An entry that a live worker holds is renewed within this time; idle longer means its worker is dead."""
    retry_backoff_seconds: float = Field(default=2.0, gt=0)
    """The wait before the first repeat of a transient failure; doubles with each further one."""
    retry_backoff_limit_seconds: float = Field(default=300.0, gt=0)
    """The longest wait between two tries."""
    max_deliveries: int = Field(default=6, ge=1)
    """An entry that was delivered this often without success is set aside in the dead-letter stream."""
    prefetch: int = Field(default=64, ge=1)
    """How many entries one read may take per stage."""
    stop_at_end_of_input: bool = False
    """Whether a worker stops when its standard input ends: so it never outlives `claimwire up`."""
    grace_seconds: float = Field(default=20.0, ge=0)
    """How long a stopping worker may finish the work in hand."""
    janitor_seconds: float = Field(default=30.0, gt=0)
    """How often finished entries are trimmed and dead consumers removed."""
    retention_hours: float = Field(default=24.0, ge=0)
    """How long finished entries are kept for subscribers that are behind."""
    high_water: int = Field(default=5_000, ge=1)
    """New work is let in no more when a group behind the fetcher lags this far."""
    low_water: int = Field(default=1_000, ge=0)
    """It is let in again when every lag is below this."""
    memory_high_share: float = Field(default=0.75, gt=0, le=1)
    """The same for the broker's memory, as a share of its maxmemory."""

    @property
    def blobs(self) -> str:
        """The object store's address."""
        return self.blob_url or (self.data_folder.absolute() / "blobs").as_uri()

    @property
    def index_folder(self) -> Path:
        """Where the local search index lives."""
        return self.data_folder / "index"


def settings_classes() -> Iterator[type[Settings]]:
    """Yield the shared settings and those of every worker whose code this process has imported."""
    waiting = [Settings]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += found.__subclasses__()
