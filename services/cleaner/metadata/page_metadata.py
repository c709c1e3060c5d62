"""Reads what a page says about its article, and decides what of it is believed.

Nothing is believed because a machine can read it. Sources are ranked (JSON-LD of this article, meta elements,
microdata, what is printed around the headline, the address), and checked against each other and against what a reader
sees; the rules are in ``choose_title``, ``choose_date``, ``choose_authors``, ``choose_subtitle`` and ``read_address``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claimwire.models import DatedBelief
from services.cleaner.markup.page import PageHead
from services.cleaner.metadata.choose_authors import choose_authors, json_ld_authors
from services.cleaner.metadata.choose_section import choose_section
from services.cleaner.metadata.choose_subtitle import choose_subtitle
from services.cleaner.metadata.choose_title import choose_title
from services.cleaner.metadata.page_dates import declared_dates, read_dates
from services.cleaner.metadata.page_outlet import outlet_name, outlet_names
from services.cleaner.metadata.read_address import read_address
from services.cleaner.metadata.read_json_ld import JsonLd, first_text, read_json_ld, texts
from services.cleaner.metadata.read_microdata import Microdata, read_microdata
from services.cleaner.metadata.read_printed import headlines, only_headline, read_printed
from services.cleaner.metadata.same_words import squash
from services.cleaner.unit import Unit

_TITLES = (
    "og:title", "twitter:title", "headline", "itemprop:headline", "dc.title", "dcterms.title", "sailthru.title",
    "parsely-title", "title",
)  # fmt: skip
_SUBTITLES = (
    "og:description", "twitter:description", "description", "itemprop:description", "dc.description",
    "sailthru.description",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "og:author", "og:article:author", "byl", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "citation_author", "cxenseparse:author", "article:author_name", "dcsext.author",
)  # fmt: skip
_SECTIONS = (
    "article:section", "section", "itemprop:articlesection", "parsely-section", "cxenseparse:recs:category",
    "sailthru.section",
)  # fmt: skip
_LANGUAGES = ("content-language", "language", "dc.language", "og:locale")


@dataclass(frozen=True, kw_only=True)
class PageMetadata:
    """What is believed about an article from its page."""

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    """People; agencies are left out. The outlet itself, where it signs and nobody else is named."""
    agency: str | None = None
    """The agency that is named as author."""
    published: DatedBelief | None = None
    modified: DatedBelief | None = None
    outlet: str | None = None
    url: str | None = None
    section: str | None = None
    language: str | None = None
    """What the page says that it is written in; many are wrong."""


def read_metadata(
    head: PageHead,
    url: str | None,
    *,
    text: str = "",
    units: Sequence[Unit] = (),
    fetched_at: datetime | None = None,
    hint: DatedBelief | None = None,
) -> PageMetadata:
    """Read a page's metadata.

    ``url`` is where it was fetched, ``text`` the decoded page, ``units`` its readable text in order, and ``hint`` the
    date that its feed gives. What is missing is not used.
    """
    titles = [squash(title) for title in _metas(head, _TITLES)]
    window = squash(head.title) if head.title else None
    links = [head.canonical, *_metas(head, ("og:url",))]
    facts = read_json_ld(head.json_ld, [link for link in (*links, url) if link], [*titles, window or ""])
    address = read_address([*links, first_text(facts.articles, "url")], url)
    own = outlet_names(head, facts, address)
    declared = [*_texts(facts, "headline"), *titles]
    title = choose_title(declared, window, headlines(units, [*declared, window or ""]), own) or only_headline(units)
    printed = read_printed(units, title)
    language = _language(head, facts)
    dates = declared_dates(head, facts, fetched_at)
    named = [json_ld_authors(facts), _metas(head, _AUTHORS)]
    credited = choose_authors(named, own, language=language)
    marks = Microdata() if (credited.people and dates) or not text else read_microdata(text, max(text.find("<h1"), 0))
    if not credited.people:
        # An agency's report has no author: what the markup calls one would be anybody's.
        weak = [] if credited.agency else [marks.authors, printed.marked]
        credited = choose_authors([*named, printed.authors, *weak], own, language=language)
    when = read_dates(head, facts, marks, printed, declared=dates, address=address, hint=hint, fetched_at=fetched_at)
    descriptions = [*_texts(facts, "alternativeHeadline"), *_texts(facts, "description"), *_metas(head, _SUBTITLES)]
    sections = [*_metas(head, _SECTIONS), *_texts(facts, "articleSection")]
    return PageMetadata(
        title=title,
        subtitle=choose_subtitle(descriptions, [unit.text for unit in units if unit.tag != "title"], title),
        authors=credited.people or ((credited.outlet,) if credited.outlet else ()),
        agency=credited.agency or printed.agency,
        published=when.published,
        modified=when.modified,
        outlet=outlet_name(head, facts, address),
        url=address,
        section=choose_section(sections, facts.breadcrumbs, (*own, title or "")),
        language=language,
    )


def _metas(head: PageHead, names: Sequence[str]) -> list[str]:
    return [content for name in names for content in head.metas.get(name, ())]


def _texts(facts: JsonLd, key: str) -> list[str]:
    return [text for node in facts.articles for text in texts(node.get(key))]


def _language(head: PageHead, facts: JsonLd) -> str | None:
    return head.language or next(iter([*_texts(facts, "inLanguage"), *_metas(head, _LANGUAGES)]), None)
