import asyncio
import gzip
import socket
from collections.abc import Callable

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from redis.asyncio import Redis

from claimwire.events import DropReason
from services.fetcher.http_client import open_http_client
from services.fetcher.page import FetchFailed, Page, Validators
from services.fetcher.resolver import AddressRefused, GuardedResolver
from services.fetcher.settings import FetcherSettings
from services.fetcher.user_agent import user_agent
from tests.integration.fetcher.site import Site, trickle

PAGE = "<p>The ferry to Vessel Bay sails again.</p>"
Configure = Callable[..., FetcherSettings]


async def fetch(redis: Redis, settings: FetcherSettings, address: str, **options: object) -> Page:
    async with open_http_client(settings, redis) as http:
        return await http.get(address, **options)  # type: ignore[arg-type]


async def failure_of(
    redis: Redis, settings: FetcherSettings, address: str, **options: object
) -> tuple[DropReason, bool]:
    with pytest.raises(FetchFailed) as failure:
        await fetch(redis, settings, address, **options)
    return failure.value.reason, failure.value.may_pass


async def test_a_page_comes_with_what_its_server_says_of_it(redis: Redis, site: Site, configure: Configure) -> None:
    address = site.serve("/ferry", PAGE, content_type="text/html; charset=utf-8", ETag='"a1"')

    page = await fetch(redis, configure(), address)

    assert page == Page(
        url=address,
        status=200,
        body=PAGE.encode(),
        media_type="text/html",
        charset="utf-8",
        validators=Validators(etag='"a1"'),
    )


async def test_the_fetcher_says_who_it_is_and_whom_to_ask(redis: Redis, site: Site, configure: Configure) -> None:
    address = site.serve("/ferry", PAGE)

    await fetch(redis, configure(fetcher_contact="https://desk.example/bot"), address)

    (request,) = site.requests
    assert request.headers["User-Agent"] == user_agent("https://desk.example/bot")
    assert request.headers["User-Agent"].startswith("claimwire")
    assert request.headers["Accept-Encoding"] == "gzip, deflate"
    assert "Cookie" not in request.headers


async def test_a_server_asked_with_its_validators_says_that_nothing_changed(
    redis: Redis, site: Site, configure: Configure
) -> None:
    address = site.serve("/ferry", PAGE, ETag='"a1"')

    page = await fetch(redis, configure(), address, validators=Validators(etag='"a1"', last_modified="yesterday"))

    assert page.unchanged
    assert site.requests[0].headers["If-Modified-Since"] == "yesterday"


async def test_a_packed_page_is_unpacked(redis: Redis, site: Site, configure: Configure) -> None:
    address = site.serve("/ferry", gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    assert (await fetch(redis, configure(), address)).body == PAGE.encode()


async def test_a_bomb_is_too_large(redis: Redis, site: Site, configure: Configure) -> None:
    bomb = site.serve("/bomb", gzip.compress(bytes(32 * 1024 * 1024)), Content_Encoding="gzip")

    failure = await failure_of(redis, configure(fetcher_body_limit_bytes=100_000), bomb)

    assert failure == (DropReason.TOO_LARGE, False)


async def test_a_page_is_too_large_whether_or_not_it_says_so_first(
    redis: Redis, site: Site, configure: Configure
) -> None:
    said = site.serve("/said", b"x" * 100_001)
    endless = site.answer("/endless", trickle)
    settings = configure(fetcher_body_limit_bytes=3)

    assert await failure_of(redis, settings, said) == (DropReason.TOO_LARGE, False)
    assert await failure_of(redis, settings, endless) == (DropReason.TOO_LARGE, False)


async def test_a_body_that_never_ends_times_out_although_bytes_keep_coming(
    redis: Redis, site: Site, configure: Configure
) -> None:
    slow = site.answer("/slow", trickle)

    assert await failure_of(redis, configure(fetcher_deadline_seconds=0.2), slow) == (DropReason.TIMED_OUT, True)


async def test_a_server_that_never_answers_times_out(redis: Redis, site: Site, configure: Configure) -> None:
    async def never(_: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    silent = site.answer("/silent", never)

    assert await failure_of(redis, configure(fetcher_deadline_seconds=0.2), silent) == (DropReason.TIMED_OUT, True)


async def test_waiting_for_a_turn_ends_some_day(redis: Redis, site: Site, configure: Configure) -> None:
    address = site.serve("/ferry", PAGE)
    settings = configure(fetcher_host_delay_seconds=30.0, fetcher_patience_seconds=0.1, fetcher_deadline_seconds=0.1)
    async with open_http_client(settings, redis) as http:
        await http.get(address)
        with pytest.raises(FetchFailed) as failure:
            await http.get(address)

    assert (failure.value.reason, failure.value.may_pass) == (DropReason.TIMED_OUT, True)


async def test_redirects_are_followed_to_where_they_end(redis: Redis, site: Site, configure: Configure) -> None:
    site.serve("/end", PAGE)
    site.serve("/middle", status=302, Location="end")
    start = site.serve("/start", status=301, Location=site.url + "/middle")

    page = await fetch(redis, configure(), start)

    assert (page.url, page.body) == (site.url + "/end", PAGE.encode())


async def test_redirects_that_lead_in_a_circle_end_where_it_closes(
    redis: Redis, site: Site, configure: Configure
) -> None:
    site.serve("/back", status=302, Location="/start#top")
    start = site.serve("/start", status=302, Location="/back")

    with pytest.raises(FetchFailed, match=r"in a circle, back to .*/start") as failure:
        await fetch(redis, configure(), start)

    assert (failure.value.reason, failure.value.may_pass) == (DropReason.UNREACHABLE, False)
    assert site.paths() == ["/start", "/back"]


async def test_redirects_that_lead_ever_further_end(redis: Redis, site: Site, configure: Configure) -> None:
    for step in range(9):
        site.serve(f"/{step}", status=302, Location=f"/{step + 1}")

    with pytest.raises(FetchFailed, match="more than 5 redirects"):
        await fetch(redis, configure(), site.url + "/0")

    assert len(site.requests) == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/admin",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "file:///etc/hostname",
        "gopher://127.0.0.1/",
    ],
)
async def test_a_redirect_to_an_address_that_is_not_public_is_refused(
    redis: Redis, site: Site, configure: Configure, location: str
) -> None:
    start = site.serve("/start", status=302, Location=location)

    assert await failure_of(redis, configure(), start) == (DropReason.ADDRESS_REFUSED, False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0x7f.1"])
async def test_a_site_on_loopback_is_never_visited_unless_that_is_allowed(
    redis: Redis, site: Site, configure: Configure, host: str
) -> None:
    site.serve("/ferry", PAGE)
    address = site.url.replace("127.0.0.1", host) + "/ferry"

    assert await failure_of(redis, configure(fetcher_allowed_networks=""), address) == (
        DropReason.ADDRESS_REFUSED,
        False,
    )
    assert site.requests == []


class ChangingResolver(AbstractResolver):
    """Answers each time with the next list of addresses."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = iter(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)
            for address in next(self._answers)
        ]

    async def close(self) -> None:
        """Nothing is open."""


async def test_of_a_names_addresses_only_the_public_ones_are_passed_on_each_time() -> None:
    resolver = GuardedResolver(ChangingResolver(["1.1.1.1", "127.0.0.1"], ["10.0.0.1"]), allowed=())

    first = await resolver.resolve("rebind.example", 80)

    assert [result["host"] for result in first] == ["1.1.1.1"]
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        await resolver.resolve("rebind.example", 80)


async def test_another_kind_of_document_is_not_read(redis: Redis, site: Site, configure: Configure) -> None:
    film = site.serve("/film", b"x" * 100, content_type="video/mp4")

    assert await failure_of(redis, configure(), film, media_types={"text/html"}) == (DropReason.MEDIA_TYPE, False)


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (404, (DropReason.NOT_FOUND, False)),
        (410, (DropReason.GONE, False)),
        (403, (DropReason.FORBIDDEN, True)),
        (304, (DropReason.UNREACHABLE, False)),
        (429, (DropReason.UNREACHABLE, True)),
        (503, (DropReason.UNREACHABLE, True)),
    ],
)
async def test_a_status_that_is_no_success_is_a_failure(
    redis: Redis, site: Site, configure: Configure, status: int, failure: tuple[DropReason, bool]
) -> None:
    assert await failure_of(redis, configure(), site.serve("/ferry", status=status)) == failure


async def test_a_connection_that_breaks_may_hold_next_time(redis: Redis, site: Site, configure: Configure) -> None:
    async def break_off(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"The ferry")
        assert request.transport is not None
        request.transport.abort()
        return response

    broken = site.answer("/broken", break_off)

    assert await failure_of(redis, configure(), broken) == (DropReason.UNREACHABLE, True)


@pytest.mark.parametrize(
    ("address", "may_pass"),
    [
        ("http://no-such-host.invalid/", True),
        ("http://127.0.0.1:1/", True),
        ("http://" + "a" * 70 + ".example/", False),
        ("http://a..example/", False),
        ("http://tidepost.example:99999/", False),
    ],
    ids=["no such host", "nobody listens", "label too long", "empty label", "no such port"],
)
async def test_an_address_where_nobody_answers_is_unreachable(
    redis: Redis, configure: Configure, address: str, may_pass: bool
) -> None:
    assert await failure_of(redis, configure(), address) == (DropReason.UNREACHABLE, may_pass)


async def test_a_host_is_never_asked_by_more_at_once_than_agreed(
    redis: Redis, site: Site, configure: Configure
) -> None:
    present, most = 0, 0

    async def count(_: web.Request) -> web.Response:
        nonlocal present, most
        present += 1
        most = max(most, present)
        await asyncio.sleep(0.01)
        present -= 1
        return web.Response(text=PAGE)

    address = site.answer("/ferry", count)
    async with open_http_client(configure(fetcher_per_host=2), redis) as http:
        await asyncio.gather(*(http.get(address) for _ in range(12)))

    assert most == 2
