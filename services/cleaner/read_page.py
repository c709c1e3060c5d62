"""Reads an HTML page: its layout says what the body is, markup and words say what else is in it."""

from collections.abc import Sequence

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.detect_language import detect_language
from services.cleaner.document import DecodedBody, RawDocument
from services.cleaner.layout.judge_list import require_no_list
from services.cleaner.layout.keep_body import keep_body
from services.cleaner.layout.mark_layout import mark_layout
from services.cleaner.letters import letters
from services.cleaner.markup.scan_html import scan_html
from services.cleaner.metadata.choose_date import is_possible
from services.cleaner.metadata.page_metadata import read_metadata
from services.cleaner.metadata.read_byline import Byline, read_byline
from services.cleaner.outlet.apply_site_config import apply_site_config
from services.cleaner.reading import Reading, find_agency, people_among
from services.cleaner.residue.mark_appended import mark_appended
from services.cleaner.residue.mark_boxes import mark_boxes
from services.cleaner.residue.mark_captions import mark_captions
from services.cleaner.residue.mark_phrases import mark_phrases
from services.cleaner.residue.mark_repeats import mark_repeats
from services.cleaner.residue.mark_summary_box import mark_summary_box
from services.cleaner.unit import Unit

_BYLINE_WORDS = 20
_BYLINES = (RemovalReason.BYLINE, RemovalReason.DATE)


def read_page(body: DecodedBody, document: RawDocument) -> Reading:
    """Read a page."""
    page = scan_html(body.text)
    metadata = read_metadata(
        page.head,
        document.url,
        text=body.text,
        units=page.units,
        fetched_at=document.fetched_at,
        hint=document.published_hint,
    )
    units = mark_layout(
        apply_site_config(keep_body(_mark_summary(page.units), page, metadata.title), page, body.text, document.rules),
        page,
    )
    language = detect_language(units, metadata.language)
    require_no_list(units, page)
    units = _mark_headline(units)
    title = metadata.title or document.title_hint
    units = mark_appended(units, title)
    units = mark_boxes(mark_phrases(units, language), page)
    units = mark_repeats(mark_captions(units), title)
    units = _call_subtitle(units, metadata.subtitle)
    byline = None if metadata.authors and metadata.published else _printed_byline(units)
    authors = metadata.authors or (byline.authors if byline else ())
    printed = byline.date.belief("byline") if byline and byline.date else None
    if printed is not None and not is_possible(printed, document.fetched_at):
        printed = None
    return Reading(
        units=tuple(units),
        language=language,
        title=title,
        subtitle=metadata.subtitle,
        authors=people_among(authors),
        agency=metadata.agency or find_agency(authors, units),
        published=metadata.published or printed,
        modified=metadata.modified,
        outlet=metadata.outlet or document.outlet,
        url=metadata.url,
        section=metadata.section,
    )


def _mark_summary(units: Sequence[Unit]) -> list[Unit]:
    """Mark a machine's summary below the headline, before its parts are judged one by one."""
    headline = next((at for at, unit in enumerate(units) if unit.tag == "h1"), 0)
    return [*units[:headline], *mark_summary_box(units[headline:])]


def _mark_headline(units: Sequence[Unit]) -> list[Unit]:
    """Mark a page's only ``<h1>``; outlets that use it for each section mean nothing by it."""
    headlines = [at for at, unit in enumerate(units) if unit.tag == "h1" and unit.verdict is None]
    marked = list(units)
    if len(headlines) == 1:
        marked[headlines[0]] = units[headlines[0]].removed(RemovalReason.TITLE, "markup.title")
    return marked


def _call_subtitle(units: list[Unit], subtitle: str | None) -> list[Unit]:
    first = next((at for at, unit in enumerate(units) if unit.verdict is None), None)
    if first is None or not subtitle or units[first].kind is not BlockKind.HEADING:
        return units
    if letters(units[first].text) != letters(subtitle):
        return units
    return [*units[:first], units[first].of_kind(BlockKind.SUBTITLE), *units[first + 1 :]]


def _printed_byline(units: Sequence[Unit]) -> Byline | None:
    """Find the byline: a line that was marked as one, above the body or beside it, else what looks like one above."""
    kept = [at for at, unit in enumerate(units) if unit.verdict is None]
    marked = [
        unit
        for unit in units[: kept[-1] if kept else 0]
        if unit.zone is RemovalReason.BYLINE or (unit.verdict and unit.verdict.reason in _BYLINES)
    ]
    above = [unit for unit in units[: kept[0] if kept else 0] if unit.zone is None and unit.words <= _BYLINE_WORDS]
    return next(filter(None, (read_byline(unit.text) for unit in (*marked, *above))), None)
