import asyncio

import pytest

from claimwire.events import ArticleDropped, ArticleFetched, DropReason
from claimwire.ids import article_id
from tests.integration.fetcher.newsdesk import Newsdesk, discovered
from tests.integration.fetcher.site import Site

TEXT = "<p>The ferry to Vessel Bay sails again after the storm, and it sails each day at seven and at noon.</p>" * 3
DESKTOP, AMP = "/ferry-to-vessel-bay-sails-48151", "/ferry-to-vessel-bay-sails-48151/amp"


def page(canonical: str, text: str = TEXT) -> str:
    return f'<html><head><link rel="canonical" href="{canonical}"></head><body>{text}</body></html>'


def serve_both(site: Site, text: str = TEXT) -> tuple[str, str]:
    desktop = site.serve(DESKTOP, page(DESKTOP, f"<p>Desktop menu</p>{text}"))
    return desktop, site.serve(AMP, page(DESKTOP, f"<p>Quick menu</p>{text}"))


async def test_an_amp_page_is_the_article_that_it_says_it_is(desk: Newsdesk, site: Site) -> None:
    desktop, amp = serve_both(site)

    outcome = await desk.fetched(discovered(amp))

    assert (outcome.article_id, outcome.url, outcome.final_url) == (article_id(desktop), desktop, amp)


async def test_another_form_of_a_known_article_is_a_duplicate(desk: Newsdesk, site: Site) -> None:
    desktop, amp = serve_both(site)
    first = await desk.fetched(discovered(desktop))

    outcome = await desk.dropped(discovered(amp))

    assert (outcome.reason, outcome.article_id, outcome.version_id) == (
        DropReason.DUPLICATE,
        first.article_id,
        first.version_id,
    )
    assert outcome.url == amp
    assert desktop in outcome.detail


async def test_two_forms_found_at_once_are_one_article(desk: Newsdesk, site: Site) -> None:
    desktop, amp = serve_both(site)

    outcomes = await asyncio.gather(desk.handler(discovered(desktop)), desk.handler(discovered(amp)))

    events = [event for events in outcomes for event in events]
    (fetched,) = [event for event in events if isinstance(event, ArticleFetched)]
    (dropped,) = [event for event in events if isinstance(event, ArticleDropped)]
    assert fetched.article_id == dropped.article_id == article_id(desktop)
    assert (dropped.reason, dropped.version_id) == (DropReason.DUPLICATE, fetched.version_id)


async def test_a_repeated_discovery_of_another_form_yields_the_same_event(desk: Newsdesk, site: Site) -> None:
    _, amp = serve_both(site)
    first = await desk.fetched(discovered(amp))

    assert await desk.fetched(discovered(amp)) == first
    await desk.let_a_day_pass()
    again = await desk.fetched(discovered(amp))

    assert (again.article_id, again.version_id) == (first.article_id, first.version_id)


async def test_an_article_is_followed_in_the_form_that_was_found_first(desk: Newsdesk, site: Site) -> None:
    desktop, amp = serve_both(site)
    first = await desk.fetched(discovered(amp))
    assert (await desk.dropped(discovered(desktop, minute=1))).reason is DropReason.DUPLICATE
    serve_both(site, TEXT + "<p>On Friday it does not.</p>")

    assert (await desk.dropped(discovered(desktop, minute=2))).reason is DropReason.DUPLICATE
    edited = await desk.fetched(discovered(amp, minute=3))

    assert (edited.article_id, edited.previous_version_id) == (first.article_id, first.version_id)


async def test_a_page_that_names_no_address_any_more_is_still_the_article_that_it_was(
    desk: Newsdesk, site: Site
) -> None:
    _, amp = serve_both(site)
    first = await desk.fetched(discovered(amp))
    site.serve(AMP, TEXT + "<p>On Friday it does not.</p>")

    second = await desk.fetched(discovered(amp, minute=1))

    assert (second.article_id, second.previous_version_id) == (first.article_id, first.version_id)


async def test_another_forms_validators_are_not_sent(desk: Newsdesk, site: Site) -> None:
    desktop = site.serve(DESKTOP, page(DESKTOP), ETag='"a1"')
    amp = site.serve(AMP, page(DESKTOP), ETag='"a1"')
    await desk.fetched(discovered(amp))

    await desk.dropped(discovered(amp, minute=1))
    await desk.dropped(discovered(desktop, minute=2))

    assert ["If-None-Match" in request.headers for request in site.requests] == [False, True, False]


async def test_an_amp_page_that_is_gone_is_the_articles_deletion_where_it_was_followed_there(
    desk: Newsdesk, site: Site
) -> None:
    _, amp = serve_both(site)
    first = await desk.fetched(discovered(amp))
    site.serve(AMP, status=410)

    outcome = await desk.dropped(discovered(amp, minute=1))

    assert (outcome.reason, outcome.article_id, outcome.version_id) == (
        DropReason.GONE,
        first.article_id,
        first.version_id,
    )


async def test_a_form_that_is_gone_says_nothing_of_the_article_that_is_followed_elsewhere(
    desk: Newsdesk, site: Site
) -> None:
    desktop, amp = serve_both(site)
    await desk.fetched(discovered(desktop))
    await desk.dropped(discovered(amp))
    site.serve(AMP, status=410)

    outcome = await desk.dropped(discovered(amp, minute=1))

    assert (outcome.reason, outcome.version_id) == (DropReason.GONE, None)


@pytest.mark.parametrize(
    "canonical",
    ["https://elsewhere.example/ferry-to-vessel-bay-sails-48151", "/", "/index.html", "/news/", "/another-story-16815"],
)
async def test_a_page_is_not_known_by_an_address_that_cannot_be_its_own(
    desk: Newsdesk, site: Site, canonical: str
) -> None:
    url = site.serve(DESKTOP, page(canonical))

    assert (await desk.fetched(discovered(url))).url == url
