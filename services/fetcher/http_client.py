"""Fetches addresses over HTTP: politely, within limits, and from public addresses only."""

from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, ThreadedResolver
from aiohttp.abc import AbstractResolver
from redis.asyncio import Redis

from services.fetcher.decode_body import ACCEPT_ENCODING
from services.fetcher.fetch_page import FetchPage
from services.fetcher.follow_redirects import FollowRedirects
from services.fetcher.obey_robots import ObeyRobots
from services.fetcher.pace import Pace
from services.fetcher.page import Page, Validators
from services.fetcher.politeness import Politeness
from services.fetcher.request_options import RequestOptions
from services.fetcher.resolver import GuardedResolver
from services.fetcher.robots_memory import RobotsMemory
from services.fetcher.robots_rules import MOST_BYTES
from services.fetcher.send_request import Request, SendRequest
from services.fetcher.settings import FetcherSettings
from services.fetcher.user_agent import user_agent

#: Names are looked up again after this time; each look-up is checked anew.
_NAMES_KEPT_SECONDS = 60
#: News sites send policies and cookies of some 10 KB in one header; all together stay below 5 MB.
_LONGEST_HEADER_BYTES = 32 * 1024
_MOST_HEADERS = 128
#: A robots.txt that takes longer counts as one that cannot be had.
_ROBOTS_SECONDS = 10.0
#: A process has so many pages in hand for each request that it makes at once: the others wait for their turns, or are
#: examined and stored. Not more, since those that are stored are in memory.
PAGES_FOR_EACH_REQUEST = 2
#: One host's pages may wait for their turns in one of so many parts of the places for pages.
_SHARE_OF_A_HOST = 4
#: A slot outlives the longest request by this, so that it never runs out under one.
_LEASE_MARGIN = timedelta(seconds=15)


@dataclass(frozen=True, kw_only=True)
class HttpClient:
    """What fetches, with everything that keeps it honest and safe."""

    fetch: FetchPage
    robots: ObeyRobots | None
    """None where robots.txt is not asked."""
    body_limit_bytes: int

    async def get(
        self,
        address: str,
        *,
        validators: Validators | None = None,
        media_types: Collection[str] = (),
        options: RequestOptions | None = None,
        obeys_robots: bool = False,
    ) -> Page:
        """Fetch an address, following redirects.

        With validators, a server may answer that nothing changed. Media types, where given, are the only ones whose
        body is read.

        Raises:
            FetchFailed: there is no page, for the reason it says.
            Outage: the broker is away, or the host has so many waiting that it would hold up others.
        """
        options = options or RequestOptions()
        request = Request(
            headers=_conditions(validators),
            own_headers=options.headers,
            proxy=options.proxy,
            media_types=media_types,
            body_limit_bytes=self.body_limit_bytes,
        )
        return await self.fetch(address, request, self.robots if obeys_robots else None)


@asynccontextmanager
async def open_http_client(settings: FetcherSettings, redis: Redis) -> AsyncIterator[HttpClient]:
    """Open the client as the settings say; Redis holds what it agrees on with other fetchers."""
    deadline = settings.fetcher_deadline_seconds
    pace = Pace(
        redis=redis,
        per_host=settings.fetcher_per_host,
        delay=timedelta(seconds=settings.fetcher_host_delay_seconds),
        lease=timedelta(seconds=max(deadline, _ROBOTS_SECONDS)) + _LEASE_MARGIN,
        back_off=timedelta(seconds=settings.fetcher_host_backoff_seconds),
    )
    politeness = Politeness(
        pace,
        per_host=settings.fetcher_per_host,
        at_once=settings.fetcher_concurrency,
        most_waiting=settings.fetcher_concurrency * PAGES_FOR_EACH_REQUEST // _SHARE_OF_A_HOST,
    )
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(politeness.tidied())
        guarded = GuardedResolver(ThreadedResolver(), settings.fetcher_allowed_networks)
        send = SendRequest(
            session=await stack.enter_async_context(_session(settings, guarded)),
            proxied=await stack.enter_async_context(_session(settings, ThreadedResolver())),
            resolver=guarded,
            allowed_networks=settings.fetcher_allowed_networks,
            clock=_now,
        )
        fetch = FetchPage(
            follow=FollowRedirects(politeness=politeness, send=send),
            deadline_seconds=deadline,
            patience_seconds=settings.fetcher_patience_seconds,
        )
        robots = None
        if settings.fetcher_robots:
            robots = _robots(replace(fetch, deadline_seconds=min(deadline, _ROBOTS_SECONDS)), redis)
            stack.push_async_callback(robots.close)
        yield HttpClient(fetch=fetch, robots=robots, body_limit_bytes=settings.fetcher_body_limit_bytes)


def _robots(fetch: FetchPage, redis: Redis) -> ObeyRobots:
    request = Request(body_limit_bytes=MOST_BYTES, reads_beginning=True)

    async def fetch_robots(address: str) -> Page:
        return await fetch(address, request)

    return ObeyRobots(fetch_robots, RobotsMemory(redis, lock_seconds=fetch.deadline_seconds + fetch.patience_seconds))


def _session(settings: FetcherSettings, resolver: AbstractResolver) -> ClientSession:
    return ClientSession(
        connector=TCPConnector(
            limit=0,  # politeness limits what each host gets, and all of them together
            ttl_dns_cache=_NAMES_KEPT_SECONDS,
            resolver=resolver,
        ),
        auto_decompress=False,  # aiohttp would unpack without limit
        cookie_jar=DummyCookieJar(),
        headers={"User-Agent": user_agent(settings.fetcher_contact), "Accept-Encoding": ACCEPT_ENCODING},
        timeout=ClientTimeout(total=None, sock_connect=settings.fetcher_connect_seconds),
        max_line_size=_LONGEST_HEADER_BYTES,
        max_field_size=_LONGEST_HEADER_BYTES,
        max_headers=_MOST_HEADERS,
    )


def _conditions(validators: Validators | None) -> dict[str, str]:
    headers = {}
    if validators and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _now() -> datetime:
    return datetime.now(UTC)
