"""Marks what a page says twice: its headline among the paragraphs, a deck that equals the lead, doubled paragraphs."""

from collections.abc import Sequence

from claimwire.models import RemovalReason
from services.cleaner.match_passages import letters
from services.cleaner.unit import Unit

#: A shorter paragraph may be said twice on purpose: a refrain, an answer.
_FEWEST_WORDS = 8
#: A deck stands this close above its copy.
_DECK_UNITS = 3


def mark_repeats(units: Sequence[Unit], title: str | None) -> list[Unit]:
    """Mark repeats. The first copy stays, except for a deck above the lead, which is a subtitle."""
    marked = list(units)
    headline = letters(title or "").casefold()
    seen: dict[str, int] = {}
    kept = 0
    for at, unit in enumerate(units):
        if unit.verdict is not None:
            continue
        key = letters(unit.text).casefold()
        if headline and key == headline:
            marked[at] = unit.removed(RemovalReason.TITLE, "repeat.title")
            continue
        if unit.words >= _FEWEST_WORDS and key in seen:
            first = seen[key]
            if kept <= _DECK_UNITS and marked[first].verdict is None:
                marked[first] = marked[first].removed(RemovalReason.SUBTITLE, "repeat.subtitle")
            else:
                marked[at] = unit.removed(RemovalReason.DUPLICATE, "repeat.paragraph")
        seen[key] = at
        kept += 1
    return marked
