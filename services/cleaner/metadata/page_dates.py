"""Collects what a page says about when its article was published and changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claimwire.models import DatedBelief
from services.cleaner.markup.page import PageHead
from services.cleaner.metadata.choose_date import DateClaim, believe, choose_modified, choose_published, is_possible
from services.cleaner.metadata.dates import date_in_address
from services.cleaner.metadata.read_json_ld import JsonLd, texts
from services.cleaner.metadata.read_microdata import Microdata
from services.cleaner.metadata.read_printed import Printed

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "cxenseparse:recs:published_time",
    "article:published", "article.published", "published", "publishdate", "publish-date", "publish_date", "pubdate",
    "publication_date", "content:publishdate", "date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
    "dcterms.date", "citation_publication_date", "date.created", "originalpublicationdate", "article_date_original",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "last-modified-date", "date.modified", "date.updated", "modified",
)  # fmt: skip
_STRONG = ("url", "feed")


@dataclass(frozen=True, kw_only=True)
class PageDates:
    """When an article was published and changed, as far as its page is believed."""

    published: DatedBelief | None = None
    modified: DatedBelief | None = None


def declared_dates(head: PageHead, facts: JsonLd, fetched_at: datetime | None) -> list[DatedBelief]:
    """Return the times of publication that a page's head declares, best source first."""
    claims = [*_facts(facts, "datePublished"), *_metas(head, _PUBLISHED)]
    claims += _pages(facts, "datePublished")
    claims += _metas(head, ("itemprop:datepublished",), "microdata")
    claims += [*_facts(facts, "dateCreated"), *_facts(facts, "uploadDate")]
    return believe(claims, fetched_at)


def read_dates(
    head: PageHead,
    facts: JsonLd,
    marks: Microdata,
    printed: Printed,
    *,
    declared: Sequence[DatedBelief],
    address: str | None,
    hint: DatedBelief | None,
    fetched_at: datetime | None,
) -> PageDates:
    """Weigh all that a page declares, marks and prints, what its address says, and its feed."""
    claims = [*_facts(facts, "dateModified"), *_metas(head, _MODIFIED), *_pages(facts, "dateModified")]
    claims += _metas(head, ("itemprop:datemodified",), "microdata")
    claims += [DateClaim(date, "microdata") for date in marks.modified]
    changed = believe(claims, fetched_at) or [date for date in printed.modified if is_possible(date, fetched_at)]
    machine = declared or believe((DateClaim(date, "microdata") for date in marks.published), fetched_at)
    times = believe((DateClaim(date, "microdata") for date in head.times[:20]), fetched_at)
    independent = [hint, *printed.published, date_in_address(address)]
    witnesses = [date for date in independent if date is not None and is_possible(date, fetched_at)]
    # What was printed last may be the change: it says nothing against the first publication.
    told = [
        date for date in witnesses if date.source in _STRONG or all(date.text[:10] != one.text[:10] for one in changed)
    ]
    published = choose_published(machine, told if machine else [*witnesses, *_one_day(times)], times)
    return PageDates(published=published, modified=choose_modified(changed, published))


def _one_day(times: Sequence[DatedBelief]) -> list[DatedBelief]:
    """Return the times that a page marks, if they are one article's: several days are several articles'."""
    return list(times) if len({date.text[:10] for date in times}) == 1 else []


def _facts(facts: JsonLd, key: str) -> list[DateClaim]:
    return [DateClaim(date, "json-ld") for node in facts.articles for date in texts(node.get(key))]


def _pages(facts: JsonLd, key: str) -> list[DateClaim]:
    return [DateClaim(date, "json-ld") for node in facts.pages for date in texts(node.get(key))]


def _metas(head: PageHead, names: Sequence[str], source: str = "meta") -> list[DateClaim]:
    return [DateClaim(content, source) for name in names for content in head.metas.get(name, ())]
