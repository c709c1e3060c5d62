"""Marks what a page says twice: its headline among the paragraphs, a deck that equals the lead, doubled paragraphs."""

from collections import Counter
from collections.abc import Sequence

from claimwire.models import RemovalReason
from services.cleaner.letters import letters
from services.cleaner.unit import Unit

#: A shorter paragraph may be said twice on purpose: a refrain, an answer.
_FEWEST_WORDS = 8
#: A deck stands this close above its copy.
_DECK_UNITS = 3
#: Texts are compared as a whole only where so many of their first letters are the same.
_BEGINNING = 16
#: Characters in which so many letters are found, with white space and marks between them.
_BEGINNING_CHARACTERS = 48


def mark_repeats(units: Sequence[Unit], title: str | None) -> list[Unit]:
    """Mark repeats. The first copy stays, except for a deck above the lead, which is a subtitle."""
    marked = list(units)
    headline = letters(title or "").casefold()
    beginnings = [_beginning(unit.text) if unit.verdict is None else "" for unit in units]
    alike = Counter(beginnings)
    alike[_beginning(title or "")] += 1
    seen: dict[str, int] = {}
    kept = 0
    for at, (unit, beginning) in enumerate(zip(units, beginnings, strict=True)):
        if unit.verdict is not None:
            continue
        key = letters(unit.text).casefold() if alike[beginning] > 1 else ""
        if key and key == headline:
            marked[at] = unit.removed(RemovalReason.TITLE, "repeat.title")
            continue
        if key in seen and unit.words >= _FEWEST_WORDS:
            first = seen[key]
            if kept <= _DECK_UNITS and marked[first].verdict is None:
                marked[first] = marked[first].removed(RemovalReason.SUBTITLE, "repeat.subtitle")
            else:
                marked[at] = unit.removed(RemovalReason.DUPLICATE, "repeat.paragraph")
        if key:
            seen[key] = at
        kept += 1
    return marked


def _beginning(text: str) -> str:
    return letters(text[:_BEGINNING_CHARACTERS]).casefold()[:_BEGINNING]
