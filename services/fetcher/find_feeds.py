"""Finds the feeds that a page or a robots.txt names, and where feeds often are. Pure."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from services.fetcher.parsed_feed import absolute_link, visible_text

#: Links stand in the head; pages that begin with a megabyte of scripts exist.
_MOST_CHARACTERS = 2_000_000
_MOST_FOUND = 50
#: What holds no links, although it may look like them, and the tags in question.
_PART = re.compile(
    r"<!--|<(script|style|textarea|template)\b|<(?:link|base)\b(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>",
    re.IGNORECASE,
)
_ENDS = {
    "": re.compile("-->"),
    **{name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "template")},
}
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,40})\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/x.atom+xml",
        "application/x-atom+xml",
    }
)
#: Types of other documents as well; a link of such a type counts where its address or title speaks of a feed.
_UNSURE_TYPES = frozenset({"application/json", "application/xml", "text/xml"})
_SPEAKS_OF_FEEDS = re.compile(r"feed|rss|atom", re.IGNORECASE)
_SPEAKS_OF_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_WELL_KNOWN = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/feed.json",
    "/sitemap_news.xml",
    "/news-sitemap.xml",
)


@dataclass(frozen=True, kw_only=True)
class FoundFeed:
    """An address that is said to be a feed's."""

    url: str
    title: str | None = None
    of_comments: bool = False
    """Whether it seems to carry what readers wrote, not articles."""


def find_feeds(page: str, url: str) -> tuple[FoundFeed, ...]:
    """Return the feeds that a page's ``<link rel="alternate">`` name (WHATWG HTML, 4.6.7.1), in their order."""
    base, found = url, dict[str, FoundFeed]()
    for tag, attributes in _links(page[:_MOST_CHARACTERS]):
        href = attributes.get("href", "").strip()
        if tag == "base":
            base = _join(url, href) if base == url else base
        elif _is_feed(attributes) and (link := absolute_link(base, href)) and link != url:
            title = visible_text(attributes.get("title", ""))[:200]
            about_comments = _SPEAKS_OF_COMMENTS.search(f"{title} {unquote(urlsplit(link).path)}")
            found.setdefault(link, FoundFeed(url=link, title=title or None, of_comments=bool(about_comments)))
        if len(found) >= _MOST_FOUND:
            break
    return tuple(found.values())


def sitemaps_in_robots(robots: str, url: str) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names; those that speak of news come first."""
    lines = _SITEMAP_LINE.findall(robots[:_MOST_CHARACTERS])[:_MOST_FOUND]
    links = dict.fromkeys(link for line in lines if (link := absolute_link(url, line)))
    return tuple(sorted(links, key=lambda link: "news" not in link.lower()))


def well_known_addresses(url: str) -> tuple[str, ...]:
    """Return where feeds often are on a page's site."""
    return tuple(urljoin(url, path) for path in _WELL_KNOWN)


def _links(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the page's link and base tags; scripts, styles and comments are passed over."""
    at = 0
    while part := _PART.search(page, at):
        at = part.end()
        if part["attributes"] is not None:
            attributes = {
                found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
                for found in reversed(list(_ATTRIBUTE.finditer(part["attributes"])))
            }
            yield part[0][1:5].lower(), attributes
            continue
        end = _ENDS[(part[1] or "").lower()].search(page, at)
        if end is None:
            return
        at = end.end()


def _is_feed(attributes: dict[str, str]) -> bool:
    relations = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    if "feed" in relations:
        return True
    if "alternate" not in relations:
        return False
    about = f"{attributes.get('href', '')} {attributes.get('title', '')}"
    return kind in _FEED_TYPES or (kind in _UNSURE_TYPES and _SPEAKS_OF_FEEDS.search(about) is not None)


def _join(url: str, href: str) -> str:
    try:
        return urljoin(url, href)
    except ValueError:
        return url
