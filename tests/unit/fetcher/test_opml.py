import xml.etree.ElementTree as ET
from dataclasses import dataclass

import pytest

from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.opml import NotOpml, Outline, read_opml, subscription_of, write_opml

LIST = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>Mine</title></head><body>
<outline text="News">
  <outline text="Coast" title="The coast">
    <outline type="rss" text="Tide" title="The Tide Post \xe9" xmlUrl=" https://tidepost.example/feed?a=1&amp;b=2 "/>
    <outline text="Lantern" xmlurl="feed://lantern.example/rss" htmlUrl="https://lantern.example"/>
  </outline>
  <outline text="Quay" type="rss" xmlUrl="feed:https://quay.example/atom" category="/Boats,/News"/>
</outline>
<outline text="Tide again" xmlUrl="https://tidepost.example/feed?a=1&amp;b=2"/>
<outline text="Mill" xmlUrl="https://mill.example/feed" category="/Grain"/>
</body></opml>"""


@dataclass(frozen=True)
class Described:
    subscription: FeedSubscription
    title: str | None = None


def test_a_list_of_another_reader_yields_its_feeds_with_their_folders() -> None:
    assert read_opml(LIST) == (
        Outline(url="https://tidepost.example/feed?a=1&b=2", title="The Tide Post é", category="News/The coast"),
        Outline(url="http://lantern.example/rss", title="Lantern", category="News/The coast"),
        Outline(url="https://quay.example/atom", title="Quay", category="News"),
        Outline(url="https://mill.example/feed", title="Mill", category="/Grain"),
    )


def test_a_list_that_was_written_yields_the_same_subscriptions() -> None:
    subscriptions = [
        FeedSubscription("https://tidepost.example/feed?a=1&b=<2>"),
        FeedSubscription(
            "https://quay.example/feed",
            outlet='The "Quay" & Pier\n',
            interval_seconds=90.5,
            headers={"Authorization": "Bearer ${QUAY_TOKEN}", "X-Key": "${QUAY_KEY}"},
            proxy="http://${PROXY_USER}:${PROXY_PASSWORD}@proxy.example:3128",
            language="pt-BR",
            content_only=True,
        ),
        FeedSubscription("https://mill.example/feed", interval_seconds=3600.0, proxy="${PROXY}"),
    ]

    text = write_opml(Described(subscription, "A title") for subscription in subscriptions)

    assert [subscription_of(outline) for outline in read_opml(text.encode())] == [
        subscriptions[0],
        FeedSubscription(**{**vars(subscriptions[1]), "outlet": 'The "Quay" & Pier'}),
        subscriptions[2],
    ]


def test_other_readers_can_read_a_list_that_was_written() -> None:
    described = [
        Described(FeedSubscription("https://tidepost.example/feed"), "Tide\x00 & \ud800Co"),
        Described(FeedSubscription("https://quay.example/feed", outlet="The Quay")),
    ]

    outlines = ET.fromstring(write_opml(described)).findall("./body/outline")  # noqa: S314 - the test's own

    assert [(each.get("text"), each.get("type"), each.get("xmlUrl")) for each in outlines] == [
        ("Tide & Co", "rss", "https://tidepost.example/feed"),
        ("The Quay", "rss", "https://quay.example/feed"),
    ]


@pytest.mark.parametrize("value", ["sesame", "Bearer sesame", "Bearer sesame${X}", "sesame ${X}", "${X} sesame"])
def test_a_header_that_may_hold_a_secret_is_not_written(value: str) -> None:
    text = write_opml([Described(FeedSubscription("https://quay.example/feed", headers={"X-Key": value}))])

    assert "sesame" not in text
    assert read_opml(text.encode())[0].headers == {}


@pytest.mark.parametrize("proxy", ["http://user:sesame@proxy.example", "http://sesame@proxy.example", "sesame"])
def test_a_proxy_that_holds_a_secret_is_not_written(proxy: str) -> None:
    text = write_opml([Described(FeedSubscription("https://quay.example/feed", proxy=proxy))])

    assert "sesame" not in text


def test_of_a_feed_that_is_known_what_a_list_does_not_say_stays() -> None:
    known = FeedSubscription("https://quay.example/feed", "The Quay", 60.0, {"X": "${X}"}, "${P}", "de", True)

    assert subscription_of(Outline(url=known.url), known) == known
    assert subscription_of(Outline(url=known.url, language="fr", content_only=False), known) == FeedSubscription(
        known.url, "The Quay", 60.0, {"X": "${X}"}, "${P}", "fr", False
    )


@pytest.mark.parametrize("attribute", ['interval="soon"', 'interval="1e400"', 'headers="{"', 'headers="[1]"'])
def test_settings_that_make_no_sense_are_passed_over(attribute: str) -> None:
    body = (
        '<opml xmlns:c="urn:claimwire:opml"><body><outline xmlUrl="https://quay.example/feed" '
        f"c:{attribute}/></body></opml>"
    )

    assert read_opml(body.encode()) == (Outline(url="https://quay.example/feed"),)


@pytest.mark.parametrize(
    "body", [b"\xef\xbb\xbf\n<!DOCTYPE html><p>News & more", b"<HTML><p>News & more", b"<html><body/></html>"]
)
def test_a_page_is_told_as_such_and_not_as_a_broken_list(body: bytes) -> None:
    with pytest.raises(NotOpml, match="HTML page and no OPML") as refused:
        read_opml(body)

    assert "&amp;" not in str(refused.value)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<html/>",
        b"<opml><body><outline text='A & B'/></body></opml>",
        b'<!DOCTYPE opml [<!ENTITY a "ha">]><opml/>',
        b"<opml><body>" + b"<outline text='x'>" * 200_000,
        b"<opml><body><outline " + b"x" * 1_000_000,
    ],
    ids=["empty", "json", "page", "bare &", "entities", "deep", "long tag"],
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(NotOpml):
        read_opml(body)
