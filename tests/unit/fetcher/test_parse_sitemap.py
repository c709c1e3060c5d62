import gzip
from collections.abc import Callable

import pytest

from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import MOST_ENTRIES, NotAFeed

URL = "https://tidepost.example/sitemap_news.xml"

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by <urlset> -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url>
  <loc>https://tidepost.example/2031/mill</loc>
  <image:image><image:loc>https://tidepost.example/mill.jpg</image:loc><image:title>A mill</image:title></image:image>
  <news:news>
    <news:publication><news:name>The Tide Post</news:name><news:language>en</news:language></news:publication>
    <news:publication_date>2031-03-03T08:00:00+01:00</news:publication_date>
    <news:title>Mill &amp; vote delayed</news:title>
  </news:news>
</url>
<url>
  <loc>https://tidepost.example/2031/ferry?id=1&amp;x=2</loc>
  <lastmod>2031-03-04T09:30:00Z</lastmod>
  <news:news>
    <news:publication><news:name>The Tide Post</news:name><news:language>pt_BR</news:language></news:publication>
    <news:publication_date>2031-03-04</news:publication_date>
    <news:title><![CDATA[Ferry sails]]></news:title>
  </news:news>
</url>
<url><loc>javascript:alert(1)</loc></url>
</urlset>"""


def sitemap(*urls: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'.encode()


def url(name: str, changed: str | None = None) -> str:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>https://tidepost.example/{name}</loc>{lastmod}</url>"


def names(body: bytes) -> list[str]:
    return [entry.url.rpartition("/")[2] for entry in parse_feed(body, "text/xml", URL).entries]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda body: body.decode().encode("utf-16")])
def test_a_news_sitemap_yields_what_an_article_needs_newest_first(pack: Callable[[bytes], bytes]) -> None:
    body = pack(NEWS.replace('encoding="UTF-8"', "").encode())

    feed = parse_feed(body, "application/x-gzip", URL)

    ferry, mill = feed.entries
    assert (feed.title, feed.language, feed.skipped, feed.cut_short) == ("The Tide Post", "en", 1, False)
    assert ferry.url == "https://tidepost.example/2031/ferry?id=1&x=2"
    assert (ferry.title, ferry.language) == ("Ferry sails", "pt-BR")
    assert ferry.published is not None
    assert ferry.published.text == "2031-03-04"
    assert ferry.updated is not None
    assert ferry.updated.text == "2031-03-04T09:30:00Z"
    assert (mill.url, mill.title) == ("https://tidepost.example/2031/mill", "Mill & vote delayed")


def test_a_news_sitemap_without_namespaces_is_read_all_the_same() -> None:
    body = NEWS.replace("xmlns:news=", "data-x=").replace("xmlns:image=", "data-y=").encode()

    assert names(body) == ["ferry?id=1&x=2", "mill"]


def test_a_plain_sitemap_yields_what_changed_last_first() -> None:
    body = sitemap(url("old", "2031-01-01"), url("undated"), url("new", "2031-03-01T10:00:00Z"), url("odd", "soon"))

    assert names(body) == ["new", "old", "undated", "odd"]


def test_a_time_that_is_the_sitemaps_own_is_no_change_of_its_articles() -> None:
    made = "2031-03-04T12:00:00Z"
    body = sitemap(*(url(f"story-{number}", made) for number in range(5)), url("edited", "2031-03-04T11:00:00Z"))

    feed = parse_feed(body, "text/xml", URL)

    assert [entry.updated.text for entry in feed.entries if entry.updated] == ["2031-03-04T11:00:00Z"]


def test_of_a_huge_sitemap_the_newest_are_read() -> None:
    dated = [url(f"d{number}", f"20{10 + number % 20}-01-01") for number in range(MOST_ENTRIES + 10)]

    feed = parse_feed(sitemap(*dated), "text/xml", URL)

    assert feed.cut_short
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.entries[0].updated is not None
    assert feed.entries[0].updated.text == "2029-01-01"


def test_of_a_huge_sitemap_without_dates_both_ends_are_read() -> None:
    found = names(sitemap(*(url(f"u{number}") for number in range(MOST_ENTRIES + 10))))

    assert len(found) == MOST_ENTRIES
    assert (found[0], found[-1]) == ("u0", f"u{MOST_ENTRIES + 9}")


def test_an_index_names_its_sitemaps_those_of_news_and_those_that_changed_last_first() -> None:
    def child(name: str, changed: str | None = None) -> str:
        return url(name, changed).replace("url>", "sitemap>")

    index = "".join(
        [
            child("posts-1.xml"),
            child("2030.xml", "2030-12-31"),
            child("2031.xml.gz", "2031-03-04T10:00:00+00:00"),
            child("posts-2.xml"),
            child("news.xml"),
            child("posts-3.xml"),
        ]
    )
    body = f'<s:sitemapindex xmlns:s="urn:x">{index}</s:sitemapindex>'.encode()

    feed = parse_feed(body, "text/xml", URL)

    assert feed.entries == ()
    assert [child.rpartition("/")[2] for child in feed.children] == [
        "news.xml",
        "2031.xml.gz",
        "2030.xml",
        "posts-3.xml",
        "posts-1.xml",
        "posts-2.xml",
    ]


def test_of_a_sitemap_that_was_cut_short_what_arrived_is_read() -> None:
    body = sitemap(url("first"), url("second"), url("third"))

    feed = parse_feed(body[: body.index(b"third")], "text/xml", URL)

    assert [entry.url.rpartition("/")[2] for entry in feed.entries] == ["first", "second"]
    assert feed.cut_short


def test_an_empty_sitemap_is_one_without_entries() -> None:
    feed = parse_feed(b"<urlset/>", "text/xml", URL)

    assert (feed.entries, feed.ttl, feed.children) == ((), None, ())


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE urlset [<!ENTITY a "ha">]><urlset><url><loc>&a;</loc></url></urlset>',
        b'<!DOCTYPE urlset SYSTEM "http://x.example/d.dtd"><urlset/>',
        b"<urlset>" + b"<a>" * 1_000_000,
        b"<urlset><url " + b"".join(b'a%d="" ' % number for number in range(200_000)) + b"/></urlset>",
        b"<urlset><!--" + b"x" * 1_000_000 + b"--></urlset>",
        b"<urlset>" + b"<",
        b"<urlset></sitemapindex>",
        b'<?xml version="1.0" encoding="shift_jis"?><urlset/>',
        b'<?xml version="1.0" encoding="no-such"?><urlset/>',
    ],
    ids=["entities", "doctype", "deep", "attributes", "comment", "cut", "crossed", "multi-byte", "unknown"],
)
def test_a_sitemap_that_is_broken_or_not_safe_is_refused(body: bytes) -> None:
    with pytest.raises(NotAFeed, match="sitemap"):
        parse_feed(body, "text/xml", URL)


def test_a_packed_sitemap_is_unpacked_no_further_than_the_limit() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 5_000_000)

    with pytest.raises(NotAFeed, match="more than 1000000 bytes"):
        parse_feed(bomb, "application/gzip", URL, most_bytes=1_000_000)


def test_a_packed_feed_that_is_broken_is_refused() -> None:
    with pytest.raises(NotAFeed, match="cannot be unpacked"):
        parse_feed(gzip.compress(NEWS.encode())[:-200], "application/gzip", URL)
