"""No secret gets into the registry of feeds, nor into what is written down of a fetch that fails."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from yarl import URL

from services.fetcher.feed_subscription import FeedSubscription, InvalidFeed, check_subscription
from services.fetcher.fetch_page import FetchPage
from services.fetcher.page import FetchFailed, Page
from services.fetcher.send_request import Request

FEED = "https://quay.example/feed"


@pytest.mark.parametrize(
    "value",
    ["Bearer sesame${NOTHING}", "Basic c2VzYW1l ${NOTHING}", "${USER}:sesame"],
    ids=["joined", "behind", "half"],
)
def test_a_reference_beside_a_secret_makes_it_no_reference(value: str) -> None:
    with pytest.raises(InvalidFeed, match="may hold a secret"):
        check_subscription(FeedSubscription(FEED, headers={"Authorization": value}))


@pytest.mark.parametrize(
    "name",
    [
        *("X_API_KEY", "X-Auth", "X-Auth-Key", "X-Access-Key"),
        *("Ocp-Apim-Subscription-Key", "X-Session-Id", "X-Passwd", "JWT"),
    ],
)
def test_a_credential_is_known_by_any_usual_name_of_its_header(name: str) -> None:
    with pytest.raises(InvalidFeed, match="may hold a secret"):
        check_subscription(FeedSubscription(FEED, headers={name: "sesame"}))


@pytest.mark.parametrize("value", ["Bearer sesame", "Basic dXNlcjpzZXNhbWU="])
def test_a_credential_is_known_by_its_scheme_under_any_name(value: str) -> None:
    with pytest.raises(InvalidFeed, match="may hold a secret"):
        check_subscription(FeedSubscription(FEED, headers={"X-Feed": value}))


@pytest.mark.parametrize(
    "proxy",
    [
        "http://user:ses/ame@proxy.example:3128",
        "user:sesame@proxy.example:3128",
        "//user:sesame@proxy.example:3128",
        "http:/user:sesame@proxy.example",
        "http://proxy.example/?token=sesame",
        "${PROXY}sesame",
    ],
)
def test_a_proxy_is_an_address_and_references_and_nothing_else(proxy: str) -> None:
    with pytest.raises(InvalidFeed):
        check_subscription(FeedSubscription(FEED, proxy=proxy))


def test_a_user_name_beside_a_referenced_password_is_no_secret() -> None:
    check_subscription(FeedSubscription(FEED, proxy="http://reader:${PROXY_PASSWORD}@proxy.example:3128"))


@pytest.mark.parametrize("url", ["https://reader:sesame@quay.example/feed", "https://sesame@quay.example/feed"])
def test_a_password_in_the_address_of_a_feed_is_refused(url: str) -> None:
    with pytest.raises(InvalidFeed) as refused:
        check_subscription(FeedSubscription(url))

    assert "sesame" not in str(refused.value)


@asynccontextmanager
async def proxy_that_answers(answer: bytes) -> AsyncIterator[int]:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def failure_through(proxy: str) -> str:
    """Return what is written down of a fetch through a proxy, into Redis and into events."""
    async with ClientSession() as session:

        async def follow(address: str, request: Request, *_: object) -> Page:
            async with session.get(URL(address), allow_redirects=False, proxy=request.proxy):
                raise AssertionError("the proxy answered")

        fetch = FetchPage(follow=follow, deadline_seconds=5, patience_seconds=5)  # type: ignore[arg-type]
        with pytest.raises(FetchFailed) as failed:
            await fetch(FEED, Request(proxy=proxy, body_limit_bytes=1000))
        return failed.value.detail


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", b"garbage\r\n\r\n"],
    ids=["refuses", "babbles"],
)
async def test_a_proxy_that_fails_brings_no_password_of_the_environment_into_redis(answer: bytes) -> None:
    async with proxy_that_answers(answer) as port:
        assert "sesame" not in await failure_through(f"http://reader:sesame@127.0.0.1:{port}")


@pytest.mark.parametrize("proxy", ["reader:sesame@127.0.0.1:1", "http://reader:ses/ame@127.0.0.1:1"])
async def test_a_variable_that_is_no_proxy_is_not_quoted(proxy: str) -> None:
    detail = await failure_through(proxy)

    assert "sesame" not in detail
    assert "ses/ame" not in detail
