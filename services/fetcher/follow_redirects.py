"""Follows an address to its page: hop by hop, each at its host's pace, and to an end."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from yarl import URL

from claimwire.events import DropReason
from services.fetcher.judge_status import OVERLOADED
from services.fetcher.keeps_secrets import keeps_secrets
from services.fetcher.page import FetchFailed, Page
from services.fetcher.politeness import Politeness
from services.fetcher.send_request import Redirect, Request, SendRequest, parse_address

#: RFC 9309, 2.3.1.2, follows so many to a robots.txt; pages with more are traps.
MOST_REDIRECTS = 5

log = structlog.get_logger(__name__)

Permit = Callable[[URL], Awaitable[timedelta | None]]
"""Returns the crawl-delay that an address is fetched with, or raises FetchFailed."""


@dataclass
class Budget:
    """The time that is left for a page."""

    request_seconds: float
    """For its requests."""
    waiting_until: float
    """For the waits before them, by the clock of the event loop."""


@dataclass(frozen=True, kw_only=True)
class FollowRedirects:
    """Turns an address into a page, over as many redirects as are reasonable."""

    politeness: Politeness
    send: SendRequest

    async def __call__(self, address: str, request: Request, budget: Budget, permit: Permit | None = None) -> Page:
        """Fetch the page that an address leads to.

        Raises:
            FetchFailed: there is none, or it is not permitted.
            HostBusy: its turn comes too late.
        """
        first = url = parse_address(address).with_fragment(None)
        seen = {url}
        all_permanent = True
        for hop in range(1 + MOST_REDIRECTS):
            answer = await self._hop(first, url, request, budget, permit)
            if isinstance(answer, Page):
                moved_to = str(url) if hop and all_permanent else None
                return replace(answer, redirects=hop, moved_to=moved_to)
            url, all_permanent = answer.url.with_fragment(None), all_permanent and answer.permanent
            if url in seen:
                raise FetchFailed(DropReason.UNREACHABLE, f"redirects lead in a circle, back to {url}")
            seen.add(url)
        raise FetchFailed(DropReason.UNREACHABLE, f"more than {MOST_REDIRECTS} redirects")

    async def _hop(
        self, first: URL, url: URL, request: Request, budget: Budget, permit: Permit | None
    ) -> Page | Redirect:
        clock = asyncio.get_running_loop().time
        self.send.check(url)
        crawl_delay = await permit(url) if permit else None
        host = url.host or ""
        patience = budget.waiting_until - clock()
        async with self.politeness.turn(host, patience_seconds=patience, crawl_delay=crawl_delay):
            started = clock()
            try:
                async with asyncio.timeout(budget.request_seconds):
                    return await self.send(url, request, to_own_server=keeps_secrets(str(first), str(url)))
            except FetchFailed as failure:
                if failure.status in OVERLOADED:
                    wait = await self.politeness.push_back(host, failure.retry_after)
                    log.warning("host asks for rest", host=host, status=failure.status, seconds=wait.total_seconds())
                raise
            finally:
                budget.request_seconds -= clock() - started
                # Waits before earlier hops count, their requests do not.
                budget.waiting_until += clock() - started
