import asyncio

import pytest

from services.fetcher.parse_apart import FeedParsers, open_feed_parsers
from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import NotAFeed

FEED_URL = "https://tidepost.example/feed"
RSS = b"""<rss version="2.0"><channel><title>Tide</title><ttl>20</ttl><skipHours><hour>3</hour></skipHours><item>
<title>Ferry &#8220;sails&#8221;</title><link>https://tidepost.example/ferry</link><guid>1</guid>
<pubDate>Mon, 03 Mar 2031 10:22:05 +0200</pubDate><description>It does.</description></item></channel></rss>"""
INDEX = b"<sitemapindex><sitemap><loc>https://tidepost.example/s.xml</loc></sitemap></sitemapindex>"
#: Each takes feedparser hours.
HANGS = {
    "author": b"<rss><channel><item><author>" + b"a." * 1_000_000 + b"</author></item></channel></rss>",
    "style": b"<rss><channel><item><description>&lt;p style='"
    + b"a" * 2_000_000
    + b"'></description></item></channel></rss>",
    "prologue": b"<?xml version='1.0'?>" + b"\n" * 2_000_000 + b"<rss version='2.0'/>",
    "encoding": b"<? " + b"encoding=''" * 100_000 + b"\n<rss version='2.0'/>",
}


async def parse(parsers: FeedParsers, body: bytes) -> object:
    return await parsers.parse(body, "application/xml", FEED_URL)


@pytest.mark.parametrize("body", [RSS, INDEX])
async def test_a_feed_is_the_same_as_parsed_here(body: bytes) -> None:
    async with open_feed_parsers(1_000_000) as parsers:
        apart = [await parse(parsers, body) for _ in range(3)]

    assert apart == [parse_feed(body, "application/xml", FEED_URL)] * 3


async def test_what_is_no_feed_is_refused_for_the_same_reason_and_the_next_is_parsed() -> None:
    async with open_feed_parsers(1_000_000, children=1) as parsers:
        with pytest.raises(NotAFeed, match="no RSS"):
            await parse(parsers, b"<html></html>")

        assert await parse(parsers, RSS) == parse_feed(RSS, "application/xml", FEED_URL)


@pytest.mark.parametrize("name", HANGS)
async def test_a_feed_that_hangs_the_parser_is_refused_in_time(name: str) -> None:
    async with open_feed_parsers(10_000_000, children=1, seconds=2.0) as parsers:
        with pytest.raises(NotAFeed, match="within 2 s"):
            await parse(parsers, HANGS[name])

        assert await parse(parsers, RSS) == parse_feed(RSS, "application/xml", FEED_URL)


async def test_feeds_are_parsed_beside_one_that_hangs() -> None:
    async with open_feed_parsers(10_000_000, children=2, seconds=4.0) as parsers:
        hanging = asyncio.create_task(parse(parsers, HANGS["author"]))
        feeds = [await parse(parsers, RSS) for _ in range(20)]

        assert not hanging.done()
        with pytest.raises(NotAFeed):
            await hanging

    assert len(feeds) == 20


async def test_a_parser_that_was_killed_is_replaced() -> None:
    async with open_feed_parsers(1_000_000, children=1) as parsers:
        await parse(parsers, RSS)
        child = await parsers.idle.get()
        assert child is not None
        child.kill()
        await child.wait()
        parsers.idle.put_nowait(child)

        assert await parse(parsers, RSS) == parse_feed(RSS, "application/xml", FEED_URL)


async def test_who_gives_up_waiting_leaves_no_answer_to_the_next() -> None:
    async with open_feed_parsers(10_000_000, children=1) as parsers:
        await parse(parsers, RSS)
        given_up = asyncio.create_task(parse(parsers, HANGS["style"]))
        await asyncio.sleep(0.2)
        given_up.cancel()

        assert await parse(parsers, INDEX) == parse_feed(INDEX, "application/xml", FEED_URL)
