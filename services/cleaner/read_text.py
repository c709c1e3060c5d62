"""Reads a plain text that someone extracted from a page: residue and article are told apart by words and order."""

from services.cleaner.detect_language import detect_language
from services.cleaner.document import DecodedBody, RawDocument
from services.cleaner.mark_appended import mark_appended
from services.cleaner.mark_captions import mark_captions
from services.cleaner.mark_header import mark_header
from services.cleaner.mark_phrases import mark_phrases
from services.cleaner.mark_repeats import mark_repeats
from services.cleaner.mark_summary_box import mark_summary_box
from services.cleaner.mark_tail import mark_tail
from services.cleaner.read_lines import read_lines
from services.cleaner.reading import Reading, find_agency, people_among


def read_text(body: DecodedBody, document: RawDocument) -> Reading:
    """Read a text."""
    units = mark_summary_box(read_lines(body.text))
    language = detect_language(units, None)
    header = mark_header(units, document.title_hint)
    units = mark_phrases(mark_appended(mark_tail(header.units), header.title), language)
    units = mark_repeats(mark_captions(units), header.title)
    authors = header.byline.authors if header.byline else ()
    source = "byline" if header.byline and header.byline.date else "text"
    subtitle = next((unit.text for unit in units if unit.verdict and unit.verdict.reason.value == "subtitle"), None)
    return Reading(
        units=tuple(units),
        language=language,
        title=header.title or document.title_hint,
        subtitle=subtitle,
        authors=people_among(authors),
        agency=(header.byline.agency if header.byline else None) or find_agency(authors, units),
        published=header.date.belief(source) if header.date else None,
        outlet=document.outlet,
        url=document.url,
    )
