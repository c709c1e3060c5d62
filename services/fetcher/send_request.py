"""Makes one HTTP request, within limits and to public addresses only."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

from aiohttp import ClientPayloadError, ClientResponse, ClientSession
from aiohttp.abc import AbstractResolver
from yarl import URL

from claimwire.events import DropReason
from services.fetcher.decode_body import BodyDecoder, BodyTooLarge
from services.fetcher.judge_address import NOT_PUBLIC, Network, address_in, may_connect
from services.fetcher.judge_status import judge_status
from services.fetcher.page import FetchFailed, Page
from services.fetcher.read_headers import charset_of, max_age_of, media_type_of, retry_after_of, validators_of
from services.fetcher.resolver import AddressRefused

_REDIRECTS = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked for, besides the address."""

    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent to each address of a chain of redirects."""
    own_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Sent to the first address's own server only."""
    proxy: str | None = field(default=None, repr=False)
    media_types: Collection[str] = ()
    """Where given, the only ones whose body is read."""
    body_limit_bytes: int
    reads_beginning: bool = False
    """Whether of a body beyond the limit the beginning is taken."""


@dataclass(frozen=True)
class Redirect:
    """Where the answer is said to be."""

    url: URL
    permanent: bool


@dataclass(frozen=True, kw_only=True)
class SendRequest:
    """The sessions that requests are made with, and what keeps them safe."""

    session: ClientSession
    proxied: ClientSession
    """The session for requests through proxies, which may stand on private addresses."""
    resolver: AbstractResolver
    """Guarded; what goes through a proxy is resolved by it, too, for the check alone."""
    allowed_networks: tuple[Network, ...]
    clock: Callable[[], datetime]

    async def __call__(self, url: URL, request: Request, *, to_own_server: bool) -> Page | Redirect:
        """Make a request; return the page, or where it is said to be.

        Raises:
            FetchFailed: the answer is no page.
            AddressRefused: the address is not public.
        """
        session = self.session
        if request.proxy is not None:
            session = self.proxied
            await self._check_behind_proxy(url)
        headers = {**request.own_headers, **request.headers} if to_own_server else request.headers
        async with session.get(url, headers=headers, allow_redirects=False, proxy=request.proxy) as response:
            if response.status in _REDIRECTS and (location := response.headers.get("Location")):
                return Redirect(url.join(parse_address(location)), permanent=response.status in _PERMANENT)
            return await self._read_page(url, request, response)

    async def _read_page(self, url: URL, request: Request, response: ClientResponse) -> Page:
        now = self.clock()
        retry_after = retry_after_of(response.headers, now)
        unchanged = response.status == HTTPStatus.NOT_MODIFIED and bool(request.headers)
        if not unchanged and (failure := judge_status(response.status, retry_after)):
            raise failure
        media_type = media_type_of(response.headers)
        if not unchanged and request.media_types and media_type and media_type not in request.media_types:
            raise FetchFailed(DropReason.MEDIA_TYPE, f"media type {media_type}")
        body, packed = (b"", None) if unchanged else await _read_body(response, request)
        return Page(
            url=str(url),
            status=response.status,
            body=body,
            packed=packed,
            unchanged=unchanged,
            media_type=media_type,
            charset=charset_of(response.headers),
            validators=validators_of(response.headers),
            retry_after=retry_after,
            max_age=max_age_of(response.headers, now),
        )

    def check(self, url: URL) -> None:
        """Refuse what the resolver never sees: addresses that stand in the URL itself.

        Raises:
            AddressRefused: it is one that is not public, or no address for HTTP.
        """
        if url.scheme not in ("http", "https") or not url.host:
            raise AddressRefused(f"{url} is no http(s) address")
        try:
            address = address_in(url.host)
        except ValueError as error:
            raise AddressRefused(f"{url.host} is an odd spelling of an address") from error
        if address is not None and not may_connect(address, self.allowed_networks):
            raise AddressRefused(f"{url.host} is {NOT_PUBLIC}")

    async def _check_behind_proxy(self, url: URL) -> None:
        """Refuse names that resolve to what is not public; a name that only the proxy knows is left to it."""
        host = url.host or ""
        if address_in(host) is not None:
            return  # checked already
        try:
            await self.resolver.resolve(host, url.port or 0)
        except OSError:
            return


async def _read_body(response: ClientResponse, request: Request) -> tuple[bytes, bytes | None]:
    """Return the body, and how it came packed."""
    limit = request.body_limit_bytes
    if (response.content_length or 0) > limit and not request.reads_beginning:
        raise BodyTooLarge(f"{response.content_length} bytes, more than {limit}")
    decoder = BodyDecoder(response.headers.get("Content-Encoding", ""), limit)
    end = _end_of_connection(response)
    try:
        async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
            decoder.feed(chunk)
        if end is not None and end.done() and (error := end.exception()):
            raise ClientPayloadError(f"the body was cut off: {error}")
        return decoder.finish(), decoder.packed()
    except BodyTooLarge:
        if not request.reads_beginning:
            raise
        return decoder.beginning(), None


def _end_of_connection(response: ClientResponse) -> "asyncio.Future[None] | None":
    """Return what tells how the connection ends, where that is the body's end too: aiohttp takes a reset for an end."""
    protocol = response.connection.protocol if response.connection else None
    if protocol is None or response.content_length is not None or "Transfer-Encoding" in response.headers:
        return None
    if (end := protocol.closed) is not None:
        end.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # asyncio complains of unread ones
    return end


def parse_address(address: str) -> URL:
    """Parse an address.

    Raises:
        FetchFailed: it is none.
    """
    try:
        return URL(address)
    except ValueError as error:
        raise FetchFailed(DropReason.UNREACHABLE, f"{address[:200]!r} is no address: {error}") from error
