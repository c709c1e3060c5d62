import asyncio
from datetime import timedelta

import pytest

from claimwire.events import ArticleDropped, ArticleFetched, DropReason, Event
from services.fetcher.examine_page import Content
from tests.integration.fetcher.newsdesk import NOON, Newsdesk, discovered
from tests.integration.fetcher.site import Site

PAGE = "<p>The ferry to Vessel Bay sails again.</p>"
EDITED = "<p>The ferry to Vessel Bay sails again on Friday.</p>"


async def test_a_repeat_yields_its_version_also_after_a_later_discovery_found_a_newer_one(
    desk: Newsdesk, site: Site
) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    first = await desk.fetched(event)
    site.serve("/ferry", EDITED)
    newer = await desk.fetched(discovered(event.url, minute=5))

    repeat = await desk.fetched(event)

    assert repeat == first
    assert newer.previous_version_id == first.version_id


async def test_of_two_discoveries_at_once_one_brings_the_version_and_one_finds_it_unchanged(
    desk: Newsdesk, site: Site
) -> None:
    url = site.serve("/ferry", PAGE)

    outcomes: list[Event] = [
        event
        for events in await asyncio.gather(*(desk.handler(discovered(url, minute=minute)) for minute in range(6)))
        for event in events
    ]

    assert [type(outcome) for outcome in outcomes].count(ArticleFetched) == 1
    assert {outcome.reason for outcome in outcomes if isinstance(outcome, ArticleDropped)} == {DropReason.UNCHANGED}


async def test_an_edited_article_is_a_version_that_follows_the_one_before(desk: Newsdesk, site: Site) -> None:
    url = site.serve("/ferry", PAGE, ETag='"a1"')
    first = await desk.fetched(discovered(url))
    site.serve("/ferry", EDITED, ETag='"a2"')

    second = await desk.fetched(discovered(url, minute=5))

    assert second.article_id == first.article_id
    assert second.version_id != first.version_id
    assert second.previous_version_id == first.version_id


@pytest.mark.parametrize("etag", ['"a1"', ""], ids=["by its server's word", "by its content"])
async def test_an_article_that_did_not_change_is_dropped_as_unchanged(desk: Newsdesk, site: Site, etag: str) -> None:
    url = site.serve("/ferry", PAGE, ETag=etag)
    await desk.fetched(discovered(url))

    outcome = await desk.dropped(discovered(url, minute=5))

    assert (outcome.reason, outcome.stage) == (DropReason.UNCHANGED, "fetcher")
    assert outcome.discovered_at == NOON + timedelta(minutes=5)


async def test_a_hand_that_was_slow_does_not_undo_what_came_since(desk: Newsdesk, site: Site) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    first = await desk.fetched(event)
    site.serve("/ferry", EDITED)
    newer = await desk.fetched(discovered(event.url, minute=5))
    known = await desk.articles.known_version(event.article_id)
    content = Content(sha256=first.body.sha256, address=event.url, final_url=event.url)

    remembered = await desk.articles.remember(event, first, content, instead_of=known)

    assert not remembered
    assert known is not None
    assert known.version_id == newer.version_id
    assert await desk.articles.known_version(event.article_id) == known


STORY = "<p>The ferry to Vessel Bay sails again after the storm, each day at seven and at noon.</p>" * 3


def page(nonce: str, story: str = STORY) -> str:
    return (
        f'<html><head><script nonce="{nonce}">var seen = "{nonce}";</script><style>.{nonce} {{}}</style></head>'
        f'<body class="{nonce}"><nav>Visitor {nonce}</nav><!-- {nonce} --><time>{nonce} ago</time>'
        f'<img src="/pixel?{nonce}">{story}</body></html>'
    )


async def test_a_page_whose_markup_alone_changed_is_no_new_version(desk: Newsdesk, site: Site) -> None:
    url = site.serve("/ferry", page("a1b2"))
    first = await desk.fetched(discovered(url))
    site.serve("/ferry", page("c3d4"))

    outcome = await desk.dropped(discovered(url, minute=5))

    assert (outcome.reason, outcome.version_id) == (DropReason.UNCHANGED, first.version_id)


async def test_a_version_whose_body_is_gone_is_followed_by_one_that_is_there(desk: Newsdesk, site: Site) -> None:
    url = site.serve("/ferry", page("a1b2"))
    first = await desk.fetched(discovered(url))
    await desk.blobs.store.delete_async(first.body.key)
    site.serve("/ferry", page("c3d4"))

    assert (await desk.fetched(discovered(url, minute=5))).previous_version_id == first.version_id


async def test_what_was_compared_once_is_remembered_with_its_version(desk: Newsdesk, site: Site) -> None:
    url = site.serve("/ferry", page("a1b2"))
    await desk.fetched(discovered(url))
    site.serve("/ferry", page("c3d4", STORY.replace("noon", "one", 1)))
    second = await desk.fetched(discovered(url, minute=5))
    await desk.blobs.store.delete_async(second.body.key)
    site.serve("/ferry", page("e5f6", STORY.replace("noon", "one", 1)))

    assert (await desk.dropped(discovered(url, minute=6))).version_id == second.version_id


async def test_one_word_of_the_story_makes_a_new_version(desk: Newsdesk, site: Site) -> None:
    url = site.serve("/ferry", page("a1b2"))
    first = await desk.fetched(discovered(url))
    site.serve("/ferry", page("a1b2", STORY.replace("noon", "one", 1)))

    assert (await desk.fetched(discovered(url, minute=5))).previous_version_id == first.version_id


async def test_of_a_page_that_shows_nothing_each_byte_counts(desk: Newsdesk, site: Site) -> None:
    shell = '<html><body><p>Tide Post</p><script>var story = {"articleBody": "%s"}</script></body></html>'
    url = site.serve("/ferry", shell % ("It sails. " * 30))
    first = await desk.fetched(discovered(url))
    site.serve("/ferry", shell % ("It sails no more. " * 30))

    assert (await desk.fetched(discovered(url, minute=5))).previous_version_id == first.version_id
