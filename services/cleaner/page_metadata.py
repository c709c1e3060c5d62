"""Reads what a page says about its article: JSON-LD first, then meta elements, then what is printed."""

# ruff: noqa: RUF001 - titles are parted with dashes

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from claimwire.models import DatedBelief
from services.cleaner.dates import parse_date
from services.cleaner.page import PageHead

_ARTICLE_TYPES = re.compile(
    r"(?:News|Report|Analysis|Opinion|Review|Backgrounder|Satirical|Tech|Scholarly|Live|Advertiser|AskPublic)?\w{0,12}(?:Article|BlogPosting|Posting|Report)\Z"
)
#: Deeper than any page nests its facts, and shallow enough for any interpreter.
_DEEPEST = 6
_LARGEST_JSON = 500_000

_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "title")
_SUBTITLES = ("og:description", "twitter:description", "description", "dc.description")
_AUTHORS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "cxenseparse:author",
)
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "pubdate",
    "publish-date",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "last-modified-date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod")
_OUTLETS = ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site")
_SECTIONS = ("article:section", "section", "parsely-section", "cxenseparse:recs:category")
#: Pages end their titles with the outlet behind one of these.
_TITLE_SEPARATOR = re.compile(r"\s+[|–—·»-]\s+")


@dataclass(frozen=True, kw_only=True)
class PageMetadata:
    """What is believed about an article from its page."""

    title: str | None = None
    title_is_declared: bool = False
    """Whether it was written for machines; else it is the window's, with whatever the outlet adds."""
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: DatedBelief | None = None
    modified: DatedBelief | None = None
    outlet: str | None = None
    url: str | None = None
    section: str | None = None
    articles: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)


def read_metadata(head: PageHead, url: str | None) -> PageMetadata:
    """Read a page's metadata. ``url`` is where it was fetched, for links without a host."""
    articles = [node for text in head.json_ld for node in _articles(text)]
    outlet = _meta(head, _OUTLETS) or _first_text(articles, "publisher")
    declared = _first_text(articles, "headline") or _strip_outlet(_meta(head, _TITLES), outlet)
    return PageMetadata(
        title=declared or _strip_outlet(head.title, outlet),
        title_is_declared=declared is not None,
        subtitle=_first_text(articles, "description") or _meta(head, _SUBTITLES),
        authors=_authors(articles, head),
        published=_date(articles, head, "datePublished", _PUBLISHED) or _date(articles, head, "dateCreated", ()),
        modified=_date(articles, head, "dateModified", _MODIFIED),
        outlet=None if outlet is None else outlet.removeprefix("@"),
        url=_canonical(head, url),
        section=_meta(head, _SECTIONS) or _first_text(articles, "articleSection"),
    )


def _articles(text: str) -> Iterator[Mapping[str, Any]]:
    if len(text) > _LARGEST_JSON:
        return
    try:
        # Raw line breaks inside strings are common; strict JSON forbids them.
        data = json.loads(text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    yield from _walk(data, _DEEPEST)


def _walk(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth == 0:
        return
    if isinstance(data, list):
        for item in data[:100]:
            yield from _walk(item, depth - 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and _ARTICLE_TYPES.match(name) for name in names):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in data:
                yield from _walk(data[key], depth - 1)


def _first_text(articles: list[Mapping[str, Any]], key: str) -> str | None:
    return next((text for article in articles for text in _texts(article.get(key))), None)


def _texts(value: object) -> Iterator[str]:
    """Yield the plain texts in a JSON-LD value: itself, the name of a thing, or each of a list."""
    if isinstance(value, str):
        text = " ".join(_unescape(value).split())
        if text:
            yield text
    elif isinstance(value, dict):
        yield from _texts(value.get("name"))
    elif isinstance(value, list):
        for item in value[:20]:
            if not isinstance(item, list):
                yield from _texts(item)


def _unescape(text: str) -> str:
    from html import unescape  # noqa: PLC0415 - the name would hide a module-level one

    return unescape(re.sub(r"<[^<>]{1,200}>", "", text))


def _meta(head: PageHead, names: tuple[str, ...]) -> str | None:
    found = (" ".join(content.split()) for name in names for content in head.metas.get(name, ()))
    return next(filter(None, found), None)


def _authors(articles: list[Mapping[str, Any]], head: PageHead) -> tuple[str, ...]:
    names = [name for article in articles for name in _texts(article.get("author"))]
    if not names:
        found = (content for name in _AUTHORS for content in head.metas.get(name, ()))
        names = [part for content in found for part in re.split(r"\s*[,;]\s*|\s+(?:and|und|et|y)\s+", content)]
    cleaned = (re.sub(r"^(?:by|von|par|por)\s+", "", " ".join(name.split()), flags=re.IGNORECASE) for name in names)
    # A profile's address is no name.
    plain = (name for name in cleaned if name and "://" not in name and len(name) <= 80)
    return tuple(dict.fromkeys(plain))[:20]


def _date(articles: list[Mapping[str, Any]], head: PageHead, key: str, names: tuple[str, ...]) -> DatedBelief | None:
    candidates = [(text, "json-ld") for article in articles for text in _texts(article.get(key))]
    candidates += [(content, "meta") for name in names for content in head.metas.get(name, ())]
    return next(filter(None, (parse_date(text, source) for text, source in candidates)), None)


def _strip_outlet(title: str | None, outlet: str | None) -> str | None:
    if title is None:
        return None
    parts = list(_TITLE_SEPARATOR.finditer(title))
    if parts and outlet:
        last = title[parts[-1].end() :].strip().casefold()
        if last in outlet.casefold() or outlet.casefold() in last:
            return title[: parts[-1].start()].strip()
    return title.strip() or None


def _canonical(head: PageHead, url: str | None) -> str | None:
    for link in (head.canonical, _meta(head, ("og:url",))):
        if link:
            try:
                absolute = urljoin(url or "", link)
                if urlsplit(absolute).scheme in ("http", "https"):
                    return absolute
            except ValueError:
                continue
    return url
