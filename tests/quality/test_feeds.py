"""Parses feedparser's own test feeds and compares with what feedparser makes of them. They are others' texts."""

import calendar
import io
import re
import signal
import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import FeedEntry, NotAFeed, ParsedFeed, visible_text

ARCHIVE = Path(__file__).parents[3] / "shared" / "data" / "feeds.tar.xz"
BASE = "https://feeds.tidepost.example/"
#: Processor seconds; the slowest takes a twentieth of one.
MOST_SECONDS = 5
HEADER = re.compile(rb"^\s*Header:\s*([A-Za-z-]+):[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
START_OF_ENTRY = re.compile(rb"<((?:[A-Za-z]\w*:)?)(item|entry)\b[^>]*(?<!/)>", re.IGNORECASE)

NO_LINK = "entry without a link that can be fetched: left out"
ENTITIES = "feed declares entities: refused"
JSON = "JSON Feed, which feedparser does not read"
TITLE = "title without its markup, as readers see it"
#: Floors only rise. As they are, most of these feeds have entries without a link, since they test one element each.
LEAST_EQUAL = {"as they are": 999, "given links": 1975}


@dataclass(frozen=True)
class Feed:
    name: str
    body: bytes
    headers: dict[str, str]

    @property
    def url(self) -> str:
        return self.headers["content-location"]


@pytest.mark.skipif(not ARCHIVE.is_file(), reason="THE FEEDS ARE NOT PARSED: they are not on this machine")
def test_the_feeds_of_feedparser_yield_what_it_makes_of_them() -> None:
    tables = {"as they are": Counter[str](), "given links": Counter[str]()}
    unexplained = {}
    for feed in feeds():
        for title, variant in (("as they are", feed), ("given links", with_links(feed))):
            theirs = reference(variant)
            reasons = compare(variant, parsed(variant), theirs)
            tables[title] += Counter(set(reasons) or {"equal"}) + Counter({"feeds": 1, "entries": len(theirs.entries)})
            if reasons.keys() - {NO_LINK, ENTITIES, JSON, TITLE}:
                unexplained[f"{feed.name}, {title}"] = reasons

    for title, table in tables.items():
        equal, entries = table["equal"], table["entries"]
        print(f"{table['feeds']} feeds {title}, {entries} entries: of {equal} feeds all entries equal feedparser's")
        for reason, count in table.most_common():
            if reason not in ("feeds", "entries", "equal"):
                print(f"  {count:5} {reason}")
    assert unexplained == {}
    assert {title: floor for title, floor in LEAST_EQUAL.items() if tables[title]["equal"] < floor} == {}


def feeds() -> Iterator[Feed]:
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            if member.isfile():
                file = archive.extractfile(member)
                assert file is not None
                yield with_headers(member.name, file.read())


def with_headers(name: str, body: bytes) -> Feed:
    """Give a feed the HTTP headers that the comment at its head asks for."""
    plain = body.replace(b"\0", b"")
    asked = {
        key.decode().lower(): value.decode("utf-8", "replace")
        for key, value in HEADER.findall(plain[: max(plain.find(b"-->"), 0)])
    }
    return Feed(name, body, {"content-type": "application/xml", "content-location": BASE + name, **asked})


def with_links(feed: Feed) -> Feed:
    """Give each entry a link, behind those that it may have, where feedparser finds entries without."""
    if all(entry.get("link") for entry in reference(feed).entries):
        return feed
    head = feed.body.find(b"-->") + 3 if b"-->" in feed.body else 0
    number = 0

    def link(start: "re.Match[bytes]") -> bytes:
        nonlocal number
        number += 1
        prefix, address = start[1], b"https://tidepost.example/%d" % number
        if start[2].lower() == b"entry":
            return start[0] + b'<%slink href="%s"/>' % (prefix, address)
        return start[0] + b"<%slink>%s</%slink>" % (prefix, address, prefix)

    return Feed(feed.name, feed.body[:head] + START_OF_ENTRY.sub(link, feed.body[head:]), feed.headers)


def parsed(feed: Feed) -> ParsedFeed | NotAFeed:
    with cpu_limit(feed.name):
        try:
            return parse_feed(feed.body, feed.headers["content-type"], feed.url)
        except NotAFeed as refusal:
            return refusal


def reference(feed: Feed) -> Any:
    return feedparser.parse(io.BytesIO(feed.body), response_headers=feed.headers)


@contextmanager
def cpu_limit(name: str) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise AssertionError(f"{name} took more than {MOST_SECONDS} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def compare(feed: Feed, ours: ParsedFeed | NotAFeed, theirs: Any) -> dict[str, object]:
    """Return the differences by their reasons, or by the name of the field that has none."""
    if isinstance(ours, NotAFeed):
        if "declares entities" in str(ours):
            return {ENTITIES: feed.name}
        return {f"refused: {ours}": len(theirs.entries)} if theirs.entries else {}
    if feed.name.endswith(".json") and not theirs.entries:
        return {JSON: len(ours.entries)}
    differences: dict[str, object] = {}
    remaining = list(ours.entries)
    for entry in theirs.entries:
        if not re.match(r"https?://[^/]", entry.get("link", ""), re.IGNORECASE):
            differences[NO_LINK] = entry.get("link")
        elif not remaining:
            differences["missing"] = entry["link"]
        else:
            differences |= compare_entry(remaining.pop(0), entry)
    return differences | ({"too many": remaining} if remaining else {})


def compare_entry(ours: FeedEntry, theirs: Any) -> dict[str, object]:
    contents = [part["value"] for part in theirs.get("content", ()) if part.get("value")]
    pairs = {
        "url": (ours.url, theirs["link"]),
        "entry_id": (ours.entry_id, text_of(theirs, "id")),
        "title": (ours.title, text_of(theirs, "title")),
        "summary": (ours.summary, text_of(theirs, "summary")),
        "content": (ours.content, max(contents, key=len, default=None)),
        "published": (second_of(ours.published and ours.published.instant), moment_of(theirs, "published")),
        "updated": (second_of(ours.updated and ours.updated.instant), moment_of(theirs, "updated")),
    }
    differences: dict[str, object] = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if "title" in differences and ours.title == (visible_text(theirs["title"]) or None):
        differences[TITLE] = differences.pop("title")
    return differences


def text_of(entry: Any, name: str) -> str | None:
    # feedparser answers for a missing date with the other one unless it is asked whether it has it
    return entry[name] or None if name in entry else None


def moment_of(entry: Any, name: str) -> int | None:
    return calendar.timegm(parts) if f"{name}_parsed" in entry and (parts := entry[f"{name}_parsed"]) else None


def second_of(instant: datetime | None) -> int | None:
    return int(instant.timestamp()) if instant else None
