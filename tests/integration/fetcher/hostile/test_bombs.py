"""No body takes more memory than a page may have, however much it would unpack to."""

import asyncio

import pytest

from claimwire.events import DropReason
from services.fetcher.http_client import HttpClient
from services.fetcher.page import FetchFailed
from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import NotAFeed
from tests.integration.fetcher.hostile import bombs
from tests.integration.fetcher.hostile.memory import measured_memory
from tests.integration.fetcher.hostile.raw_server import Talk, answering, serving, streaming
from tests.integration.fetcher.newsdesk import Newsdesk, discovered

MIB = 1024 * 1024
#: What a page may have, unpacked or on the wire.
LIMIT = 10 * MIB
#: Beside the page itself: what lies in the buffers of both ends.
BUFFERS = 4 * MIB
MOST_GROWTH = 50 * MIB
MOST_SECONDS = 20
TOO_LARGE, UNREADABLE = DropReason.TOO_LARGE, DropReason.UNREADABLE


def sized(body: bytes, coding: str) -> Talk:
    head = f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: {coding}\nContent-Length: {len(body)}"
    return answering(head, body)


def chunked(body: bytes, coding: str, size: int) -> Talk:
    head = f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: {coding}\nTransfer-Encoding: chunked"
    return streaming(head, bombs.slowly(body, size))


PACKED = {
    "gzip": (lambda: sized(bombs.packed(31), "gzip"), TOO_LARGE),
    "gzip in chunks of 100 bytes": (lambda: chunked(bombs.packed(31), "gzip", 100), TOO_LARGE),
    "deflate": (lambda: sized(bombs.packed(15), "deflate"), TOO_LARGE),
    "raw deflate": (lambda: sized(bombs.packed(-15), "deflate"), TOO_LARGE),
    "deflate that is gzip": (lambda: sized(bombs.packed(31), "deflate"), TOO_LARGE),
    "x-gzip": (lambda: sized(bombs.packed(31), "x-gzip"), TOO_LARGE),
    "many members": (lambda: sized(bombs.many_members(), "gzip"), TOO_LARGE),
    "gzip in gzip": (lambda: sized(bombs.gzip_of_gzip(), "gzip, gzip"), UNREADABLE),
    "brotli": (lambda: sized(bombs.brotli_packed(), "br"), UNREADABLE),
    "zstd": (lambda: sized(bombs.zstd_packed(), "zstd"), UNREADABLE),
    "compress": (lambda: sized(b"\x1f\x9d" + bytes(MIB), "compress"), UNREADABLE),
    "a header that never ends": (lambda: chunked(bombs.headless_member(), "gzip", 64 * 1024), TOO_LARGE),
    "unpacked without end": (
        lambda: streaming("HTTP/1.1 200 OK", bombs.unpacked()),
        TOO_LARGE,
    ),
    "50 MB by its own word": (
        lambda: streaming("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 50000000", bombs.unpacked()),
        TOO_LARGE,
    ),
}


@pytest.mark.parametrize("name", PACKED)
async def test_a_packed_bomb_is_read_no_further_than_a_page(client: HttpClient, name: str) -> None:
    make, reason = PACKED[name]
    talk = make()

    async with serving(talk) as server:
        with measured_memory() as growth:
            async with asyncio.timeout(MOST_SECONDS):
                with pytest.raises(FetchFailed) as raised:
                    await client.get(server.url)

    assert raised.value.reason is reason
    assert server.sent <= LIMIT + BUFFERS
    assert growth.most < MOST_GROWTH


@pytest.mark.parametrize("name", ["gzip packed twice, said once", "empty members"])
async def test_what_is_a_bomb_only_for_others_is_a_page_of_its_size(client: HttpClient, name: str) -> None:
    body = bombs.gzip_of_gzip() if name.startswith("gzip") else bombs.empty_members()
    async with serving(sized(body, "gzip")) as server:
        with measured_memory() as growth:
            async with asyncio.timeout(MOST_SECONDS):
                page = await client.get(server.url)

    assert len(page.body) <= MIB
    assert growth.most < MOST_GROWTH


@pytest.mark.parametrize("name", bombs.XML_BOMBS)
async def test_an_xml_bomb_is_no_feed_and_opens_nothing(client: HttpClient, name: str) -> None:
    async with serving(answering("HTTP/1.1 200 OK\nContent-Length: 0")) as trap:
        body = bombs.XML_BOMBS[name].replace(b"{trap}", trap.url.encode())
        head = f"HTTP/1.1 200 OK\nContent-Type: application/rss+xml\nContent-Length: {len(body)}"
        async with serving(answering(head, body)) as server:
            page = await client.get(server.url)
            with measured_memory() as growth:
                outcome = await asyncio.wait_for(asyncio.to_thread(_parse, page.body), MOST_SECONDS)

    assert "root:" not in outcome
    assert len(outcome) < 10_000
    assert trap.connections == 0
    assert growth.most < MOST_GROWTH


def _parse(body: bytes) -> str:
    try:
        return repr(parse_feed(body, "application/rss+xml", "https://tidepost.example/feed"))
    except NotAFeed as error:
        return str(error)


@pytest.mark.parametrize("name", ["billion laughs", "quadratic", "external entity", "deep"])
async def test_an_xml_bomb_as_an_article_is_so_many_bytes(desk: Newsdesk, name: str) -> None:
    body = bombs.XML_BOMBS[name]
    head = f"HTTP/1.1 200 OK\nContent-Type: application/xhtml+xml\nContent-Length: {len(body)}"
    async with serving(answering(head, body)) as server:
        with measured_memory() as growth:
            async with asyncio.timeout(MOST_SECONDS):
                await desk.handler(discovered(f"{server.url}/story"))

    assert growth.most < MOST_GROWTH
