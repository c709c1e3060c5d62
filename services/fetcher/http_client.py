"""Fetches addresses over HTTP: politely, within limits, and from public addresses only."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version

from aiohttp import (
    ClientConnectorCertificateError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    InvalidURL,
    TCPConnector,
    ThreadedResolver,
)
from yarl import URL

from claimwire.events import DropReason
from services.fetcher.decode_body import ACCEPT_ENCODING, BodyDecoder, BodyTooLarge, BodyUnreadable
from services.fetcher.judge_address import Network, address_in, may_connect
from services.fetcher.judge_status import judge_status
from services.fetcher.page import FetchFailed, Page, Validators
from services.fetcher.politeness import Politeness
from services.fetcher.read_headers import charset_of, media_type_of, validators_of
from services.fetcher.resolver import AddressRefused, GuardedResolver
from services.fetcher.settings import FetcherSettings

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
_CHUNK_BYTES = 64 * 1024
#: Names are looked up again after this time; each look-up is checked anew.
_NAMES_KEPT_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class HttpClient:
    """One session with everything that keeps it honest and safe."""

    session: ClientSession
    politeness: Politeness
    allowed_networks: tuple[Network, ...]
    body_limit_bytes: int
    deadline_seconds: float
    patience_seconds: float

    async def get(
        self, address: str, *, validators: Validators | None = None, media_types: Collection[str] = ()
    ) -> Page:
        """Fetch an address, following redirects.

        With validators, a server may answer that nothing changed. Media types, where given, are the only ones whose
        body is read.

        Raises:
            FetchFailed: there is no page, for the reason it says.
        """
        try:
            async with asyncio.timeout(self.patience_seconds + self.deadline_seconds):
                return await self._follow(_parse(address), _conditions(validators), media_types)
        except TimeoutError as error:
            detail = f"no whole answer within {self.deadline_seconds:g} s"
            raise FetchFailed(DropReason.TIMED_OUT, detail, may_pass=True) from error
        except AddressRefused as error:
            raise FetchFailed(DropReason.ADDRESS_REFUSED, str(error)) from error
        except BodyTooLarge as error:
            raise FetchFailed(DropReason.TOO_LARGE, str(error)) from error
        except BodyUnreadable as error:
            raise FetchFailed(DropReason.UNREADABLE, str(error), may_pass=True) from error
        except (InvalidURL, UnicodeError, ClientConnectorCertificateError) as error:
            raise FetchFailed(DropReason.UNREACHABLE, _describe(error)) from error
        except (ClientError, OSError) as error:
            raise FetchFailed(DropReason.UNREACHABLE, _describe(error), may_pass=True) from error

    async def _follow(self, url: URL, headers: Mapping[str, str], media_types: Collection[str]) -> Page:
        remaining = self.deadline_seconds
        clock = asyncio.get_running_loop().time
        for _ in range(1 + _MOST_REDIRECTS):
            self._check(url)
            async with self.politeness.turn(url.host or ""):
                started = clock()
                async with asyncio.timeout(remaining):
                    answer = await self._ask(url, headers, media_types)
                remaining -= clock() - started
            if isinstance(answer, Page):
                return answer
            url = answer
        raise FetchFailed(DropReason.UNREACHABLE, f"more than {_MOST_REDIRECTS} redirects")

    def _check(self, url: URL) -> None:
        """Refuse what the resolver never sees: addresses that stand in the URL itself."""
        if url.scheme not in ("http", "https") or not url.host:
            raise AddressRefused(f"{url} is no http(s) address")
        try:
            address = address_in(url.host)
        except ValueError as error:
            raise AddressRefused(f"{url.host} is an odd spelling of an address") from error
        if address is not None and not may_connect(address, self.allowed_networks):
            raise AddressRefused(f"{url.host} is not public")

    async def _ask(self, url: URL, headers: Mapping[str, str], media_types: Collection[str]) -> Page | URL:
        """Make one request; return the page, or where it is said to be."""
        async with self.session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status in _REDIRECTS and (location := response.headers.get("Location")):
                return url.join(_parse(location))
            media_type = media_type_of(response.headers)
            page = Page(
                url=str(url),
                status=response.status,
                media_type=media_type,
                charset=charset_of(response.headers),
                validators=validators_of(response.headers),
            )
            if response.status == HTTPStatus.NOT_MODIFIED and headers:
                return replace(page, unchanged=True)
            if failure := judge_status(response.status):
                raise failure
            if media_types and media_type and media_type not in media_types:
                raise FetchFailed(DropReason.MEDIA_TYPE, f"media type {media_type}")
            return replace(page, body=await self._read(response))

    async def _read(self, response: ClientResponse) -> bytes:
        if (response.content_length or 0) > self.body_limit_bytes:
            raise BodyTooLarge(f"{response.content_length} bytes, more than {self.body_limit_bytes}")
        decoder = BodyDecoder(response.headers.get("Content-Encoding", ""), self.body_limit_bytes)
        async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
            decoder.feed(chunk)
        return decoder.finish()


@asynccontextmanager
async def open_http_client(settings: FetcherSettings) -> AsyncIterator[HttpClient]:
    """Open the client as the settings say."""
    connector = TCPConnector(
        limit=0,  # politeness limits what each host gets, the stages' concurrency limits the whole
        ttl_dns_cache=_NAMES_KEPT_SECONDS,
        resolver=GuardedResolver(ThreadedResolver(), settings.fetcher_allowed_networks),
    )
    async with ClientSession(
        connector=connector,
        auto_decompress=False,  # aiohttp would unpack without limit
        cookie_jar=DummyCookieJar(),
        headers={"User-Agent": user_agent(settings.fetcher_contact), "Accept-Encoding": ACCEPT_ENCODING},
        timeout=ClientTimeout(total=None, sock_connect=settings.fetcher_connect_seconds),
    ) as session:
        yield HttpClient(
            session=session,
            politeness=Politeness(
                per_host=settings.fetcher_per_host, delay_seconds=settings.fetcher_host_delay_seconds
            ),
            allowed_networks=settings.fetcher_allowed_networks,
            body_limit_bytes=settings.fetcher_body_limit_bytes,
            deadline_seconds=settings.fetcher_deadline_seconds,
            patience_seconds=settings.fetcher_patience_seconds,
        )


def user_agent(contact: str | None) -> str:
    """Return what the fetcher calls itself: its true name and version, and whom to ask about it."""
    try:
        name = f"claimwire/{version('claimwire')}"
    except PackageNotFoundError:  # run from a checkout
        name = "claimwire"
    return f"{name} (+{contact})" if contact else name


def _parse(address: str) -> URL:
    try:
        return URL(address)
    except ValueError as error:
        raise FetchFailed(DropReason.UNREACHABLE, f"{address[:200]!r} is no address: {error}") from error


def _conditions(validators: Validators | None) -> dict[str, str]:
    headers = {}
    if validators and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
