import pytest

from services.fetcher.find_feeds import FoundFeed, find_feeds, sitemaps_in_robots

PAGE = "https://tidepost.example/2031/"


def urls(markup: str) -> list[str]:
    return [feed.url for feed in find_feeds(f"<html><head>{markup}</head></html>", PAGE)]


def test_a_page_names_its_feeds_in_its_head() -> None:
    markup = """
    <LINK REL='alternate stylesheet' type=application/rss+xml; href="/feed?a=1&amp;b=2" title="The &gt; Tide">
    <link rel="alternate" type="application/atom+xml; charset=utf-8" href="atom.xml"/>
    <link rel=feed href=https://quay.example/all>
    <link rel="alternate" type="application/rss+xml" href="/comments/feed/" title="The Tide Post &raquo; Comments">
    <link href="/feed?a=1&b=2" rel="alternate" type="application/rss+xml">
    """

    found = find_feeds(markup, PAGE)

    assert found == (
        FoundFeed(url="https://tidepost.example/feed?a=1&b=2", title="The > Tide"),
        FoundFeed(url="https://tidepost.example/2031/atom.xml"),
        FoundFeed(url="https://quay.example/all"),
        FoundFeed(url="https://tidepost.example/comments/feed/", title="The Tide Post » Comments", of_comments=True),
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="alternate" hreflang="de" href="/de">',
        '<link rel="stylesheet" type="application/rss+xml" href="/x">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml" href="http://[broken">',
        '<!-- <link rel="alternate" type="application/rss+xml" href="/x"> -->',
        "<script>'<link rel=alternate type=application/rss+xml href=/x>'</script >",
        "<STYLE><link rel=alternate type=application/rss+xml href=/x></STYLE>",
        "<linking rel=alternate type=application/rss+xml href=/x>",
        "<link rel=alternate type=application/rss+xml href=/x",
    ],
)
def test_what_only_looks_like_a_feeds_link_is_none(markup: str) -> None:
    assert urls(markup) == []


def test_a_link_starts_from_the_pages_base() -> None:
    markup = "<base href='//cdn.example/x/'><base href='/late/'><link rel=alternate type=text/xml href=rss.xml>"

    assert urls(markup) == ["https://cdn.example/x/rss.xml"]


def test_a_link_behind_a_script_is_found_whatever_letters_the_script_holds() -> None:
    markup = f"<script>{'İ' * 50}</SCRIPT><link rel=alternate type=application/rss+xml href=/feed>"

    assert urls(markup) == ["https://tidepost.example/feed"]


@pytest.mark.parametrize(
    "piece", ["<link ", '<link a="', "<link '\"", "<!--", "<script>", "<script></script", "<base x="]
)
def test_pages_made_to_take_long_are_searched_all_the_same(piece: str) -> None:
    assert urls(piece * 300_000) == []


def test_of_a_page_that_names_endless_feeds_some_are_found() -> None:
    markup = "".join(f"<link rel=feed href=/{number}>" for number in range(1_000))

    assert len(urls(markup)) == 50


def test_robots_names_sitemaps_and_those_of_news_come_first() -> None:
    robots = """User-agent: *
    Disallow: /x
    sitemap : /all.xml
    SITEMAP: https://tidepost.example/news.xml # today
    Sitemap: ftp://tidepost.example/x
    # Sitemap: /no.xml
    Sitemap: /all.xml"""

    assert sitemaps_in_robots(robots, "https://tidepost.example/robots.txt") == (
        "https://tidepost.example/news.xml",
        "https://tidepost.example/all.xml",
    )
