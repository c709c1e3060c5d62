"""What every kind of feed comes down to."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from claimwire.errors import ClaimwireError
from claimwire.models import DatedBelief

#: Not each pair of brackets is one: "if 1 < 2 and 3 > 2".
_TAG = re.compile(r"<[/!?]?[A-Za-z-][^<>]*>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
#: Browsers and servers agree on no more; RFC 9110, 4.1, asks for at least 8,000.
_LONGEST_ADDRESS = 8_000
#: What an entry says travels in an event, so it stays far below what a stream's entry may hold.
_LONGEST_TITLE = 1_000
_LONGEST_ID = 2_000
_LONGEST_SUMMARY = 20_000
#: Some forty times a long article. What is longer is no article, and half of it would be worse than none.
_LONGEST_CONTENT = 500_000
#: News sitemaps hold a thousand at most, and other feeds tens.
MOST_ENTRIES = 5_000


class NotAFeed(ClaimwireError):
    """Raised when a body is no feed, or one that is not safe to parse."""


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One entry: where the article is, and what the feed says about it."""

    url: str
    """An absolute http(s) address, as the feed gives it."""
    entry_id: str | None = None
    title: str | None = None
    published: DatedBelief | None = None
    updated: DatedBelief | None = None
    language: str | None = None
    """Its own, or the feed's: what publishers say of it is often their software's default."""
    summary: str | None = None
    """HTML, or text."""
    content: str | None = None
    """The whole article as HTML or text, where the feed carries it."""


@dataclass(frozen=True, kw_only=True)
class ParsedFeed:
    """A feed's entries: the newest first, where the feed does so or says when each was published."""

    title: str | None = None
    entries: tuple[FeedEntry, ...] = ()
    skipped: int = 0
    """Entries without a link that can be fetched."""
    cut_short: bool = False
    """Whether there was more than is read of one feed."""
    language: str | None = None
    ttl: timedelta | None = None
    """How long the feed asks to be left alone between two polls."""
    skip_hours: frozenset[int] = frozenset()
    """The hours of the day, in UTC, in which the feed says that it brings nothing."""
    children: tuple[str, ...] = ()
    """The sitemaps that a sitemap index names, those that changed last first."""


def absolute_link(feed_url: str, link: str | None) -> str | None:
    """Return where a feed's link leads, or None unless that is another http(s) address than the feed's own."""
    try:
        url = urljoin(feed_url, link or "")
        parts = urlsplit(url)
    except ValueError:
        return None
    fetchable = parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= _LONGEST_ADDRESS
    return url if fetchable and url != feed_url else None


def visible_text(markup: str) -> str:
    """Return what a reader sees of HTML or text: no tags, entities resolved, white space folded."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def language_tag(text: str | None) -> str | None:
    """Return a language as its tag (RFC 5646), or None for what is none."""
    tag = (text or "").strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


def bounded(entry: FeedEntry) -> FeedEntry:
    """Return the entry with nothing in it that is longer than an event should carry.

    Titles and summaries are cut. Content that is too long goes as a whole: a part would pass for the article.
    """
    return replace(
        entry,
        entry_id=entry.entry_id and entry.entry_id[:_LONGEST_ID],
        title=entry.title and entry.title[:_LONGEST_TITLE],
        summary=entry.summary and entry.summary[:_LONGEST_SUMMARY],
        content=entry.content if len(entry.content or "") <= _LONGEST_CONTENT else None,
    )


def without_repeats(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Return the entries, of those that differ in nothing but their id only the first."""
    firsts: dict[FeedEntry, FeedEntry] = {}
    for entry in entries:
        firsts.setdefault(replace(entry, entry_id=None), entry)
    return tuple(firsts.values())
