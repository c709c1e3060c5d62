"""Writes the three kinds of feed that newsrooms publish: RSS 2.0, Atom 1.0 and JSON Feed 1.1."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One announcement in a feed."""

    entry_id: str
    url: str
    title: str
    summary: str
    """HTML, as most feeds carry it."""
    author: str | None = None
    content: str | None = None
    """The whole text as HTML."""
    published: datetime
    updated: datetime


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed before it is written in one format or another; entries newest first."""

    title: str
    language: str
    home_url: str
    url: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """Tell when the feed last changed."""
        return max(entry.updated for entry in self.entries)


def write_rss(feed: Feed) -> bytes:
    """Write RSS 2.0 with Dublin Core authors."""
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _text(channel, "title", feed.title)
    _text(channel, "link", feed.home_url)
    _text(channel, "description", f"News from {feed.title}")
    _text(channel, "language", feed.language)
    _text(channel, "lastBuildDate", format_datetime(feed.updated))
    for entry in feed.entries:
        item = ET.SubElement(channel, "item")
        _text(item, "title", entry.title)
        _text(item, "link", entry.url)
        _text(item, "guid", entry.entry_id, isPermaLink="false")
        _text(item, "pubDate", format_datetime(entry.published))
        _text(item, "description", entry.summary)
        if entry.author:
            _text(item, f"{{{DUBLIN_CORE}}}creator", entry.author)
        if entry.content:
            _text(item, f"{{{CONTENT}}}encoded", entry.content)
    return _bytes(rss)


def write_atom(feed: Feed) -> bytes:
    """Write Atom 1.0; an edited article shows by its ``updated``."""
    root = ET.Element(f"{{{ATOM}}}feed")
    _text(root, f"{{{ATOM}}}title", feed.title)
    _text(root, f"{{{ATOM}}}id", feed.url)
    _text(root, f"{{{ATOM}}}updated", feed.updated.isoformat())
    ET.SubElement(root, f"{{{ATOM}}}link", rel="self", href=feed.url)
    ET.SubElement(root, f"{{{ATOM}}}link", rel="alternate", href=feed.home_url)
    for entry in feed.entries:
        item = ET.SubElement(root, f"{{{ATOM}}}entry")
        _text(item, f"{{{ATOM}}}title", entry.title)
        _text(item, f"{{{ATOM}}}id", entry.entry_id)
        ET.SubElement(item, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=entry.url)
        _text(item, f"{{{ATOM}}}published", entry.published.isoformat())
        _text(item, f"{{{ATOM}}}updated", entry.updated.isoformat())
        _text(item, f"{{{ATOM}}}summary", entry.summary, type="html")
        if entry.author:
            _text(ET.SubElement(item, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", entry.author)
        if entry.content:
            _text(item, f"{{{ATOM}}}content", entry.content, type="html")
    return _bytes(root)


def write_json_feed(feed: Feed) -> bytes:
    """Write JSON Feed 1.1."""
    items = [
        {
            "id": entry.entry_id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            **({"content_html": entry.content} if entry.content else {}),
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            **({"authors": [{"name": entry.author}]} if entry.author else {}),
        }
        for entry in feed.entries
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "language": feed.language,
        "home_page_url": feed.home_url,
        "feed_url": feed.url,
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


WRITERS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "rss": ("application/rss+xml", write_rss),
    "atom": ("application/atom+xml", write_atom),
    "json": ("application/feed+json", write_json_feed),
}
"""Media type and writer by the kind of feed."""


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _bytes(root: ET.Element) -> bytes:
    for prefix, namespace in (("", ATOM), ("dc", DUBLIN_CORE), ("content", CONTENT)):
        ET.register_namespace(prefix, namespace)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
