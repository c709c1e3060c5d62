"""Marks captions, credits, bylines and dates that stand among the paragraphs of a body."""

import re
from collections.abc import Sequence

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.metadata.agencies import ends_with_picture_credit, is_credit_line
from services.cleaner.metadata.read_byline import is_date_line, read_byline
from services.cleaner.unit import Unit, Verdict

#: Captions are short; a paragraph that closes with a source in brackets is not.
_LONGEST_CAPTION_WORDS = 70
#: A credit, a byline or a date has fewer words, even with three authors, their roles and a time.
_LONGEST_LINE_WORDS = 30

#: Whose report it is, below the last paragraph: "(LPA/ks)".
_INITIALS = re.compile(r"[(\[]?[A-Z]{2,6}(?:\s?[/,]\s?[A-Za-z]{2,6}){0,3}[)\]]?")
#: "Print | Mail | Back": links with bars between.
_MOSTLY_LINKS = 0.5
_BAR = re.compile(r" [|·•] ")
_FEWEST_BARS = 2
_YEAR = re.compile(r"\d\d\d\d")


def mark_captions(units: Sequence[Unit]) -> list[Unit]:
    """Mark lines that are nothing but a caption, a credit, a byline, a date or a row of links."""
    marked = [unit if unit.verdict is not None else _mark(unit) for unit in units]
    last = max((at for at, unit in enumerate(marked) if unit.verdict is None), default=None)
    if last is not None and _INITIALS.fullmatch(marked[last].text):
        marked[last] = marked[last].removed(RemovalReason.CREDIT, "line.initials")
    return marked


def _mark(unit: Unit) -> Unit:
    # No credit ends with a full stop, and most paragraphs do.
    if unit.words <= _LONGEST_CAPTION_WORDS and unit.text[-1] != "." and ends_with_picture_credit(unit.text):
        return unit.removed(RemovalReason.CAPTION, "line.picture-credit")
    if unit.words > _LONGEST_LINE_WORDS or len(unit.text) > 200 or unit.kind is BlockKind.HEADING:
        return unit
    verdict = _verdict(unit)
    return unit if verdict is None else unit.removed(*verdict)


def _verdict(unit: Unit) -> Verdict | None:
    if unit.link_share >= _MOSTLY_LINKS and len(_BAR.findall(unit.text)) >= _FEWEST_BARS:
        return Verdict(RemovalReason.NAVIGATION, "line.link-row")
    if is_credit_line(unit.text):
        return Verdict(RemovalReason.CREDIT, "line.agency-credit")
    if _YEAR.search(unit.text) and is_date_line(unit.text):
        return Verdict(RemovalReason.DATE, "line.date")
    if read_byline(unit.text) is not None:
        return Verdict(RemovalReason.BYLINE, "line.byline")
    return None
