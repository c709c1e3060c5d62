import json
from datetime import timedelta

import pytest

from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import MOST_ENTRIES, FeedEntry, NotAFeed, ParsedFeed

FEED_URL = "https://tidepost.example/feeds/news.xml"


def rss(items: str, channel: str = "", declarations: str = "") -> ParsedFeed:
    body = f'<rss version="2.0" {declarations}><channel>{channel}{items}</channel></rss>'
    return parse_feed(body.encode(), "application/rss+xml", FEED_URL)


def item(inner: str = "", link: str = "https://tidepost.example/ferry") -> str:
    return f"<item><title>Ferry</title><link>{link}</link>{inner}</item>"


def only(feed: ParsedFeed) -> FeedEntry:
    (entry,) = feed.entries
    return entry


@pytest.mark.parametrize(
    ("channel", "ttl"),
    [
        ("<ttl>20</ttl>", timedelta(minutes=20)),
        ("<ttl> 20 </ttl><sy:updatePeriod>daily</sy:updatePeriod>", timedelta(minutes=20)),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", timedelta(days=1)),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            timedelta(hours=6),
        ),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None),
        ("<sy:updatePeriod>never</sy:updatePeriod>", None),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>999999999</ttl>", timedelta(days=365)),
        ("<ttl>99999999999999999999</ttl>", None),
        ("", None),
    ],
)
def test_a_feed_says_how_long_to_leave_it_alone_unless_that_is_a_default(channel: str, ttl: timedelta | None) -> None:
    feed = rss(item(), channel, 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"')

    assert feed.ttl == ttl


@pytest.mark.parametrize(
    ("hours", "skipped"), [((24, 1, 2), {0, 1, 2}), ((25, 7), {7}), (range(24), set()), ((), set())]
)
def test_hours_that_a_feed_asks_to_skip_are_those_it_lists_unless_these_are_all(
    hours: range, skipped: set[int]
) -> None:
    listed = "".join(f"<hour>{hour}</hour>" for hour in hours)

    assert rss(item(), f"<skipHours>\n{listed}</skipHours>").skip_hours == skipped


@pytest.mark.parametrize(
    ("language", "tag"), [("de-AT", "de-AT"), ("pt_BR", "pt-BR"), ("German, mostly", None), ("", None)]
)
def test_a_feed_and_its_entries_have_the_language_that_it_says(language: str, tag: str | None) -> None:
    feed = rss(item(), f"<language>{language}</language>")

    assert (feed.language, only(feed).language) == (tag, tag)


def test_an_entry_of_a_json_feed_may_have_a_language_of_its_own() -> None:
    items = [
        {"id": "1", "url": "https://quay.example/1", "language": "fr"},
        {"id": "2", "url": "https://quay.example/2"},
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "language": "en", "items": items}).encode()

    feed = parse_feed(body, "application/feed+json", FEED_URL)

    assert [entry.language for entry in feed.entries] == ["fr", "en"]


def test_links_start_from_xml_base() -> None:
    feed = rss(item(link="ferry.html").replace("<item>", '<item xml:base="https://lantern.example/2031/">'))

    assert only(feed).url == "https://lantern.example/2031/ferry.html"


@pytest.mark.parametrize(
    ("original", "url"),
    [("https://tidepost.example/ferry", "https://tidepost.example/ferry"), ("ftp:x", "https://clicks.example/~r/1")],
)
def test_where_feedburner_counts_clicks_the_articles_own_address_counts(original: str, url: str) -> None:
    inner = f"<feedburner:origLink>{original}</feedburner:origLink>"
    declaration = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'

    feed = rss(item(inner, "https://clicks.example/~r/1"), declarations=declaration)

    assert only(feed).url == url


def test_other_redirects_are_left_as_they_are() -> None:
    redirect = "https://search.example/rss/articles/CBMiabc?oc=5"

    assert only(rss(item(link=redirect))).url == redirect


def test_of_entries_that_differ_only_in_their_id_the_first_counts() -> None:
    first, second, other = (f'<guid isPermaLink="false">{name}</guid>' for name in ("one", "two", "three"))

    feed = rss(item(first) + item(second) + item(other, "https://quay.example/"))

    assert [entry.entry_id for entry in feed.entries] == ["one", "three"]


@pytest.mark.parametrize("title", ["If 1 < 2 and 3 > 2", "A &amp; B", "<b>Bold</b> words", "<!-- x -->No remark"])
def test_a_title_keeps_what_a_reader_sees(title: str) -> None:
    feed = rss(item().replace("Ferry", f"<![CDATA[{title}]]>"))

    seen = {"A &amp; B": "A & B", "<b>Bold</b> words": "Bold words", "<!-- x -->No remark": "No remark"}
    assert only(feed).title == seen.get(title, title)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#xD83D;&#xDE00;", "\U0001f600"),
        ("&#55357;&#56832;", "\U0001f600"),
        ("&#xD83D;", "\ufffd"),
        ("&#xDE00;&#xD83D;", "\ufffd\ufffd"),
        ("&#xD83D;&#xD83D;&#xDE00;", "\ufffd\U0001f600"),
        ("&#x110000;", "\ufffd"),
        ("&#99999999999;", "\ufffd"),
        ("&#x1F600;", "\U0001f600"),
    ],
)
def test_a_feed_with_references_to_no_characters_is_read_all_the_same(written: str, read: str) -> None:
    feed = rss(item().replace("Ferry", f"Ferry {written}!"))

    assert only(feed).title == f"Ferry {read}!"


def test_what_an_entry_says_stays_within_bounds() -> None:
    feed = rss(
        item(f"<guid>{'g' * 9_000}</guid><description>{'s' * 90_000}</description>").replace("Ferry", "t" * 9_000)
    )

    entry = only(feed)
    assert entry.entry_id is not None
    assert entry.title is not None
    assert entry.summary is not None
    assert (len(entry.entry_id), len(entry.title), len(entry.summary)) == (2_000, 1_000, 20_000)


@pytest.mark.parametrize(("length", "kept"), [(400_000, True), (600_000, False)])
def test_content_is_kept_as_a_whole_or_not_at_all(length: int, kept: bool) -> None:
    encoded = f"<content:encoded>{'c' * length}</content:encoded>"

    feed = rss(item(encoded), declarations='xmlns:content="http://purl.org/rss/1.0/modules/content/"')

    assert (only(feed).content == "c" * length) is kept


def test_a_link_longer_than_any_server_takes_is_none() -> None:
    feed = rss(item(link="https://tidepost.example/" + "x" * 9_000))

    assert (feed.entries, feed.skipped) == ((), 1)


def test_of_a_feed_with_more_markup_than_can_be_parsed_in_time_the_first_entries_are_read() -> None:
    feed = rss("".join(item("<br/>" * 1_000, f"https://tidepost.example/{number}") for number in range(400)))

    assert feed.cut_short
    assert 100 < len(feed.entries) < 150
    assert feed.entries[0].url == "https://tidepost.example/0"


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel>" + b"<a>" * 1_000_000,
        b"<rss><channel><item><title>" + b"&" * 3_000_000,
        b"<rss><channel>" + b"<" * 3_000_000,
        b"<rss><channel><a " + b"b=c " * 1_000_000 + b">",
        b'<feed xml:base="https://x.example/' + b"y" * 100_000 + b'"><entry><link href="z"/></entry></feed>',
        b'<feed xml:base="https://x.example/"><a xml:base="' + b'yy/"><a xml:base="' * 10_000,
    ],
    ids=["deep", "references", "brackets", "attributes", "long base", "growing base"],
)
def test_a_feed_that_would_take_a_parser_too_long_is_refused(body: bytes) -> None:
    with pytest.raises(NotAFeed, match=r"more markup|too long"):
        parse_feed(body, "application/xml", FEED_URL)


def test_within_content_a_long_base_is_not_written_out_for_each_link() -> None:
    base = "https://x.example/" + "y" * 3_000 + "/"
    content = "<content type='html'>" + "&lt;a href='z'&gt;z&lt;/a&gt;" * 10_000 + "</content>"
    feed = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}"><entry><link href="z"/>{content}</entry></feed>'
    )

    entry = only(parse_feed(feed.encode(), "application/atom+xml", FEED_URL))

    assert entry.url == f"{base}z"
    assert entry.content is not None
    assert len(entry.content) < 300_000


def test_of_more_items_than_are_read_in_a_json_feed_the_first_are() -> None:
    items = [{"id": str(number), "url": f"https://quay.example/{number}"} for number in range(MOST_ENTRIES + 1)]

    feed = parse_feed(json.dumps({"items": items}).encode(), "application/json", FEED_URL)

    assert (len(feed.entries), feed.cut_short) == (MOST_ENTRIES, True)


def test_json_of_more_values_than_memory_should_hold_is_refused() -> None:
    with pytest.raises(NotAFeed, match="values"):
        parse_feed(b'{"items":[' + b"{}," * 1_000_000 + b"{}]}", "application/json", FEED_URL)
