"""The fetcher's settings."""

from ipaddress import IPv4Network, IPv6Network
from typing import Annotated

from pydantic import Field, PositiveFloat, field_validator
from pydantic_settings import NoDecode

from claimwire.settings import Settings


class FetcherSettings(Settings):
    """What the fetcher needs to know besides what every worker does."""

    fetcher_contact: str | None = None
    """An address or page where site owners reach you; named to every site in the user agent."""
    fetcher_interval_seconds: float = Field(default=300.0, gt=0)
    """How often a feed is polled that brings an article an hour, or that nothing is known of yet."""
    fetcher_interval_least_seconds: float = Field(default=60.0, gt=0)
    """The shortest interval of a feed that brings more, unless it has one of its own."""
    fetcher_interval_most_seconds: float = Field(default=3600.0, gt=0)
    """The longest interval of a feed that brings less, fails, or asks to be left alone, unless it has its own."""
    fetcher_revisits_seconds: Annotated[tuple[PositiveFloat, ...], NoDecode] = (3600.0, 86400.0)
    """When after its first version an article is looked at again, parted by commas; empty means never."""
    fetcher_revisits_most: int = Field(default=100_000, ge=0)
    """How many articles are to be looked at again at once, a kilobyte of the broker's memory each."""
    fetcher_schedule_seconds: float = Field(default=1.0, gt=0)
    """How often the schedule looks for feeds that are due, or articles to be looked at again."""
    fetcher_attempts: int = Field(default=3, ge=1)
    """How often a page or feed is tried before it is given up as unreachable; keep below max_deliveries."""
    fetcher_deadline_seconds: float = Field(default=30.0, gt=0)
    """The longest that a page may take with all its redirects, waiting for its turn excluded."""
    fetcher_patience_seconds: float = Field(default=75.0, gt=0)
    """The longest wait for a turn at a host before it counts as a failed attempt; crawl-delays are up to 60 s."""
    fetcher_connect_seconds: float = Field(default=10.0, gt=0)
    """The longest that a connection may take to open."""
    fetcher_body_limit_bytes: int = Field(default=10 * 1024 * 1024, ge=1)
    """Pages and feeds larger than this, unpacked, are dropped."""
    fetcher_concurrency: int = Field(default=32, ge=1)
    """How many requests one process makes at once; it has twice as many pages in hand."""
    fetcher_per_host: int = Field(default=2, ge=1)
    """How many requests all fetchers together have under way at one host."""
    fetcher_host_delay_seconds: float = Field(default=0.5, ge=0)
    """The least time between the starts of two requests of all fetchers to one host; a crawl-delay may prolong it."""
    fetcher_host_backoff_seconds: float = Field(default=5.0, ge=0)
    """How long a host is left alone at least that answers 429 or 503; each further time twice that, up to an hour."""
    fetcher_robots: bool = True
    """Whether pages are fetched only where the site's robots.txt lets them be; feeds are polled in any case."""
    fetcher_allowed_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    """Networks that may be fetched from although they are not public, parted by commas: 127.0.0.0/8,10.2.0.0/16."""
    fetcher_files_allowed: bool = False
    """Whether local files that were handed in are read; anyone who may publish events can then read them."""
    fetcher_backfill_window: int = Field(default=8, ge=1)
    """An archive is handed in, a few documents at a time, while no stage has more entries waiting than this."""
    fetcher_memory_days: float = Field(default=30.0, gt=0)
    """How long the fetcher remembers an article that it sees no more, or a feed after its last poll."""

    @field_validator("fetcher_allowed_networks", "fetcher_revisits_seconds", mode="before")
    @classmethod
    def _part(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        # The brackets of the JSON that other lists are written in are let go.
        return tuple(part.strip() for part in value.strip("[] ").split(",") if part.strip())
