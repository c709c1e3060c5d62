"""Asks each site's robots.txt before its pages are fetched: once for all pages that wait, and all fetchers."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from yarl import URL

from claimwire.errors import Outage
from claimwire.events import DropReason
from services.fetcher.page import FetchFailed, Page
from services.fetcher.robots_memory import RobotsMemory
from services.fetcher.robots_record import RobotsRecord, record_failure, record_rules
from services.fetcher.robots_rules import AGENT, read_robots

#: A process asks Redis again after this time, so that what another fetcher learnt is heeded.
_KEPT_HERE = timedelta(minutes=5)
#: Rules that one process keeps at hand: honest ones of thousands of sites.
_MOST_TEXT_KEPT = 2 * 1024 * 1024
_MOST_SITES_KEPT = 5_000
_ASK_AGAIN_SECONDS = 0.1
#: Reading and matching more than this takes so long that others would wait. It always ends within a second, so its
#: thread need not be watched.
_LONG_TEXT = 32 * 1024

log = structlog.get_logger(__name__)

FetchRobots = Callable[[str], Awaitable[Page]]
"""Fetches a robots.txt within its own limits; raises FetchFailed."""


def _now() -> datetime:
    return datetime.now(UTC)


class ObeyRobots:
    """Tells for each page whether it may be fetched, and how slowly its site wants to be asked."""

    def __init__(self, fetch: FetchRobots, memory: RobotsMemory, clock: Callable[[], datetime] = _now) -> None:
        self._fetch = fetch
        self._memory = memory
        self._clock = clock
        self._kept: dict[str, tuple[datetime, RobotsRecord]] = {}
        self._text_kept = 0
        self._lookups: dict[str, asyncio.Task[RobotsRecord]] = {}

    async def __call__(self, url: URL) -> timedelta | None:
        """Return the crawl-delay of the page's site.

        Raises:
            FetchFailed: the page is forbidden, or its site closed because its robots.txt cannot be had.
        """
        origin = str(url.origin())
        now = self._clock()
        kept_until, record = self._kept.get(origin, (now, None))
        if record is None or kept_until <= now:
            record = await self._look_up_once(origin)
        if record.rules is None:
            detail = f"{origin}/robots.txt cannot be had, so the site counts as closed: {record.failure}"
            wait = max(record.fresh_until - now, timedelta())
            raise FetchFailed(record.reason, detail, may_pass=True, retry_after=wait)
        long = len(record.rules.text) > _LONG_TEXT
        allowed = await asyncio.to_thread(record.rules.allows, str(url)) if long else record.rules.allows(str(url))
        if not allowed:
            raise FetchFailed(DropReason.ROBOTS, f"{origin}/robots.txt forbids it to {AGENT}")
        return record.rules.crawl_delay

    async def close(self) -> None:
        """End what still runs."""
        lookups = list(self._lookups.values())
        for lookup in lookups:
            lookup.cancel()
        await asyncio.gather(*lookups, return_exceptions=True)

    async def _look_up_once(self, origin: str) -> RobotsRecord:
        """Wait for the one look-up of a site; who gives up waiting does not end it for the others."""
        lookup = self._lookups.get(origin)
        if lookup is None:
            lookup = self._lookups[origin] = asyncio.create_task(self._look_up(origin))
            lookup.add_done_callback(lambda done: self._looked_up(origin, done))
        return await asyncio.shield(lookup)

    def _looked_up(self, origin: str, lookup: "asyncio.Task[RobotsRecord]") -> None:
        del self._lookups[origin]
        if not lookup.cancelled() and lookup.exception() is None:
            self._keep(origin, lookup.result())

    async def _look_up(self, origin: str) -> RobotsRecord:
        while True:
            known = await self._memory.recall(origin)
            if known is not None and known.fresh_until > self._clock():
                return known
            token = await self._memory.lock(origin)
            if token is not None:
                try:
                    # Who had the right before may have learnt it since.
                    known = await self._memory.recall(origin)
                    if known is not None and known.fresh_until > self._clock():
                        return known
                    return await self._ask(origin, known)
                finally:
                    with suppress(Outage):  # then the lock runs out
                        await self._memory.unlock(origin, token)
            await asyncio.sleep(_ASK_AGAIN_SECONDS)

    async def _ask(self, origin: str, known: RobotsRecord | None) -> RobotsRecord:
        try:
            page = await self._fetch(f"{origin}/robots.txt")
        except FetchFailed as failure:
            if failure.reason is DropReason.ADDRESS_REFUSED:
                raise  # so is the page itself
            record = record_failure(known, failure, self._clock())
            if record.failing_since is not None:
                log.warning(
                    "robots.txt cannot be had", origin=origin, error=failure.detail, closed=record.rules is None
                )
        else:
            rules = (
                await asyncio.to_thread(read_robots, page.body)
                if len(page.body) > _LONG_TEXT
                else read_robots(page.body)
            )
            record = record_rules(rules, self._clock())
            if rules.asked_delay != rules.crawl_delay:
                log.warning(
                    "crawl-delay bounded",
                    origin=origin,
                    asked_seconds=rules.asked_delay and rules.asked_delay.total_seconds(),
                    kept_seconds=rules.crawl_delay and rules.crawl_delay.total_seconds(),
                )
        if not await self._memory.remember(origin, record):
            log.warning("robots.txt is too large to be shared", origin=origin)
        return record

    def _keep(self, origin: str, record: RobotsRecord) -> None:
        self._forget(origin)
        self._kept[origin] = (min(record.fresh_until, self._clock() + _KEPT_HERE), record)
        self._text_kept += _length(record)
        while len(self._kept) > _MOST_SITES_KEPT or (self._text_kept > _MOST_TEXT_KEPT and len(self._kept) > 1):
            self._forget(next(iter(self._kept)))

    def _forget(self, origin: str) -> None:
        _, record = self._kept.pop(origin, (None, None))
        if record is not None:
            self._text_kept -= _length(record)


def _length(record: RobotsRecord) -> int:
    return len(record.rules.text) if record.rules is not None else 0
