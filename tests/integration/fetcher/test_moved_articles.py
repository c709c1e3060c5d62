from claimwire.events import DropReason
from claimwire.ids import article_id
from tests.integration.fetcher.newsdesk import Newsdesk, discovered
from tests.integration.fetcher.site import Site

TEXT = "<p>The ferry to Vessel Bay sails again after the storm, and it sails each day at seven and at noon.</p>" * 3
DESKTOP = "/ferry-to-vessel-bay-sails-48151"


def page(canonical: str, text: str = TEXT) -> str:
    return f'<html><head><link rel="canonical" href="{canonical}"></head><body>{text}</body></html>'


def redirect(site: Site, path: str, to: str, status: int = 301) -> str:
    return site.serve(path, status=status, Location=to)


async def test_an_article_found_by_a_redirect_is_known_by_where_it_is(desk: Newsdesk, site: Site) -> None:
    target = site.serve(DESKTOP, TEXT)
    short = redirect(site, "/go/48151", target)
    shorter = redirect(site, "/x", target, 302)

    first = await desk.fetched(discovered(short))
    second = await desk.dropped(discovered(shorter))

    assert (first.article_id, first.url) == (article_id(target), target)
    assert (second.reason, second.article_id) == (DropReason.DUPLICATE, first.article_id)


async def test_an_edit_shows_also_at_another_address_that_leads_to_the_same_page(desk: Newsdesk, site: Site) -> None:
    target = site.serve(DESKTOP, TEXT)
    first = await desk.fetched(discovered(redirect(site, "/go/48151", target)))
    site.serve(DESKTOP, TEXT + "<p>On Friday it does not.</p>")

    second = await desk.fetched(discovered(target, minute=1))

    assert second.previous_version_id == first.version_id


async def test_an_article_that_moves_stays_the_article_that_it_was(desk: Newsdesk, site: Site) -> None:
    old, new = site.serve(DESKTOP, TEXT), "/ferry-sails-for-good-48151"
    first = await desk.fetched(discovered(old))
    redirect(site, DESKTOP, new)
    moved_to = site.serve(new, page(new))

    moved = await desk.dropped(discovered(old, minute=1))
    found_there = await desk.dropped(discovered(moved_to, minute=2))
    site.serve(new, page(new, TEXT + "<p>On Friday it does not.</p>"))
    edited = await desk.fetched(discovered(moved_to, minute=3))

    assert (moved.reason, moved.version_id) == (DropReason.UNCHANGED, first.version_id)
    assert moved_to in moved.detail
    assert (found_there.reason, found_there.article_id) == (DropReason.UNCHANGED, first.article_id)
    assert (edited.article_id, edited.url, edited.previous_version_id) == (first.article_id, old, first.version_id)


async def test_an_address_that_leads_to_another_article_each_day_makes_each_its_own(desk: Newsdesk, site: Site) -> None:
    monday = site.serve("/live/war-in-the-bay-monday-10001", TEXT)
    tuesday = site.serve("/live/war-in-the-bay-tuesday-10002", TEXT + "<p>Tuesday.</p>")
    live = redirect(site, "/live", monday, 302)
    first = await desk.fetched(discovered(live))
    redirect(site, "/live", tuesday, 302)

    second = await desk.fetched(discovered(live, minute=1))

    assert (first.article_id, second.article_id) == (article_id(monday), article_id(tuesday))
    assert second.previous_version_id is None


async def test_a_redirect_to_the_home_page_is_no_article(desk: Newsdesk, site: Site) -> None:
    site.serve("/", TEXT)

    outcome = await desk.dropped(discovered(redirect(site, DESKTOP, "/", 302)))

    assert (outcome.reason, outcome.detail) == (DropReason.SOFT_NOT_FOUND, "redirected to its home page")


async def test_a_redirect_that_asks_for_consent_is_no_article(desk: Newsdesk, site: Site) -> None:
    wall = site.serve("/consent", f"<p>{'We value your privacy, and so do our partners. ' * 20}</p>")

    outcome = await desk.dropped(discovered(redirect(site, DESKTOP, wall + "?return=48151", 302)))

    assert outcome.reason is DropReason.CONSENT_WALL
    assert "/consent" in outcome.detail
