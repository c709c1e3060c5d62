import pytest

from claimwire.events import DropReason
from services.fetcher.judge_wall import judge_redirect, judge_wall, read_enough
from services.fetcher.page import FetchFailed

STORY = "<p>" + "The ferry to Vessel Bay sails again after the storm, each day at seven. " * 8 + "</p>"
PAID = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'


def judge(page: str) -> FetchFailed | None:
    return judge_wall(page.encode(), read_enough(page.encode()))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<title>404 Not Found</title><p>Try these stories.</p>", DropReason.SOFT_NOT_FOUND),
        (f"<title>Page not found | The Tide Post</title>{STORY}", DropReason.SOFT_NOT_FOUND),
        ("<title>The Tide Post \u2013 Seite nicht gefunden</title><p>Oje.</p>", DropReason.SOFT_NOT_FOUND),
        ("<title>Just a moment...</title><p>One moment.</p><script>1</script>", DropReason.NEEDS_SCRIPT),
        ("<p>Wait</p><script>window._cf_chl_opt = {}</script>", DropReason.NEEDS_SCRIPT),
        (
            '<div id="root"></div><noscript>No script</noscript><script src="a.js">',
            DropReason.NEEDS_SCRIPT,
        ),
        ('<title>Tide</title><div class="x" id=__next></div><p>Loading</p><script></script>', DropReason.NEEDS_SCRIPT),
        ("<title>The Tide Post</title><script>load()</script>", DropReason.NEEDS_SCRIPT),
        ("<title>The Tide Post</title><body></body>", DropReason.NO_ARTICLE),
        (
            '<form action="https://consent.tidepost.example/save"><p>Before</p></form>',
            DropReason.CONSENT_WALL,
        ),
        (
            '<body><form action="https://consent.tidepost.example/save">'
            + "<p>We ask you.</p>" * 30
            + "<div class=row>" * 1_000
            + "<p>航运公司周二表示</p>" * 50,
            DropReason.CONSENT_WALL,
        ),
        (
            f"<body>{STORY * 2}{'<div class=row>' * 1_000}<title>Page not found</title><p>Oje.</p>",
            DropReason.SOFT_NOT_FOUND,
        ),
        (
            "<body>"
            + "<div class=row>The ferry sails</div>" * 400
            + '<meta property="article:content_tier" content="locked">',
            DropReason.PAYWALL,
        ),
        (f"{PAID}<h1>Ferry sails</h1><p>The ferry sails.</p><p>Subscribe to read on.</p>", DropReason.PAYWALL),
        (f"{PAID}<p>The ferry sails.{' ' * 900}</p><p>{'Read on now. ' * 4}</p>" * 9, DropReason.PAYWALL),
        ('<meta property="article:content_tier" content="locked"><p>The ferry sails.</p>', DropReason.PAYWALL),
    ],
)
def test_a_page_instead_of_the_article_is_told_by_its_signs(page: str, reason: DropReason) -> None:
    failure = judge(page)

    assert failure is not None
    assert (failure.reason, failure.may_pass) == (reason, False)
    assert len(failure.detail) < 300


@pytest.mark.parametrize(
    "page",
    [
        "<p>The ferry sails again.</p>",
        f"<title>Page not found: how the web forgets</title>{STORY}",
        f'<title>404</title><script>{{"@type": "NewsArticle"}}</script>{STORY}',
        f"<title>Access denied</title>{STORY * 3}",
        f'<div id="root">{STORY}</div><script src="a.js"></script>',
        f"{PAID}{STORY}",
        f"{PAID}<div>The <b>ferry</b> sails <a href='/bay'>to the Bay</a> " + "and back again " * 15 + "</div>",
        f"{PAID}<p>" + "航运公司周二表示暴风雨过后渡轮恢复通航每天两班" * 30 + "</p>",
        "<title>渡轮</title><p>" + "航运公司周二表示" * 3 + "</p><script></script>",
        '<p>Wait</p><script>{"articleBody": "' + "The ferry sails again. " * 12 + '"}</script>',
        "The ferry sails again, as plain text in a page.",
    ],
)
def test_an_article_passes(page: str) -> None:
    assert judge(page) is None


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        ("https://consent.tidepost.example/?continue=ferry", DropReason.CONSENT_WALL),
        ("https://guce.search.example/copyConsent", DropReason.CONSENT_WALL),
        ("https://tidepost.example/consent?return=/ferry", DropReason.CONSENT_WALL),
        ("https://tidepost.example/de/cookie-wall/", DropReason.CONSENT_WALL),
        ("https://tidepost.example/", DropReason.SOFT_NOT_FOUND),
        ("https://elsewhere.example/index.html", DropReason.SOFT_NOT_FOUND),
        ("https://www.tidepost.example/news/", DropReason.SOFT_NOT_FOUND),
    ],
)
def test_the_end_of_a_redirect_tells_a_wall(ended: str, reason: DropReason) -> None:
    failure = judge_redirect("https://tidepost.example/news/ferry-sails-again-48151", ended)

    assert failure is not None
    assert failure.reason is reason


@pytest.mark.parametrize(
    ("asked", "ended"),
    [
        ("https://tidepost.example/ferry", "https://tidepost.example/ferry"),
        ("https://tidepost.example/ferry", "https://www.tidepost.example/ferry-sails"),
        ("https://tidepost.example/ferry", "https://tidepost.example/new-consent-law-passed"),
        ("https://tidepost.example", "https://www.tidepost.example/"),
        ("https://tidepost.example/ferry-sails-again-48151/amp", "https://tidepost.example/ferry-sails-again-48151"),
        ("https://tidepost.example/a/b", "https://tidepost.example/a"),
        ("https://tidepost.example/consent", "https://tidepost.example/consent/"),
    ],
)
def test_other_redirects_pass(asked: str, ended: str) -> None:
    assert judge_redirect(asked, ended) is None
