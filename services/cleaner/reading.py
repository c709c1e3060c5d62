"""What a reader found in a document, before it is put together."""

from collections.abc import Iterable
from dataclasses import dataclass

from claimwire.models import DatedBelief, RemovalReason
from services.cleaner.metadata.agencies import (
    agency_at_end,
    agency_in_author_address,
    agency_in_credit,
    agency_in_dateline,
    is_credit_line,
)
from services.cleaner.unit import Unit

#: A dateline stands in the lead, or behind a deck and a caption.
_DATELINE_UNITS = 4
_CREDITS = (RemovalReason.BYLINE, RemovalReason.CREDIT, RemovalReason.ADDRESS)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All of a document's units, each kept or with its verdict, and what is believed about the article."""

    units: tuple[Unit, ...]
    language: str | None
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    published: DatedBelief | None = None
    modified: DatedBelief | None = None
    outlet: str | None = None
    url: str | None = None
    section: str | None = None


def people_among(authors: Iterable[str]) -> tuple[str, ...]:
    """Return the authors that are no agency."""
    return tuple(author for author in authors if not is_credit_line(author))


def find_agency(authors: Iterable[str], units: Iterable[Unit]) -> str | None:
    """Name the agency that an article credits.

    As author, in its dateline, behind its last
    sentence, in a credit line or an author's address.
    """
    for author in authors:
        if (agency := agency_in_credit(author)) is not None:
            return agency
    units = list(units)
    kept = [unit for unit in units if unit.verdict is None]
    for unit in kept[:_DATELINE_UNITS]:
        if (agency := agency_in_dateline(unit.text)) is not None:
            return agency
    if kept and (agency := agency_at_end(kept[-1].text)) is not None:
        return agency
    for unit in units:
        if unit.verdict is None or unit.verdict.reason not in _CREDITS or unit.verdict.rule.startswith("markup."):
            continue
        agency = agency_in_credit(unit.text) or agency_in_author_address(unit.text)
        if agency is not None:
            return agency
    return None
