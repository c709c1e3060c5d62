import json

import pytest

from claimwire.models import Granularity
from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import NotAFeed

FEED_URL = "https://tidepost.example/feeds/news.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Tide Post</title><link>https://tidepost.example/</link>
<item>
  <title>Harbour &amp;amp; ferry reopen</title>
  <link>/2031/harbour?utm_source=rss</link>
  <guid isPermaLink="false">post-17</guid>
  <pubDate>Mon, 03 Mar 2031 10:22:05 +0200</pubDate>
  <description>The ferry to Vessel Bay sails again.</description>
  <content:encoded><![CDATA[<p>The ferry to Vessel Bay sails again, said Ada Quill.</p>]]></content:encoded>
</item>
<item><title>No link here</title></item>
<item><title>Bad link</title><link>javascript:alert(1)</link></item>
<item><title>Broken link</title><link>http://[broken</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern Daily</title>
<entry><id>urn:lantern:5</id><title type="html">&lt;b&gt;Mill&lt;/b&gt; vote delayed</title>
<link rel="alternate" href="https://lantern.example/mill"/>
<published>2031-03-03T10:22Z</published><updated>2031-03-04</updated>
<summary>Council postpones.</summary>
<content type="html">&lt;p&gt;The council of Orrin postponed.&lt;/p&gt;</content></entry>
</feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Quay Wire",
    "items": [
        {
            "id": 42,
            "url": "stories/42",
            "title": "Bridge inspected",
            "date_published": "2031-03-03T10:22:05-05:00",
            "content_text": "Inspectors walked the bridge.",
        },
        {"id": "https://quay.example/43", "summary": "Its id is its address."},
        {"id": "44", "title": "No address"},
        "not an item",
    ],
}


def test_rss_yields_what_an_article_needs() -> None:
    feed = parse_feed(RSS.encode(), "application/rss+xml", FEED_URL)

    (entry,) = feed.entries
    assert feed.title == "The Tide Post"
    assert feed.skipped == 3
    assert entry.url == "https://tidepost.example/2031/harbour?utm_source=rss"
    assert entry.entry_id == "post-17"
    assert entry.title == "Harbour & ferry reopen"
    assert entry.summary == "The ferry to Vessel Bay sails again."
    assert entry.content == "<p>The ferry to Vessel Bay sails again, said Ada Quill.</p>"
    assert entry.published is not None
    assert entry.published.text == "2031-03-03T10:22:05+02:00"
    assert entry.published.source == "feed"
    assert entry.updated is None


def test_atom_yields_both_dates_as_exactly_as_they_are_written() -> None:
    feed = parse_feed(ATOM.encode(), "application/atom+xml", "https://lantern.example/atom")

    (entry,) = feed.entries
    assert entry.url == "https://lantern.example/mill"
    assert entry.title == "Mill vote delayed"
    assert entry.published is not None
    assert (entry.published.text, entry.published.granularity) == ("2031-03-03T10:22Z", Granularity.MINUTE)
    assert entry.updated is not None
    assert (entry.updated.text, entry.updated.granularity) == ("2031-03-04", Granularity.DAY)


@pytest.mark.parametrize("content_type", ["application/feed+json", "text/plain", ""])
def test_json_feed_is_read_whatever_its_server_calls_it(content_type: str) -> None:
    body = b"\xef\xbb\xbf" + json.dumps(JSON_FEED).encode()

    feed = parse_feed(body, content_type, "https://quay.example/feed.json")

    bridge, by_id = feed.entries
    assert (feed.title, feed.skipped) == ("Quay Wire", 2)
    assert (bridge.url, bridge.entry_id, bridge.content) == (
        "https://quay.example/stories/42",
        "42",
        "Inspectors walked the bridge.",
    )
    assert bridge.published is not None
    assert bridge.published.text == "2031-03-03T10:22:05-05:00"
    assert by_id.url == "https://quay.example/43"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_a_feed_that_declares_entities_is_refused_in_every_encoding(encoding: str) -> None:
    lol = '<!DOCTYPE rss [<!ENTITY a "ha"><!entity b "&a;&a;&a;">]><rss version="2.0"><channel>&b;</channel></rss>'

    with pytest.raises(NotAFeed, match="declares entities"):
        parse_feed(lol.encode(encoding), "application/xml", FEED_URL)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'<?xml version="1.0" encoding="utf-7"?>+ADw-rss+AD4-', "application/xml"),
        (b"+ADwAIQ-ENTITY", "application/xml; charset=utf-7"),
        (b'<?xml version="1.0" encoding="cp037"?>', "application/xml"),
    ],
)
def test_an_encoding_that_hides_declarations_is_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(NotAFeed, match="is not accepted for feeds"):
        parse_feed(body, content_type, FEED_URL)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0\0\0",
        b"<html><body>A page</body></html>",
        b"/etc/hostname",
        b"https://tidepost.example/",
        b"{",
        b"[]",
        b'{"items": 3}',
        b"{" * 100_000,
    ],
    ids=["empty", "zeros", "page", "path", "address", "cut json", "list", "no items", "deep json"],
)
def test_what_is_no_feed_is_refused_with_a_reason(body: bytes) -> None:
    with pytest.raises(NotAFeed, match=r"the body is"):
        parse_feed(body, "", FEED_URL)


def test_a_feed_cut_short_yields_the_entries_that_arrived() -> None:
    cut = RSS[: RSS.index("<item><title>No link")]

    feed = parse_feed(cut.encode(), "application/rss+xml", FEED_URL)

    assert len(feed.entries) == 1


def test_ebcdic_is_refused_although_it_declares_nothing() -> None:
    body = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">]><rss>&a;</rss>'.encode("cp037")

    with pytest.raises(NotAFeed, match="EBCDIC"):
        parse_feed(body, "application/xml", FEED_URL)
