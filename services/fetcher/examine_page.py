"""Examines a fetched page: whether it is the article, and under which address. Pure."""

from dataclasses import dataclass

from claimwire.ids import content_sha256
from services.fetcher.canonicalise import InvalidAddress, canonicalise
from services.fetcher.compare_addresses import may_move
from services.fetcher.judge_wall import judge_wall, read_enough
from services.fetcher.media_types import HTML
from services.fetcher.page import Page
from services.fetcher.read_canonical import read_canonical
from services.fetcher.read_visible import read_markup, read_text

_PAGES = (HTML, "application/xhtml+xml")
#: Of a page that shows less, the article may stand in its scripts, and each byte counts.
_FEWEST_SEEN_BYTES = 200
#: 80 bits, as ids have; one is kept for each article.
_KEY_DIGITS = 20
#: More tags than the cleaner reads: it drops such a page, so that looking at it would only hold up others. The largest
#: of 151 pages of 109 publishers has 2,500.
_MOST_TAGS = 150_000
_SHORTEST_TAG = len(b"<p>")


@dataclass(frozen=True, kw_only=True)
class Content:
    """What tells a page from the version that is known."""

    sha256: str
    """Of the raw body."""
    address: str
    """Where it was asked for."""
    final_url: str
    """Where redirects ended."""
    from_feed: bool = False
    key: str = ""
    """Its content_key, where that is known: most pages are never compared with another."""


@dataclass(frozen=True, kw_only=True)
class Examined:
    """What a page turned out to be."""

    content: Content
    canonical: str
    """The address that its article is known by: as the page says, else where redirects ended, else as asked for."""


def examine_page(page: Page, asked: str) -> Examined:
    """Examine the page that was got for an address; the time is linear in the page.

    Raises:
        FetchFailed: it is a wall, a shell, or says that there is no such page.
    """
    markup = None
    if _has_markup(page.body, page.media_type):
        beginning = read_enough(page.body)
        if not page.from_feed and (failure := judge_wall(page.body, beginning)):
            raise failure
        markup = beginning.markup
    content = Content(sha256=content_sha256(page.body), address=asked, final_url=page.url, from_feed=page.from_feed)
    return Examined(content=content, canonical=_canonical(page, markup, asked))


def content_key(body: bytes, media_type: str) -> str:
    """Return a key that is the same for two bodies that differ in their markup, scripts and counters only.

    The time is linear in the body.
    """
    seen = read_text(read_markup(body)) if _has_markup(body, media_type) else b" ".join(body.split())
    return content_sha256(seen if len(seen) >= _FEWEST_SEEN_BYTES else body)[:_KEY_DIGITS]


def _has_markup(body: bytes, media_type: str) -> bool:
    return media_type in _PAGES and not _has_too_many_tags(body)


def _has_too_many_tags(body: bytes) -> bool:
    # Counting takes long, and most pages are too small for so many.
    return len(body) > _MOST_TAGS * _SHORTEST_TAG and body.count(b"<") > _MOST_TAGS


def _canonical(page: Page, markup: bytes | None, asked: str) -> str:
    try:
        ended = canonicalise(page.url)
    except InvalidAddress:  # a local file
        return asked
    if page.from_feed or (ended != asked and not may_move(asked, ended)):
        return asked
    return (read_canonical(page.body, markup, ended) if markup is not None else None) or ended
