"""What every kind of feed comes down to."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from claimwire.errors import ClaimwireError
from claimwire.models import DatedBelief

_TAG = re.compile(r"<[^<>]*>")


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
    summary: str | None = None
    """HTML, or text."""
    content: str | None = None
    """The whole article as HTML or text, where the feed carries it."""


@dataclass(frozen=True, kw_only=True)
class ParsedFeed:
    """A feed's entries, in its own order: the newest first, as a rule."""

    title: str | None = None
    entries: tuple[FeedEntry, ...] = ()
    skipped: int = 0
    """Entries without a link that can be fetched."""


def absolute_link(feed_url: str, link: str | None) -> str | None:
    """Return where a feed's link leads, or None unless that is another http(s) address than the feed's own."""
    try:
        url = urljoin(feed_url, link or "")
        return url if url != feed_url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def visible_text(markup: str) -> str:
    """Return what a reader sees of HTML or text: no tags, entities resolved, white space folded."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())
