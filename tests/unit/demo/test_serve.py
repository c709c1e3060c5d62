from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from claimwire.demo.expected import Expected
from claimwire.demo.serve import DemoServer, serve_demo


@pytest.fixture
async def server(folder: Path) -> AsyncIterator[DemoServer]:
    async with serve_demo(folder) as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as client:
        yield client


async def status_of(client: ClientSession, url: str, **headers: str) -> int:
    async with client.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()}) as response:
        return response.status


async def test_each_path_answers_as_expected(server: DemoServer, client: ClientSession, expected: Expected) -> None:
    paths = [*server.site.articles(), *(drop.path for drop in expected.dropped), "/robots.txt", "/"]

    dead = [path for path in paths if await status_of(client, server.base_url + path) != 200]

    assert dead == ["/luth-valley-gazette/article.php?id=1190"]


async def test_a_tracked_link_leads_to_the_article(server: DemoServer, client: ClientSession) -> None:
    address = f"{server.base_url}/luth-valley-gazette/article.php?id=1187&utm_source=rss"

    assert await status_of(client, address) == 200


async def test_a_query_that_no_page_has_is_not_found(server: DemoServer, client: ClientSession) -> None:
    assert await status_of(client, f"{server.base_url}/luth-valley-gazette/article.php?id=1") == 404


async def test_pages_say_what_they_are(server: DemoServer, client: ClientSession) -> None:
    async with client.get(f"{server.base_url}/luth-valley-gazette/article.php?id=1187") as response:
        assert (response.content_type, response.charset) == ("text/html", "windows-1252")
    async with client.get(f"{server.base_url}/radio-varlund/feed.json") as response:
        assert response.content_type == "application/feed+json"


async def test_an_unchanged_feed_is_not_sent_again(server: DemoServer, client: ClientSession) -> None:
    for url, _ in server.feeds():
        async with client.get(url) as response:
            etag, modified = response.headers["ETag"], response.headers["Last-Modified"]

        assert await status_of(client, url, If_None_Match=etag) == 304
        assert await status_of(client, url, If_Modified_Since=modified) == 304


async def test_a_feed_is_sent_again_once_the_news_moved_on(
    server: DemoServer, client: ClientSession, expected: Expected
) -> None:
    moved = {f"/{path.split('/')[1]}/" for path in (*expected.articles.new, *expected.articles.edited)}
    validators = {}
    for url, _ in server.feeds():
        async with client.get(url) as response:
            validators[url] = response.headers["ETag"], response.headers["Last-Modified"]

    server.advance()

    for url, (etag, modified) in validators.items():
        answer = 200 if any(outlet in url for outlet in moved) else 304
        assert await status_of(client, url, If_None_Match=etag) == answer
        assert await status_of(client, url, If_Modified_Since=modified) == answer


async def test_an_edited_article_is_sent_again_under_the_same_address(
    server: DemoServer, client: ClientSession, expected: Expected
) -> None:
    (path,) = expected.articles.edited
    async with client.get(server.base_url + path) as response:
        etag, before = response.headers["ETag"], await response.text()

    server.advance()

    async with client.get(server.base_url + path, headers={"If-None-Match": etag}) as response:
        assert response.status == 200
        assert await response.text() != before


async def test_requests_are_recorded_with_their_answers(server: DemoServer, client: ClientSession) -> None:
    await status_of(client, f"{server.base_url}/robots.txt")
    await status_of(client, f"{server.base_url}/nothing?utm_source=rss")

    assert server.requests == [("/robots.txt", 200), ("/nothing?utm_source=rss", 404)]
