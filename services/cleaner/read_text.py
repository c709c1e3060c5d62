"""Reads a plain text that someone extracted from a page: residue and article are told apart by words and order."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from claimwire.models import RemovalReason
from services.cleaner.detect_language import detect_language
from services.cleaner.document import DecodedBody, RawDocument
from services.cleaner.lines.mark_foreign import mark_foreign
from services.cleaner.lines.read_lines import read_lines
from services.cleaner.reading import Reading, find_agency, people_among
from services.cleaner.residue.mark_appended import mark_appended
from services.cleaner.residue.mark_captions import mark_captions
from services.cleaner.residue.mark_header import Header, mark_header
from services.cleaner.residue.mark_phrases import mark_phrases
from services.cleaner.residue.mark_repeats import mark_repeats
from services.cleaner.residue.mark_summary_box import mark_summary_box
from services.cleaner.residue.mark_tail import mark_tail
from services.cleaner.sentences import is_body_like
from services.cleaner.unit import Unit

#: Two paragraphs tell a text's language; labels and names around them do not.
_LANGUAGE_UNITS = 2


def read_text(body: DecodedBody, document: RawDocument) -> Reading:
    """Read a text."""
    header, language = mark_residue(body.text, document.title_hint)
    units = mark_foreign(header.units, body.text)
    authors = header.byline.authors if header.byline else ()
    source = "byline" if header.byline and header.byline.date else "text"
    subtitles = (unit.text for unit in units if unit.verdict and unit.verdict.reason is RemovalReason.SUBTITLE)
    return Reading(
        units=tuple(units),
        language=language,
        title=header.title or document.title_hint,
        subtitle=next(subtitles, None),
        authors=people_among(authors),
        agency=(header.byline.agency if header.byline else None) or find_agency(authors, units),
        published=header.date.belief(source) if header.date else None,
        outlet=document.outlet,
        url=document.url,
    )


def mark_residue(text: str, title_hint: str | None) -> tuple[Header, str | None]:
    """Part a text into units, mark what rules know, and tell its language."""
    units = mark_summary_box(read_lines(text))
    language = _language(units)
    header = mark_header(units, title_hint)
    units = mark_phrases(mark_appended(mark_tail(header.units), header.title), language)
    units = mark_repeats(mark_captions(units), header.title)
    return replace(header, units=tuple(units)), language


def _language(units: Sequence[Unit]) -> str | None:
    sentences = (unit for unit in units if unit.verdict is None and is_body_like(unit.text))
    return detect_language(list(islice(sentences, _LANGUAGE_UNITS)) or units, None)
