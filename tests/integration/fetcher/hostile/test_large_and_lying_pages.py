"""Pages that are too large, too deep, or in another charset than they say, from the server through the cleaner."""

# ruff: noqa: RUF001 - pages speak Ukrainian, too

import asyncio
from collections.abc import AsyncIterator

import pytest

from claimwire.events import ArticleCleaned, ArticleDropped, ArticleFetched, DropReason
from services.cleaner.on_article_fetched import OnArticleFetched
from tests.integration.fetcher.hostile.memory import measured_memory
from tests.integration.fetcher.hostile.raw_server import Talk, answering, serving, streaming
from tests.integration.fetcher.newsdesk import Newsdesk, discovered

MIB = 1024 * 1024
MOST_SECONDS = 20
STORIES = {
    "en": "The ferry to Vessel Bay sails again on Tuesday, the shipping company said after the storm. ",
    "de": "Die Fähre zur Bucht fährt am Dienstag wieder, wie die Reederei nach dem Sturm für alle Gäste mitteilte. ",
    "uk": "Пором до затоки знову вирушить у вівторок, повідомила судноплавна компанія після шторму. ",
    "ja": "嵐が過ぎ去った後、湾へ向かう連絡船は火曜日に運航を再開すると海運会社が発表した。",
}


def page(story: str, head: str = "") -> str:
    text = story if len(story) > 10_000 else "".join(f"<p>{story * 3}</p>" for _ in range(4))
    return f"<html><head>{head}<title>Ferry</title></head><body><h1>Ferry</h1><article>{text}</article></body></html>"


async def _zeros(mebibytes: int = 50) -> AsyncIterator[bytes]:
    for _ in range(mebibytes * 16):
        yield b"<p>Much ado about nothing at all.</p>\n" * 1_724


LARGE: dict[str, Talk] = {
    "50 MB with its length": streaming("HTTP/1.1 200 OK\nContent-Length: 52428800", _zeros),
    "50 MB without": streaming("HTTP/1.1 200 OK\nContent-Type: text/html", _zeros),
}


@pytest.mark.parametrize("name", LARGE)
async def test_a_page_of_50_mb_is_dropped_once_it_is_too_large(desk: Newsdesk, name: str) -> None:
    async with serving(LARGE[name]) as server:
        with measured_memory() as growth:
            async with asyncio.timeout(MOST_SECONDS):
                outcome = await desk.dropped(discovered(f"{server.url}/story"))

    assert outcome.reason is DropReason.TOO_LARGE
    assert server.sent < 14 * MIB
    assert growth.most < 50 * MIB


#: Pages that would kill a parser, and what the cleaner makes of each; in the fetcher each is only so many bytes.
DEADLY: dict[str, tuple[str, DropReason | None]] = {
    "nested 100,000 deep": (page("<div>" * 100_000 + STORIES["en"]), None),
    "nested 50,000 deep and closed": (page("<div>" * 50_000 + STORIES["en"] + "</div>" * 50_000), None),
    "100,000 open spans": (page("<span>" * 100_000 + STORIES["en"]), None),
    "300,000 attributes": (page("<p " + "a=b " * 300_000 + ">" + STORIES["en"]), None),
    "an attribute without end": (page('<p title="' + "x" * 3_000_000), DropReason.NO_ARTICLE),
    "100,000 scripts without end": (page("<script>" * 100_000 + STORIES["en"]), DropReason.NO_ARTICLE),
    "100,000 comments without end": (page("<!-- " * 100_000 + STORIES["en"]), DropReason.NO_ARTICLE),
    "a million open tags": (page("<b>" * 1_000_000 + STORIES["en"]), DropReason.TOO_LARGE),
    "a million broken tags": (page("<a " * 1_000_000 + STORIES["en"]), DropReason.TOO_LARGE),
    "a million open comments": (page("<!-- " * 1_000_000), DropReason.TOO_LARGE),
    "a million open scripts": (page("<script>" * 1_000_000), DropReason.TOO_LARGE),
    "a million closing tags": (page("</p>" * 1_000_000 + STORIES["en"]), DropReason.TOO_LARGE),
    "a million quotes": (page("<a href='" * 500_000), DropReason.TOO_LARGE),
    "a million brackets": (page("<" * 1_000_000), DropReason.TOO_LARGE),
    "300,000 canonical addresses": (page(STORIES["en"], "<link rel=canonical href=a>" * 300_000), DropReason.TOO_LARGE),
}


@pytest.mark.parametrize("name", DEADLY)
async def test_a_deadly_page_ends_in_time_in_the_fetcher_and_in_the_cleaner(desk: Newsdesk, name: str) -> None:
    text, reason = DEADLY[name]
    body = text.encode()
    head = f"HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nContent-Length: {len(body)}"
    async with serving(answering(head, body)) as server:
        async with asyncio.timeout(MOST_SECONDS):
            (outcome,) = await desk.handler(discovered(f"{server.url}/story"))
            if isinstance(outcome, ArticleFetched):
                (outcome,) = await OnArticleFetched(bodies=desk.blobs)(outcome)

    assert isinstance(outcome, ArticleCleaned if reason is None else ArticleDropped)
    assert getattr(outcome, "reason", None) is reason


#: (language, charset of the bytes, what the header says, what the page says)
LIES = [
    ("en", "utf-8", "utf-16", None),
    ("de", "utf-8", "iso-8859-1", None),
    ("de", "utf-8", "iso-8859-1", "iso-8859-1"),
    ("de", "utf-8", "us-ascii", None),
    ("de", "utf-8", "windows-1251", None),
    ("de", "utf-8", "klingon", "x-unknown"),
    ("de", "utf-8-sig", "iso-8859-1", "windows-1252"),
    ("de", "cp1252", "utf-8", None),
    ("de", "cp1252", "utf-8", "utf-8"),
    ("de", "cp1252", "", "iso-8859-1"),
    ("uk", "utf-8", "windows-1251", "windows-1251"),
    ("uk", "cp1251", "utf-8", "windows-1251"),
    ("uk", "cp1251", "utf-8", None),
    ("uk", "cp1251", "utf-8", "utf-8"),
    ("uk", "koi8-u", "utf-8", "koi8-u"),
    ("ja", "utf-8", "shift_jis", None),
    ("ja", "cp932", "utf-8", "shift_jis"),
    ("ja", "cp932", "utf-8", None),
    ("ja", "euc_jp", "utf-8", "euc-jp"),
    ("en", "utf-16", "utf-8", None),
    ("uk", "utf-16-le", "utf-8", "utf-8"),
]


@pytest.mark.parametrize(("language", "charset", "header", "meta"), LIES)
async def test_a_header_that_lies_about_the_charset_spoils_no_text(
    desk: Newsdesk, language: str, charset: str, header: str, meta: str | None
) -> None:
    story = STORIES[language]
    body = page(story, f'<meta charset="{meta}">' if meta else "").encode(charset)
    head = f"HTTP/1.1 200 OK\nContent-Type: text/html; charset={header}\nContent-Length: {len(body)}"
    async with serving(answering(head, body)) as server:
        fetched = await desk.fetched(discovered(f"{server.url}/story"))

    (cleaned,) = await OnArticleFetched(bodies=desk.blobs)(fetched)

    assert isinstance(cleaned, ArticleCleaned)
    assert cleaned.clean.text.split("\n")[-1] == (story * 3).strip()
