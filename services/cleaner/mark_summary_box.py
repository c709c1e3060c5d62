"""Marks the box of a machine's summary above an article: it repeats the body and is no second witness."""

# ruff: noqa: RUF001 - sentences open with curly quotes

import re
from collections.abc import Sequence

from claimwire.models import RemovalReason
from services.cleaner.unit import Unit

#: Words that only such a box opens with: a button that was pressed, or a machine that is named.
_OPENS = re.compile(
    r"summari[sz]e(?: (?:this|article))?\s*(?:simplifying|summari[sz]ing)?\s*(?:\.{3}|…)|simplifying\s*(?:\.{3}|…)|"
    r"(?:ai|machine)[- ](?:generated )?(?:summary|overview|key (?:points|takeaways))\b|"
    r"(?:this )?summary (?:was |is )?(?:ai[- ])?generated (?:by|with|using) (?:ai|artificial)|"
    r"generate (?:key takeaways|summary)",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"was (?:this |it )?a long read\?.{0,120}|making it simpler.{0,80}|(?:this|the) summary (?:was|is|"
    r"has been) .{0,40}generated.{0,120}|"
    r"(?:ai|machine)[- ]generated (?:summary|content).{0,160}|was this (?:summary|helpful).{0,60}|"
    r"ai can make mistakes.{0,80}",
    re.IGNORECASE,
)
#: Boxes stand above or right below the headline, and are short.
_FIRST_UNITS = 8
_MOST_UNITS = 12


def mark_summary_box(units: Sequence[Unit]) -> list[Unit]:
    """Mark everything from the box's opening words to its closing ones; without closing words, the opening unit."""
    opening = next((at for at, unit in enumerate(units[:_FIRST_UNITS]) if _OPENS.match(unit.text)), None)
    if opening is None:
        return list(units)
    marked = list(units)
    closing = next(
        (
            at
            for at in range(opening, min(opening + _MOST_UNITS, len(units)))
            if _CLOSES.search(units[at].text, 1 if at == opening else 0)
        ),
        opening,
    )
    for at in range(opening, closing + 1):
        marked[at] = units[at].removed(RemovalReason.SUMMARY, "box.machine-summary")
    return _cut_behind(marked, closing)


def _cut_behind(units: list[Unit], closing: int) -> list[Unit]:
    # Where the page's line breaks were lost, the article goes on behind the closing words.
    unit = units[closing]
    found = _CLOSES.search(unit.text)
    rest = re.compile(r"(?<=[.!?…]) (?=[\"“‘]?[^\W\d_a-z]\w)").search(unit.text, found.end()) if found else None
    if rest is None or unit.text.count(" ", rest.start()) < _FEWEST_WORDS_BEHIND:
        return units
    box, *behind = unit.split(rest.start())
    return [*units[:closing], box, *(part.kept() for part in behind), *units[closing + 1 :]]


_FEWEST_WORDS_BEHIND = 20
