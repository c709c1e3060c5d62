"""Runs the sample newsroom through the whole pipeline on this machine and accounts for what came of it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

from claimwire.connect import open_redis
from claimwire.demo.account import Account, Check
from claimwire.demo.serve import DemoServer, serve_demo
from claimwire.embedded.supervisor import Supervisor
from claimwire.events import (
    ArticleCleaned,
    ArticleDiscovered,
    ArticleDropped,
    ArticleExtracted,
    ArticleFetched,
    ClaimExtracted,
    ClaimLinked,
)
from claimwire.follow import Follow
from claimwire.index.documents import DocumentKind
from claimwire.index.open import open_reader
from claimwire.reliability.dead_letters import count_dead_letters
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.lag import group_states
from claimwire.settings import Settings
from claimwire.topology import FLOWS, WORKERS, group_names

_FOLLOWED = (
    ArticleDiscovered,
    ArticleFetched,
    ArticleCleaned,
    ArticleDropped,
    ArticleExtracted,
    ClaimExtracted,
    ClaimLinked,
)

#: Without any progress for so long, something is wrong and the sums will say what.
_GIVE_UP_AFTER_SECONDS = 60.0

#: Feeds are polled when the demo says so; between, the schedule leaves them alone.
_POLL_EVERY_SECONDS = 3600.0


@dataclass
class Outcome:
    """What came of a run."""

    account: Account
    checks: list[Check] = field(default_factory=list)
    dead_letters: int = 0
    restarts: int = 0
    seconds: float = 0.0
    outlets: int = 0

    @property
    def reconciles(self) -> bool:
        """Whether every sum comes out even and nothing was set aside."""
        return all(check.holds for check in self.checks) and not self.dead_letters


Tell = Callable[[str, Account], None]
"""Hears what happens now, and what has been seen so far."""


class DemoRun:
    """One run over a broker and a data folder that are there already."""

    def __init__(self, settings: Settings, url: str, *, feeds: Any, subscription: Any, tell: Tell) -> None:
        self._settings = settings
        self._url = url
        self._feeds = feeds
        self._subscription = subscription
        self._tell = tell
        self.outcome = Outcome(Account())

    @asynccontextmanager
    async def through(self, folder: Path, *, api_port: int) -> AsyncIterator[Outcome]:
        """Send both phases of the newsroom through; the pipeline and its page run on while inside."""
        begun = time.monotonic()
        environment = {
            "CLAIMWIRE_REDIS_URL": self._url,
            "CLAIMWIRE_DATA_FOLDER": str(self._settings.data_folder.absolute()),
            "CLAIMWIRE_API_PORT": str(api_port),
            "CLAIMWIRE_FETCHER_ALLOWED_NETWORKS": "127.0.0.0/8",
            "CLAIMWIRE_FETCHER_HOST_DELAY_SECONDS": "0",
            "CLAIMWIRE_FETCHER_PER_HOST": "8",
            "CLAIMWIRE_FETCHER_SCHEDULE_SECONDS": "0.2",
        }
        supervisor = Supervisor(environment, dict.fromkeys(WORKERS, 1), log_folder=self._settings.data_folder / "logs")
        account = self.outcome.account
        async with open_redis(self._url) as redis, serve_demo(folder) as server:
            await ensure_groups(redis, group_names(), partition_count=self._settings.partitions)
            async with Follow(redis, *_FOLLOWED, partition_count=self._settings.partitions) as follow, supervisor:
                feeds = self._feeds(redis)
                self.outcome.outlets = len({outlet for _, outlet in server.feeds()})
                for feed_url, outlet in server.feeds():
                    await feeds.add(self._subscription(feed_url, outlet, _POLL_EVERY_SECONDS))
                self._tell(f"the newsroom publishes; its {len(server.feeds())} feeds are polled", account)
                await self._settle(redis, follow, server, polls=1)
                server.advance()
                for feed_url, _ in server.feeds():
                    await feeds.due_now(feed_url)
                self._tell("news moves on: an update, an edited article, a revised number", account)
                await self._settle(redis, follow, server, polls=2)
                await self._reconcile(redis)
                self.outcome.restarts = supervisor.restarts
                self.outcome.seconds = time.monotonic() - begun
                yield self.outcome

    async def _settle(self, redis: Redis, follow: Follow, server: DemoServer, *, polls: int) -> None:
        """Wait until each feed was polled and everything that followed is through."""
        paths = {url.removeprefix(server.base_url) for url, _ in server.feeds()}
        last_progress, seen, quiet = time.monotonic(), -1, 0
        while quiet < 3 and time.monotonic() - last_progress < _GIVE_UP_AFTER_SECONDS:
            followed = await follow.read(wait_milliseconds=100)
            self.outcome.account.add(followed)
            self._tell("", self.outcome.account)
            asked = [record.path for record in server.requests]
            progress = len(asked) + len(self.outcome.account.linked) + len(self.outcome.account.extracted)
            if progress != seen or followed:
                seen, last_progress, quiet = progress, time.monotonic(), 0
                continue
            if min(asked.count(path) for path in paths) < polls:
                continue
            states = await group_states(redis, group_names(), partition_count=self._settings.partitions)
            quiet = 0 if any(state.unfinished for state in states) else quiet + 1

    async def _reconcile(self, redis: Redis) -> None:
        account, partitions = self.outcome.account, self._settings.partitions
        reader = open_reader(self._settings)
        await reader.refresh()
        held = (await reader.statistics()).current
        kinds = (DocumentKind.ARTICLE, DocumentKind.CLAIM, DocumentKind.CLUSTER)
        states = await group_states(redis, group_names(), partition_count=partitions)
        self.outcome.checks = [
            *account.checks(),
            *(
                Check(f"{kind.value}s seen = {kind.value}s in the index", expected, held.get(kind, 0))
                for kind, expected in zip(kinds, account.expected_in_index(), strict=True)
            ),
            Check("entries in flight = 0", sum(state.unfinished for state in states), 0),
            Check("entries lost = 0", sum(state.lost for state in states), 0),
        ]
        groups = {flow.group for flow in FLOWS}
        counts = [await count_dead_letters(redis, partition_count=partitions, group=group) for group in groups]
        self.outcome.dead_letters = sum(counts)
