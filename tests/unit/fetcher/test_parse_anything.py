"""Whatever bytes come, they are a feed or none: no other error, and no hang."""

import contextlib
import gzip

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.fetcher.find_feeds import find_feeds, sitemaps_in_robots
from services.fetcher.opml import NotOpml, read_opml
from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import NotAFeed, ParsedFeed

FEED_URL = "https://tidepost.example/feed"

SITEMAP = b"""<urlset xmlns:news="urn:n"><url><loc>https://tidepost.example/a</loc><lastmod>2031-03-04</lastmod>
<news:news><news:publication_date>2031-03-04T10:00Z</news:publication_date><news:title>A &amp; b</news:title>
</news:news></url><url><loc>https://tidepost.example/c</loc></url></urlset>"""
INDEX = b"<sitemapindex><sitemap><loc>https://tidepost.example/s.xml</loc></sitemap></sitemapindex>"
RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>T</title><ttl>5</ttl><item><title>A
</title><link>https://tidepost.example/a</link><pubDate>Mon, 03 Mar 2031 10:22:05 +0200</pubDate>
<description>&lt;a href="x"&gt;b&lt;/a&gt;</description></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/x/"><entry><id>urn:1</id><link href="a"/>
<updated>2031-03-04T10:00:00Z</updated><content type="xhtml"><div>b</div></content></entry></feed>"""
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "url": "/a", "date_published": "2031"}]}'

DOCUMENTS = st.sampled_from([SITEMAP, INDEX, RSS, ATOM, JSON])
CONTENT_TYPES = st.sampled_from(
    ["", "application/xml", "text/html; charset=latin-1", "application/json", "x; charset=\0"]
)
PIECES = st.one_of(
    st.binary(max_size=20),
    st.sampled_from(
        [b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"<?", b"\0", b"&#0;", b"\xff\xfe", b"<item>", b'"']
    ),
    st.sampled_from(
        [b"</url>", b"<loc>", b"<urlset>", b"{", b"[", b"1e999", b"http://[", b"\xed\xa0\x80", b"&#xD800;"]
    ),
)


def parse(body: bytes, content_type: str = "") -> None:
    with contextlib.suppress(NotAFeed):
        assert isinstance(parse_feed(body, content_type, FEED_URL, most_bytes=1_000_000), ParsedFeed)


@pytest.mark.parametrize("document", [SITEMAP, INDEX, RSS, ATOM, JSON])
def test_what_is_broken_below_is_a_feed_while_whole(document: bytes) -> None:
    feed = parse_feed(document, "", FEED_URL, most_bytes=1_000_000)

    assert feed.entries or feed.children


@settings(max_examples=200, deadline=None)
@given(body=st.binary(max_size=200), content_type=CONTENT_TYPES)
@example(body=b"\x1f\x8b\x08", content_type="")
def test_any_bytes_are_a_feed_or_none(body: bytes, content_type: str) -> None:
    parse(body, content_type)


@settings(max_examples=300, deadline=None)
@given(document=DOCUMENTS, changes=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 30), PIECES), max_size=6))
def test_any_broken_feed_is_a_feed_or_none(document: bytes, changes: list[tuple[int, int, bytes]]) -> None:
    for at, removed, piece in changes:
        document = document[:at] + piece + document[at + removed :]

    parse(document)


@settings(max_examples=200, deadline=None)
@given(document=DOCUMENTS, length=st.integers(0, 700), packed=st.booleans())
def test_any_feed_that_is_cut_short_is_a_feed_or_none(document: bytes, length: int, packed: bool) -> None:
    parse(gzip.compress(document)[:length] if packed else document[:length])


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300), piece=st.sampled_from(["<opml>", "<link rel=feed href=", "Sitemap: ", "<script>"]))
def test_any_text_is_a_page_with_feeds_or_without(text: str, piece: str) -> None:
    find_feeds(piece + text, FEED_URL)
    sitemaps_in_robots(piece + text, FEED_URL)

    with contextlib.suppress(NotOpml):
        read_opml((piece + text).encode("utf-8", "surrogatepass"))


LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("root", ["urlset", "sitemapindex", "rss", "feed", "opml"])
@pytest.mark.parametrize(
    "declaration",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        f'<!ENTITY l9 "{"ha" * 100_000}">',
        '<!ENTITY l9 SYSTEM "file:///etc/hostname">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;',
    ],
    ids=["a billion laughs", "quadratic", "a file", "a parameter"],
)
def test_xml_that_declares_entities_is_refused_unread(declaration: str, root: str, encoding: str) -> None:
    bomb = f"<!DOCTYPE {root} [{declaration}]><{root}>{'&l9;' * 1_000}</{root}>".encode(encoding)

    with pytest.raises((NotAFeed, NotOpml), match="declare"):
        _ = read_opml(bomb) if root == "opml" else parse_feed(bomb, "", FEED_URL)
