"""The fetcher's settings."""

from ipaddress import IPv4Network, IPv6Network
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import NoDecode

from claimwire.settings import Settings


class FetcherSettings(Settings):
    """What the fetcher needs to know besides what every worker does."""

    fetcher_contact: str | None = None
    """An address or page where site owners reach you; named to every site in the user agent."""
    fetcher_interval_seconds: float = Field(default=300.0, gt=0)
    """How often a feed is polled that has no interval of its own."""
    fetcher_schedule_seconds: float = Field(default=1.0, gt=0)
    """How often the schedule looks for feeds that are due."""
    fetcher_attempts: int = Field(default=3, ge=1)
    """How often a page or feed is tried before it is given up as unreachable; keep below max_deliveries."""
    fetcher_deadline_seconds: float = Field(default=30.0, gt=0)
    """The longest that a page may take with all its redirects, waiting for its turn excluded."""
    fetcher_patience_seconds: float = Field(default=45.0, gt=0)
    """The longest that a page waits for its turn at its host before it counts as a failed attempt."""
    fetcher_connect_seconds: float = Field(default=10.0, gt=0)
    """The longest that a connection may take to open."""
    fetcher_body_limit_bytes: int = Field(default=10 * 1024 * 1024, ge=1)
    """Pages and feeds larger than this, unpacked, are dropped."""
    fetcher_concurrency: int = Field(default=32, ge=1)
    """How many pages one process fetches at once."""
    fetcher_per_host: int = Field(default=2, ge=1)
    """How many requests one process has under way at one host."""
    fetcher_host_delay_seconds: float = Field(default=0.5, ge=0)
    """The least time between the starts of two requests of one process to one host."""
    fetcher_allowed_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    """Networks that may be fetched from although they are not public, parted by commas: 127.0.0.0/8,10.2.0.0/16."""
    fetcher_files_allowed: bool = False
    """Whether local files that were handed in are read; anyone who may publish events can then read them."""
    fetcher_memory_days: float = Field(default=30.0, gt=0)
    """How long the fetcher remembers an article or a feed's entries that it sees no more."""

    @field_validator("fetcher_allowed_networks", mode="before")
    @classmethod
    def _part_networks(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
