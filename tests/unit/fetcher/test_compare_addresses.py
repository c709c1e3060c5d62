import pytest

from services.fetcher.compare_addresses import is_front, may_move, may_stand_for, site_of

STORY = "https://www.tidepost.example/2031/03/04/ferry-sails-again-after-storm-48151"


@pytest.mark.parametrize(
    "address",
    [
        "http://tidepost.example/ferry-sails-again-after-storm-48151",
        "https://m.tidepost.example/ferry-sails-again-after-storm-48151",
        "https://mobile.tidepost.example/story/48151",
        "https://amp.tidepost.example/story/48151",
        f"{STORY}/amp",
        f"{STORY}?amp=1",
        f"{STORY}?ref=front",
        "https://www-tidepost-example.cdn.ampproject.org/c/s/www.tidepost.example/2031/ferry-sails-again-48151/amp",
        "https://www.google.com/amp/s/www.tidepost.example/2031/ferry-sails-again-48151.amp.html",
        "https://www.tidepost.example/2031/03/04/ferry-sails-again-after-the-storm",
        "https://www.tidepost.example/?p=12",
        "https://www.tidepost.example/x",
    ],
)
def test_a_form_of_the_same_article_may_be_known_by_its_canonical_address(address: str) -> None:
    assert may_stand_for(STORY, address)


@pytest.mark.parametrize(
    ("canonical", "because"),
    [
        ("https://www.seapost.example/2031/03/04/ferry-sails-again-after-storm-48151", "it is on another site"),
        ("https://blogs.tidepost.example/ferry-sails-again-after-storm-48151", "the subdomain may be another's"),
        ("https://www.tidepost.example.evil.example/ferry-sails-again-after-storm-48151", "the site is another's"),
        ("https://www.tidepost.example:8443/ferry-sails-again-after-storm-48151", "it is another server"),
        ("https://www.tidepost.example/", "it is the home page"),
        ("https://www.tidepost.example/index.html", "it is the home page"),
        ("https://www.tidepost.example/news", "it is a section"),
        ("https://www.tidepost.example/2031/03/04", "it is a day"),
        ("https://www.tidepost.example/all-the-news-there-is/", "it is a section"),
        ("https://www.tidepost.example/2031/03/04/harbour-master-quits-post-16815", "it is another article"),
        ("https://www.tidepost.example/story/16815", "it is another article"),
        ("https://www.tidepost.example/" + "a-b-c-" * 500 + "48151", "it is longer than any address"),
    ],
)
def test_a_page_may_not_be_known_by_an_address_that_is_not_its_own(canonical: str, because: str) -> None:
    assert not may_stand_for(canonical, STORY), because


@pytest.mark.parametrize(
    ("canonical", "address"),
    [
        ("https://tidepost.example/story.php", "https://tidepost.example/story.php?id=7"),
        ("https://tidepost.example/a-series-on-the-sea/", "https://tidepost.example/a-series-on-the-sea/part-1"),
        ("https://tidepost.example/2031/03/04/", "https://tidepost.example/2031/03/04/storm"),
    ],
)
def test_two_articles_are_not_made_one_by_what_they_share(canonical: str, address: str) -> None:
    assert not may_stand_for(canonical, address)


@pytest.mark.parametrize(
    ("canonical", "address"),
    [
        ("https://tidepost.example/a/7", "http://www.tidepost.example/a/7"),
        ("https://tidepost.example/2031/3/storm", "https://tidepost.example/2031/3/storm?share=mail"),
        ("https://tidepost.example/news/clymn8zyrp9o", "https://tidepost.example/news/clymn8zyrp9o.amp"),
    ],
)
def test_short_addresses_are_known_by_their_own(canonical: str, address: str) -> None:
    assert may_stand_for(canonical, address)


@pytest.mark.parametrize(
    ("target", "may"),
    [
        (f"{STORY}-corrected", True),
        ("https://tidepost.example/2031/03/04/another-headline-for-it", True),
        ("https://www.tidepost.example/", False),
        ("https://www.tidepost.example/news", False),
        ("https://elsewhere.example/ferry-sails-again-after-storm-48151", False),
    ],
)
def test_a_redirect_leads_to_an_article_of_the_same_site_and_to_no_section(target: str, may: bool) -> None:
    assert may_move(STORY, target) is may


def test_desktop_mobile_and_amp_hosts_are_one_site() -> None:
    hosts = ("tidepost.example", "www.tidepost.example", "m.tidepost.example", "amp.tidepost.example:443")

    assert {site_of(f"https://{host}/a") for host in hosts} == {"tidepost.example"}
    assert site_of("https://en.m.tidepost.example/a") == "en.tidepost.example"
    assert site_of("https://m.example/a") == "m.example"


def test_an_amp_cache_is_the_site_whose_page_it_holds_and_no_other_host_is() -> None:
    assert site_of("https://x.cdn.ampproject.org/c/s/amp.tidepost.example/a") == "tidepost.example"
    assert site_of("https://ampproject.example/c/s/tidepost.example/a") == "ampproject.example"
    assert site_of("https://www.google.com/search/s/tidepost.example/a") == "google.com"


def test_a_home_page_is_known_as_one() -> None:
    assert is_front("https://tidepost.example")
    assert is_front("https://tidepost.example/index.php")
    assert not is_front("https://tidepost.example/?p=48151")
    assert not is_front("https://tidepost.example/ferry")
