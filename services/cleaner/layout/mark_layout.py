"""Marks the neighbours of the story where a page is laid out in a table: menu, notices and masthead are cells, too."""

from collections.abc import Sequence

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.markup.page import DEPTH_LIMIT, Page
from services.cleaner.sentences import ends_as_sentence
from services.cleaner.unit import Unit

#: A cell of a table of figures holds no three paragraphs, and never most of the text.
_FEWEST_PARAGRAPHS = 3
_LEAST_SHARE = 0.5
_PARAGRAPH_WORDS = 8
_MOST_LINKED = 0.5


def mark_layout(units: Sequence[Unit], page: Page) -> list[Unit]:
    """Mark every kept unit outside the cell that holds the story, if one does; tables inside it stay."""
    if not page.cells or page.depth > DEPTH_LIMIT:
        return list(units)
    cells = [next((at for at in page.around(unit.element) if at in page.cells), 0) for unit in units]
    story = _story_cell(units, cells)
    if story is None:
        return list(units)
    return [
        _into_paragraph(unit, at_cell=cell == story)
        if unit.verdict is not None or story in page.around(unit.element)
        else unit.removed(RemovalReason.OUTSIDE_ARTICLE, "layout.other-cell")
        for unit, cell in zip(units, cells, strict=True)
    ]


def _into_paragraph(unit: Unit, *, at_cell: bool) -> Unit:
    return unit.of_kind(BlockKind.PARAGRAPH) if at_cell and unit.kind is BlockKind.TABLE else unit


def _story_cell(units: Sequence[Unit], cells: Sequence[int]) -> int | None:
    words: dict[int, int] = {}
    paragraphs: dict[int, int] = {}
    for unit, cell in zip(units, cells, strict=True):
        if unit.verdict is None and _is_paragraph(unit):
            words[cell] = words.get(cell, 0) + unit.words
            paragraphs[cell] = paragraphs.get(cell, 0) + 1
    largest = max(words, key=words.__getitem__, default=0)
    if largest == 0 or paragraphs[largest] < _FEWEST_PARAGRAPHS or words[largest] < _LEAST_SHARE * sum(words.values()):
        return None
    return largest


def _is_paragraph(unit: Unit) -> bool:
    return unit.words >= _PARAGRAPH_WORDS and unit.link_share <= _MOST_LINKED and ends_as_sentence(unit.text)
