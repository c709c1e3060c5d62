from claimwire.events import DropReason
from services.fetcher.discover_feeds import DiscoverFeeds
from services.fetcher.find_feeds import FoundFeed
from services.fetcher.page import FetchFailed, Page
from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import ParsedFeed
from services.fetcher.request_options import RequestOptions

SITE = "https://tidepost.example"
RSS = "<rss version='2.0'><channel><title>The Tide Post</title></channel></rss>"
SITEMAP = "<urlset><url><loc>https://tidepost.example/a</loc></url></urlset>"
SECRET = RequestOptions(headers={"Authorization": "Bearer sesame"})


async def parse(body: bytes, content_type: str, feed_url: str) -> ParsedFeed:
    return parse_feed(body, content_type, feed_url)


class Web:
    def __init__(self, **bodies: str) -> None:
        self.bodies = bodies
        self.asked: list[tuple[str, bool]] = []

    async def get(self, address: str, *, options: RequestOptions | None = None) -> Page:
        self.asked.append((address, bool(options and options.headers)))
        body = self.bodies.get(address.removeprefix(SITE))
        if body is None:
            raise FetchFailed(DropReason.NOT_FOUND, "HTTP status 404")
        return Page(url=address, body=body.encode(), media_type="text/html", charset="no-such")


async def test_a_feeds_address_is_a_feed() -> None:
    web = Web(**{"/x": RSS})

    found = await DiscoverFeeds(fetch=web.get, parse=parse)(f"{SITE}/x", SECRET)

    assert found.is_feed
    assert found.feeds == (FoundFeed(url=f"{SITE}/x", title="The Tide Post"),)
    assert web.asked == [(f"{SITE}/x", True)]


async def test_a_page_that_names_feeds_is_asked_for_nothing_else() -> None:
    web = Web(**{"/": "<link rel=alternate type=application/rss+xml href=/all title=All>"})

    found = await DiscoverFeeds(fetch=web.get, parse=parse)(f"{SITE}/", SECRET)

    assert (found.is_feed, found.feeds) == (False, (FoundFeed(url=f"{SITE}/all", title="All"),))
    assert len(web.asked) == 1


async def test_of_a_page_that_names_none_the_first_feed_at_a_well_known_address_is_found() -> None:
    web = Web(**{"/2031/": "<p>News</p>", "/feed": "<p>No feed</p>", "/rss": RSS, "/rss.xml": RSS})

    found = await DiscoverFeeds(fetch=web.get, parse=parse)(f"{SITE}/2031/", SECRET)

    assert (found.is_feed, found.feeds) == (False, (FoundFeed(url=f"{SITE}/rss", title="The Tide Post"),))


async def test_at_last_the_sitemaps_that_robots_names_are_tried_and_none_elsewhere_gets_the_headers() -> None:
    elsewhere = "https://maps.example/a.xml"
    robots = f"Sitemap: {elsewhere}\nSitemap: /none.xml\nSitemap: /map.xml\nSitemap: /one-too-many.xml"
    web = Web(**{"/": "<p>News</p>", "/robots.txt": robots, "/map.xml": SITEMAP, elsewhere: SITEMAP})

    found = await DiscoverFeeds(fetch=web.get, parse=parse)(f"{SITE}/", SECRET)

    assert [feed.url for feed in found.feeds] == [elsewhere, f"{SITE}/map.xml"]
    assert {address for address, with_headers in web.asked if not with_headers} == {elsewhere}


async def test_a_site_without_any_feed_has_none_for_a_reason() -> None:
    web = Web(**{"/": "<p>News</p>"})

    found = await DiscoverFeeds(fetch=web.get, parse=parse)(f"{SITE}/", SECRET)

    assert (found.is_feed, found.feeds) == (False, ())
    assert "no RSS" in found.reason
