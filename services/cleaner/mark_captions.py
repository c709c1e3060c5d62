"""Marks captions, credits, bylines and dates that stand among the paragraphs of a body."""

from collections.abc import Sequence

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.agencies import ends_with_picture_credit, is_credit_line
from services.cleaner.read_byline import is_date_line, read_byline
from services.cleaner.unit import Unit

#: Captions are short; a paragraph that closes with a source in brackets is not.
_LONGEST_CAPTION_WORDS = 70


def mark_captions(units: Sequence[Unit]) -> list[Unit]:
    """Mark lines that are nothing but a caption, a credit, a byline or a date."""
    return [unit if unit.verdict is not None else _mark(unit) for unit in units]


def _mark(unit: Unit) -> Unit:
    if unit.words <= _LONGEST_CAPTION_WORDS and ends_with_picture_credit(unit.text):
        return unit.removed(RemovalReason.CAPTION, "line.picture-credit")
    if len(unit.text) > 200 or unit.kind is BlockKind.HEADING:
        return unit
    if is_credit_line(unit.text):
        return unit.removed(RemovalReason.CREDIT, "line.agency-credit")
    if is_date_line(unit.text):
        return unit.removed(RemovalReason.DATE, "line.date")
    if read_byline(unit.text) is not None:
        return unit.removed(RemovalReason.BYLINE, "line.byline")
    return unit
