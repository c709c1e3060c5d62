"""Reads and writes lists of feeds as OPML 2.0 (http://opml.org/spec2.opml), which feed readers exchange. Pure.

What OPML has no word for stands in attributes of a namespace of claimwire's own.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from xml.sax.saxutils import quoteattr

from claimwire.errors import ClaimwireError
from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.scan_xml import UnreadableXml, scan_xml
from services.fetcher.without_secrets import without_secrets

_NAMESPACE = "urn:claimwire:opml"
_LOOKS_LIKE_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html)\b", re.IGNORECASE)
_IS_HTML = "the file is an HTML page and no OPML; have the feed reader export its list as OPML"
_MOST_OUTLINES = 100_000
_MOST_BYTES = 50 * 1024 * 1024
_LONGEST_TEXT = 500
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: "feed://host/path" and "feed:https://host/path", as browsers hand addresses to feed readers.
_FEED_SCHEME = re.compile(r"feed:(?://)?(https?://.*)|feed:(//.*)", re.IGNORECASE)
#: More would raise where it is too much for a float; nobody waits for a year.
_INTERVAL = re.compile(r"\d{1,8}(?:\.\d{1,6})?")


class NotOpml(ClaimwireError):
    """Raised when a file is no OPML, or one that is not safe to read."""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A feed as a list names it; what the list does not say is None. Whether it can be polled is not judged."""

    url: str
    title: str | None = None
    category: str | None = None
    """The folders that it lies in, parted by slashes."""
    outlet: str | None = None
    interval_seconds: float | None = None
    language: str | None = None
    content_only: bool | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    proxy: str | None = None


class Described(Protocol):
    """A feed and what it calls itself."""

    @property
    def subscription(self) -> FeedSubscription:
        """The feed as it is subscribed to."""

    @property
    def title(self) -> str | None:
        """What it calls itself, if it was read."""


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """Return the feeds of a list, in its order, each once.

    Raises:
        NotOpml: it is none, or declares a document type, or is broken.
    """
    if len(body) > _MOST_BYTES:
        raise NotOpml(f"the list has {len(body)} bytes, more than {_MOST_BYTES}")
    found = _Outlines()
    try:
        scan_xml(body, found)
    except UnreadableXml as error:
        if _LOOKS_LIKE_HTML.match(body):
            raise NotOpml(_IS_HTML) from error
        raise NotOpml(f"the list cannot be read: {error}; often an & within is not written as &amp;") from error
    if found.root == "html":
        raise NotOpml(_IS_HTML)
    if found.root != "opml":
        raise NotOpml(f"the file is no OPML: its root element is {found.root}")
    return tuple(found.outlines.values())


def subscription_of(outline: Outline, known: FeedSubscription | None = None) -> FeedSubscription:
    """Return the subscription that a list asks for; of one that is known already, what the list does not say stays."""
    known = known or FeedSubscription(outline.url)
    return FeedSubscription(
        url=outline.url,
        outlet=outline.outlet or known.outlet,
        interval_seconds=known.interval_seconds if outline.interval_seconds is None else outline.interval_seconds,
        headers=outline.headers or known.headers,
        proxy=outline.proxy or known.proxy,
        language=outline.language or known.language,
        content_only=known.content_only if outline.content_only is None else outline.content_only,
    )


def write_opml(feeds: Iterable[Described]) -> str:
    """Write a list of feeds; secrets are left out, references to the environment are not."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:claimwire="{_NAMESPACE}">',
        "  <head><title>Feeds of claimwire</title></head>",
        "  <body>",
        *(f"    <outline {_write_outline(feed)}/>" for feed in feeds),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _write_outline(feed: Described) -> str:
    subscription = without_secrets(feed.subscription)
    title = feed.title or subscription.outlet or subscription.url
    interval = subscription.interval_seconds
    attributes = {
        "type": "rss",
        "text": title,
        "title": title,
        "xmlUrl": subscription.url,
        "claimwire:outlet": subscription.outlet,
        "claimwire:interval": None if interval is None else f"{interval:g}",
        "claimwire:language": subscription.language,
        "claimwire:contentOnly": "true" if subscription.content_only else None,
        "claimwire:headers": json.dumps(dict(subscription.headers)) if subscription.headers else None,
        "claimwire:proxy": subscription.proxy,
    }
    return " ".join(
        f"{name}={quoteattr(_NOT_IN_XML.sub('', value))}" for name, value in attributes.items() if value is not None
    )


class _Outlines:
    """Collects the outlines of a list; folders are outlines without an address."""

    def __init__(self) -> None:
        self.root = ""
        self.outlines: dict[str, Outline] = {}
        self._folders: list[str] = []

    def start(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        """Take an element that begins."""
        self.root = self.root or path[0]
        if path[-1] != "outline":
            return
        given = {name.lower(): value.strip() for name, value in attributes.items() if value.strip()}
        title = (given.get("title") or given.get("text") or "")[:_LONGEST_TEXT]
        url = _address(given.get("xmlurl", ""))
        if url and len(self.outlines) < _MOST_OUTLINES:
            folders = "/".join(folder for folder in self._folders if folder)
            self.outlines.setdefault(url, _outline(url, title, folders or given.get("category"), given))
        self._folders.append("" if url else title)

    def end(self, path: tuple[str, ...], _: str) -> None:
        """Take an element that ends."""
        if path[-1] == "outline":
            self._folders.pop()


def _outline(url: str, title: str, category: str | None, given: Mapping[str, str]) -> Outline:
    # Whatever prefix a program gave to the namespace when it wrote the list anew.
    own = {name.partition(":")[2]: value for name, value in given.items() if ":" in name}
    interval = own.get("interval", "")
    return Outline(
        url=url,
        title=title or None,
        category=category,
        outlet=own.get("outlet", "")[:_LONGEST_TEXT] or None,
        interval_seconds=float(interval) if _INTERVAL.fullmatch(interval) else None,
        language=own.get("language", "")[:_LONGEST_TEXT] or None,
        content_only=own["contentonly"].lower() == "true" if "contentonly" in own else None,
        headers=_headers(own.get("headers", "")),
        proxy=own.get("proxy"),
    )


def _address(text: str) -> str:
    found = _FEED_SCHEME.fullmatch(text)
    return (found[1] or f"http:{found[2]}") if found else text


def _headers(text: str) -> dict[str, str]:
    try:
        headers = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in headers.items()} if isinstance(headers, dict) else {}
