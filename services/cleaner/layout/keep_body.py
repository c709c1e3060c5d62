"""Decides which units of a page are its body."""

from collections.abc import Sequence
from operator import itemgetter

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.layout.keep_neighbours import keep_lists, keep_sentences
from services.cleaner.layout.weigh_units import weigh_units
from services.cleaner.markup.page import Page
from services.cleaner.sentences import ends_as_sentence
from services.cleaner.unit import Unit

_MORE_LIKELY_THAN_NOT = 0.5
#: On a page where nothing is as likely, what is at least half as likely as the best is kept, if that is no wild guess
#: and the markup calls neither something else.
_LEAST_LIKELY = 0.1

#: A line in bold on its own is a heading where a page has no elements for headings.
_HEADING_WORDS = 12
_PARAGRAPH_WORDS = 8


def keep_body(units: Sequence[Unit], page: Page, title: str | None) -> list[Unit]:
    """Mark every unit of a page that is more likely none of its body; what is marked stays so."""
    likelihood = weigh_units(units, page, title)
    # A dialog stands over a story, and is written in whole paragraphs, as it is.
    weighed = [
        (unit, 0.0 if unit.zone is RemovalReason.CONSENT else likely)
        for unit, likely in zip(units, likelihood, strict=True)
    ]
    best = max((each for each in weighed if _is_paragraph(each[0])), key=itemgetter(1), default=None)
    if best is None or best[1] >= _MORE_LIKELY_THAN_NOT:
        keeps = [likely >= _MORE_LIKELY_THAN_NOT for _, likely in weighed]
        keeps = keep_sentences(units, page, likelihood, keeps)
        keeps = keep_lists(units, page, likelihood, keeps)
        return [_call_heading(unit) if keep else _outside(unit) for unit, keep in zip(units, keeps, strict=True)]
    least = max(best[1] / 2, _LEAST_LIKELY)
    return [
        _call_heading(unit) if likely >= least and unit.zone in (None, best[0].zone) else _outside(unit)
        for unit, likely in weighed
    ]


def _is_paragraph(unit: Unit) -> bool:
    return unit.words >= _PARAGRAPH_WORDS and ends_as_sentence(unit.text)


def _outside(unit: Unit) -> Unit:
    if unit.tag == "h1" and unit.zone is None:
        return unit.removed(RemovalReason.TITLE, "markup.title")
    if unit.zone is not None:
        return unit.removed(unit.zone, f"markup.{unit.zone.value.replace('_', '-')}")
    return unit.removed(RemovalReason.OUTSIDE_ARTICLE, "layout.outside")


def _call_heading(unit: Unit) -> Unit:
    is_label = unit.is_bold and unit.words <= _HEADING_WORDS and not ends_as_sentence(unit.text)
    return unit.of_kind(BlockKind.HEADING) if is_label and unit.kind is BlockKind.PARAGRAPH else unit
