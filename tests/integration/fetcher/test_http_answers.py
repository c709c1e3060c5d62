"""What the client makes of redirects, headers, options and servers that ask for rest."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web
from redis.asyncio import Redis

from claimwire.events import DropReason
from services.fetcher.http_client import open_http_client
from services.fetcher.page import FetchFailed, Page
from services.fetcher.request_options import RequestOptions
from services.fetcher.settings import FetcherSettings
from tests.integration.fetcher.site import Site, running_site

PAGE = "<p>The ferry to Vessel Bay sails again.</p>"
Configure = Callable[..., FetcherSettings]
Write = Callable[[asyncio.StreamWriter], object]


async def fetch(redis: Redis, settings: FetcherSettings, address: str, **options: object) -> Page:
    async with open_http_client(settings, redis) as http:
        return await http.get(address, **options)  # type: ignore[arg-type]


@asynccontextmanager
async def raw_server(answer: Callable[[asyncio.StreamWriter], object]) -> AsyncIterator[str]:
    """Answer each request with raw bytes; yield the address."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await answer(writer)  # type: ignore[misc]
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((301, 302), False), ((302, 301), False), ((), False)],
)
async def test_only_permanent_redirects_alone_move_an_address(
    redis: Redis, site: Site, configure: Configure, statuses: tuple[int, ...], moved: bool
) -> None:
    site.serve(f"/{len(statuses)}", PAGE)
    for step, status in enumerate(statuses):
        site.serve(f"/{step}", status=status, Location=f"/{step + 1}#part")

    page = await fetch(redis, configure(), site.url + "/0")

    assert page.moved_to == (f"{site.url}/{len(statuses)}" if moved else None)
    assert page.redirects == len(statuses)


async def test_a_page_tells_how_long_it_is_fresh(redis: Redis, site: Site, configure: Configure) -> None:
    address = site.serve("/ferry", PAGE, Cache_Control="max-age=600", Retry_After="30")

    page = await fetch(redis, configure(), address)

    assert (page.max_age, page.retry_after) == (timedelta(minutes=10), timedelta(seconds=30))


async def test_a_failure_tells_how_long_to_wait_and_its_host_rests_for_all(
    redis: Redis, site: Site, configure: Configure
) -> None:
    busy = site.serve("/busy", status=429, Retry_After="600")
    fine = site.serve("/fine", PAGE)
    settings = configure(fetcher_patience_seconds=1.0)

    with pytest.raises(FetchFailed) as first:
        await fetch(redis, settings, busy)
    with pytest.raises(FetchFailed) as second:  # by another fetcher, so to say
        await fetch(redis, settings, fine)

    assert (first.value.status, first.value.retry_after) == (429, timedelta(minutes=10))
    assert second.value.reason is DropReason.TIMED_OUT
    assert second.value.retry_after is not None
    assert timedelta(minutes=9) < second.value.retry_after <= timedelta(minutes=10)
    assert site.paths() == ["/busy"]


async def test_another_failure_of_a_server_is_no_wish_for_rest(redis: Redis, site: Site, configure: Configure) -> None:
    broken = site.serve("/broken", status=500)
    fine = site.serve("/fine", PAGE)
    settings = configure(fetcher_host_backoff_seconds=600.0)

    with pytest.raises(FetchFailed):
        await fetch(redis, settings, broken)

    assert (await fetch(redis, settings, fine)).status == 200


async def test_own_headers_are_sent_to_their_own_server_only(redis: Redis, site: Site, configure: Configure) -> None:
    async with running_site() as elsewhere:
        end = elsewhere.serve("/end", PAGE)
        site.serve("/middle", status=302, Location=end)
        start = site.serve("/start", status=302, Location="/middle")

        await fetch(redis, configure(), start, options=RequestOptions(headers={"Authorization": "Bearer sesame"}))

    sent = [request.headers.get("Authorization") for request in (*site.requests, *elsewhere.requests)]
    assert sent == ["Bearer sesame", "Bearer sesame", None]


async def test_a_proxy_is_gone_through(redis: Redis, site: Site, configure: Configure) -> None:
    site.serve("/ferry", PAGE)

    page = await fetch(
        redis,
        configure(),
        "http://tidepost.example.invalid/ferry",
        options=RequestOptions(proxy=site.url.replace("http://", "http://desk:sesame@")),
    )

    assert page.body == PAGE.encode()
    (request,) = site.requests
    assert request.host == "tidepost.example.invalid"
    assert request.headers["Proxy-Authorization"].startswith("Basic ")


@pytest.mark.parametrize("address", ["http://127.0.0.1/admin", "http://localhost/admin", "http://0x7f.1/admin"])
async def test_what_is_not_public_is_not_asked_for_through_a_proxy_either(
    redis: Redis, site: Site, configure: Configure, address: str
) -> None:
    settings = configure(fetcher_allowed_networks="")

    with pytest.raises(FetchFailed) as failure:
        await fetch(redis, settings, address, options=RequestOptions(proxy=site.url))

    assert failure.value.reason is DropReason.ADDRESS_REFUSED
    assert site.requests == []


async def test_a_proxy_that_is_away_tells_no_secret(redis: Redis, configure: Configure) -> None:
    proxy = "http://desk:sesame@127.0.0.1:1"

    with pytest.raises(FetchFailed) as failure:
        await fetch(redis, configure(), "http://1.1.1.1/", options=RequestOptions(proxy=proxy))

    assert failure.value.may_pass
    assert "sesame" not in failure.value.detail


async def one_endless_header(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        writer.write(b"a" * 4096)
        await writer.drain()


async def endless_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: of the same\r\n" * 100)
        await writer.drain()


async def endless_status(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 ")
    while True:
        writer.write(b"OK" * 2048)
        await writer.drain()


@pytest.mark.parametrize("answer", [one_endless_header, endless_headers, endless_status])
async def test_headers_without_end_are_a_failure(redis: Redis, configure: Configure, answer: Write) -> None:
    async with raw_server(answer) as address:
        with pytest.raises(FetchFailed) as failure:
            await fetch(redis, configure(), address)

    assert failure.value.reason is DropReason.UNREACHABLE
    assert len(failure.value.detail) < 500


async def test_endless_interim_answers_time_out(redis: Redis, configure: Configure) -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with raw_server(answer) as address:
        with pytest.raises(FetchFailed) as failure:
            await fetch(redis, configure(fetcher_deadline_seconds=0.3), address)

    assert failure.value.reason is DropReason.TIMED_OUT


async def test_a_long_policy_in_a_header_is_no_failure(redis: Redis, site: Site, configure: Configure) -> None:
    address = site.serve("/ferry", PAGE, Content_Security_Policy="default-src " + "tidepost.example " * 1_000)

    assert (await fetch(redis, configure(), address)).body == PAGE.encode()


async def test_one_stuck_host_does_not_hold_up_another(redis: Redis, site: Site, configure: Configure) -> None:
    async def never(_: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    stuck = site.answer("/stuck", never)
    fine = site.serve("/fine", PAGE).replace("127.0.0.1", "localhost")
    async with open_http_client(configure(fetcher_per_host=1), redis) as http:
        waiting = [asyncio.ensure_future(http.get(stuck)) for _ in range(6)]
        await asyncio.sleep(0.05)

        async with asyncio.timeout(5):
            pages = [await http.get(fine) for _ in range(5)]

        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    assert [page.status for page in pages] == [200] * 5
