"""Describes each unit of a page in figures: its text, the elements around it, its place, its neighbours."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claimwire.models import RemovalReason
from services.cleaner.layout.describe_elements import ELEMENT_FEATURES, ZONE_CODES, describe_elements
from services.cleaner.layout.describe_likeness import LIKENESS_FEATURES, Told, describe_likeness
from services.cleaner.layout.describe_order import ORDER_FEATURES, describe_order
from services.cleaner.layout.describe_place import PLACE_FEATURES, describe_place
from services.cleaner.layout.describe_text import TEXT_FEATURES, describe_text
from services.cleaner.layout.figures import Floats, Integers, Weighed
from services.cleaner.layout.number_layouts import number_layouts
from services.cleaner.markup.page import Page
from services.cleaner.unit import Unit

_ALONE = (
    *TEXT_FEATURES,
    *ELEMENT_FEATURES,
    "is_paragraph",
    "zone_share",
    *PLACE_FEATURES,
    *ORDER_FEATURES,
    *LIKENESS_FEATURES,
)
_OF_NEIGHBOURS = ("words", "link_share", "ends_with", "tag", "sentences", "is_paragraph", "parent_share")
_NEIGHBOURS = (-2, -1, 1, 2)
FEATURES = (
    *_ALONE,
    *(f"{name}{step:+d}" for step in _NEIGHBOURS for name in _OF_NEIGHBOURS),
    *(f"same_{what}{step:+d}" for step in _NEIGHBOURS for what in ("parent", "signature")),
)
"""The columns, in order. Weights that were learned name them, so that they cannot be read by other columns."""

_COLUMNS = [_ALONE.index(name) for name in _OF_NEIGHBOURS]
_WORDS, _LINKS, _ENDS = (TEXT_FEATURES.index(name) for name in ("words", "link_share", "ends_with"))
_ZONE, _HIDDEN = (ELEMENT_FEATURES.index(name) for name in ("zone", "is_hidden"))
_DISTANCES = [at for at, name in enumerate(ELEMENT_FEATURES) if name.endswith("_distance")]
_FARTHEST = 20.0

_PARAGRAPH_WORDS = 8.0
_MOST_LINKED = 0.3
#: From here on describe_text calls an end a sentence's.
_SENTENCE = 3.0
#: How much a paragraph counts in a place that the markup calls something else than a story.
_MISPLACED = 0.25
#: Unless so much of the page is in such places: then the outlet names its story after something else.
_MOST_MISPLACED = 0.4
_COMMENTS, _CONSENT = ZONE_CODES[RemovalReason.COMMENTS], ZONE_CODES[RemovalReason.CONSENT]


def describe_units(units: Sequence[Unit], page: Page, told: Told) -> NDArray[np.float32]:
    """Return a row for each unit, a column for each of FEATURES."""
    text = np.array([describe_text(unit) for unit in units])
    parents = np.asarray(page.parents)
    elements = np.array([unit.element for unit in units])
    described = describe_elements(page, elements.tolist())
    around = np.array([described[unit.element] for unit in units])
    around[:, _DISTANCES] = np.minimum(around[:, _DISTANCES], _FARTHEST)
    words, links = text[:, _WORDS], text[:, _LINKS]
    is_paragraph = (words >= _PARAGRAPH_WORDS) & (links <= _MOST_LINKED) & (text[:, _ENDS] >= _SENTENCE)
    weighed = Weighed(
        words=words,
        linked=links * words,
        is_paragraph=is_paragraph,
        paragraph=words * is_paragraph * _trust(around, words * is_paragraph),
    )
    layouts = number_layouts(page, elements.tolist())
    alone = np.hstack(
        [
            text,
            around,
            is_paragraph[:, None],
            _zone_share(around[:, _ZONE], words * is_paragraph)[:, None],
            describe_place(elements, page.parents, weighed, layouts),
            describe_order(units, weighed, layouts.own, parents[parents[elements]]),
            describe_likeness(units, weighed.paragraph, told),
        ]
    )
    near = [_shifted(alone[:, _COLUMNS], step) for step in _NEIGHBOURS]
    same = [_same(codes, step) for step in _NEIGHBOURS for codes in (parents[elements], layouts.own)]
    return np.hstack([alone, *near, *same]).astype(np.float32)


def _trust(around: Floats, paragraphs: Floats) -> Floats:
    """Tell how much a paragraph says about where the story is, by what the markup calls its place."""
    zones = around[:, _ZONE]
    is_named = (zones > 0) & (_zone_share(zones, paragraphs) < _MOST_MISPLACED)
    is_misplaced = is_named | (zones == _COMMENTS) | (around[:, _HIDDEN] > 0)
    trust = np.where(is_misplaced, _MISPLACED, 1.0)
    trust[zones == _CONSENT] = 0.0
    return trust


def _zone_share(zones: Floats, paragraphs: Floats) -> Floats:
    """Tell for each unit how much of the page's paragraphs is in places that the markup calls what it calls this."""
    codes = zones.astype(np.int64)
    shares: Floats = np.bincount(codes, paragraphs)[codes] / max(float(paragraphs.sum()), 1.0)
    return shares


def _shifted(columns: Floats, step: int) -> Floats:
    moved = np.full_like(columns, -1.0)
    if step > 0:
        moved[:-step] = columns[step:]
    else:
        moved[-step:] = columns[:step]
    return moved


def _same(codes: Integers, step: int) -> Floats:
    column = codes.astype(float)[:, None]
    same: Floats = (_shifted(column, step) == column).astype(float)
    return same
