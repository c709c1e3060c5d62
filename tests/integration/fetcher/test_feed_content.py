import pytest

from claimwire.errors import TransientError
from claimwire.events import ArticleFetched, DropReason
from tests.integration.fetcher.newsdesk import Newsdesk, discovered
from tests.integration.fetcher.site import Site

STORY = "<p>" + "The ferry to Vessel Bay sails again after the storm. " * 10 + "</p>"
PAGE = f"<html><body><h1>Ferry sails</h1>{STORY}<p>More on the page.</p></body></html>"


async def outcome_after_all_attempts(desk: Newsdesk, event: object) -> object:
    for _ in range(desk.attempts_limit - 1):
        with pytest.raises(TransientError):
            await desk.handler(event)
    (outcome,) = await desk.handler(event)
    return outcome


@pytest.mark.parametrize("status", [401, 403, 503])
async def test_where_the_page_cannot_be_had_the_feeds_content_is_the_article(
    desk: Newsdesk, site: Site, status: int
) -> None:
    event = discovered(site.serve("/ferry", status=status), content=STORY, language="en")
    desk = desk.but(attempts_limit=1)

    outcome = await desk.fetched(event)

    body = (await desk.blobs.get(outcome.body)).decode()
    assert "<h1>Ferry sails</h1>" in body
    assert STORY in body
    assert (outcome.status, outcome.final_url, outcome.body.media_type) == (None, None, "text/html")
    assert (outcome.article_id, outcome.language) == (event.article_id, "en")


async def test_the_page_is_tried_as_often_as_any_before_the_feeds_content_stands_in(desk: Newsdesk, site: Site) -> None:
    event = discovered(site.serve("/ferry", status=503), content=STORY)

    outcome = await outcome_after_all_attempts(desk, event)

    assert isinstance(outcome, ArticleFetched)
    assert len(site.requests) == desk.attempts_limit
    assert await desk.fetched(event) == outcome


async def test_a_wall_is_made_up_for_by_the_feeds_content(desk: Newsdesk, site: Site) -> None:
    shell = '<html><head><title>Tide Post</title></head><body><div id="root"></div><script src="a.js"></script>'
    event = discovered(site.serve("/ferry", shell), content=STORY)

    assert (await desk.fetched(event)).status is None


async def test_a_summary_is_not_taken_for_the_article(desk: Newsdesk, site: Site) -> None:
    event = discovered(site.serve("/ferry", status=401), content="<p>The ferry sails again.</p>")

    assert (await desk.dropped(event)).reason is DropReason.FORBIDDEN


@pytest.mark.parametrize("status", [404, 410])
async def test_what_was_taken_away_is_not_made_up_for(desk: Newsdesk, site: Site, status: int) -> None:
    event = discovered(site.serve("/ferry", status=status), content=STORY)

    assert (await desk.dropped(event)).reason in (DropReason.NOT_FOUND, DropReason.GONE)


async def test_what_the_page_said_is_not_overwritten_with_what_the_feed_says(desk: Newsdesk, site: Site) -> None:
    url = site.serve("/ferry", PAGE)
    await desk.fetched(discovered(url, content=STORY))
    site.serve("/ferry", status=401)

    outcome = await desk.dropped(discovered(url, minute=5, content=STORY))

    assert outcome.reason is DropReason.FORBIDDEN


async def test_a_page_that_can_be_had_at_last_is_a_new_version(desk: Newsdesk, site: Site) -> None:
    url = site.serve("/ferry", status=401)
    first = await desk.fetched(discovered(url, content=STORY))
    site.serve("/ferry", PAGE)

    second = await desk.fetched(discovered(url, minute=5, content=STORY))

    assert second.previous_version_id == first.version_id
    assert second.status == 200


async def test_the_same_content_again_is_unchanged(desk: Newsdesk, site: Site) -> None:
    url = site.serve("/ferry", status=401)
    first = await desk.fetched(discovered(url, content=STORY))

    outcome = await desk.dropped(discovered(url, minute=5, content=STORY))

    assert (outcome.reason, outcome.version_id) == (DropReason.UNCHANGED, first.version_id)


async def test_where_only_the_content_is_wanted_the_page_is_not_asked_for(desk: Newsdesk, site: Site) -> None:
    event = discovered(site.serve("/ferry", PAGE), content="<p>Short.</p>", content_only=True)

    outcome = await desk.fetched(event)

    assert b"<p>Short.</p>" in await desk.blobs.get(outcome.body)
    assert site.requests == []


async def test_where_only_the_content_is_wanted_and_there_is_none_the_article_is_dropped(
    desk: Newsdesk, site: Site
) -> None:
    event = discovered(site.serve("/ferry", PAGE), content="<br/> ", content_only=True)

    outcome = await desk.dropped(event)

    assert outcome.reason is DropReason.NO_ARTICLE
    assert site.requests == []
