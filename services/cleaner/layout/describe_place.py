"""Describes where in its page a unit stands: what else its elements hold, how far the story's own are.

What paragraphs there are, and where most of them are, is found first: a paragraph is a text of some words, with few
of them linked, that ends as a sentence does. Text that the markup calls something else weighs little in it.
"""

from collections.abc import Sequence

import numpy as np

from services.cleaner.layout.figures import Floats, Integers, Weighed
from services.cleaner.layout.number_layouts import Layouts

PLACE_FEATURES = (
    "parent_share",
    "second_share",
    "third_share",
    "parent_links",
    "second_links",
    "parent_units",
    "second_units",
    "leaves_story",
    "below_story",
    "leaves_core",
    "below_core",
    "layout_units",
    "layout_share",
    "layout_links",
    "layout_words",
    "second_layout_units",
    "second_layout_share",
    "second_layout_links",
    "second_layout_words",
)

#: An element holds the story if it has this share of the paragraphs, its core if it has that one.
_STORY_SHARE = 0.5
_CORE_SHARE = 0.25


def describe_place(elements: Integers, parents: Sequence[int], weighed: Weighed, layouts: Layouts) -> Floats:
    """Return a row for each unit, a column for each of PLACE_FEATURES.

    ``elements`` are the numbers of the units' elements, ``parents`` those around each element of the page.
    """
    counted = np.column_stack([weighed.paragraph, weighed.linked, weighed.words, np.ones(len(elements))])
    held = _held(elements, counted, parents)
    around = np.asarray(parents)
    first, second, third = held[elements], held[around[elements]], held[around[around[elements]]]
    whole = max(float(held[0, 0]), 1.0)
    return np.column_stack(
        [
            first[:, 0] / whole,
            second[:, 0] / whole,
            third[:, 0] / whole,
            _linked(first),
            _linked(second),
            first[:, 3],
            second[:, 3],
            _leaves(parents, held[:, 0], _STORY_SHARE)[elements],
            _leaves(parents, held[:, 0], _CORE_SHARE)[elements],
            _alike(layouts.own, counted, whole),
            _alike(layouts.around, counted, whole),
        ]
    )


def _linked(held: Floats) -> Floats:
    share: Floats = held[:, 1] / np.maximum(held[:, 2], 1)
    return share


def _alike(layouts: Integers, counted: Floats, whole: float) -> Floats:
    """Describe all units that are laid out as each is: their number, share of the paragraphs, links, mean of words."""
    alike = np.zeros((int(layouts.max()) + 1, counted.shape[1]))
    np.add.at(alike, layouts, counted)
    like = alike[layouts]
    return np.column_stack([like[:, 3], like[:, 0] / whole, _linked(like), like[:, 2] / like[:, 3]])


def _held(elements: Integers, counted: Floats, parents: Sequence[int]) -> Floats:
    """Sum for each element what it and all inside it hold."""
    held = np.zeros((len(parents), counted.shape[1]))
    np.add.at(held, elements, counted)
    rows = held.tolist()
    for element in range(len(parents) - 1, 0, -1):
        row = rows[element]
        if row[3]:
            around = rows[parents[element]]
            around[0] += row[0]
            around[1] += row[1]
            around[2] += row[2]
            around[3] += row[3]
    return np.array(rows)


def _leaves(parents: Sequence[int], paragraphs: Floats, share: float) -> Floats:
    """Tell for each element how far outside the innermost element with a share of the paragraphs its own way parts.

    The second column is how deep the element is below that parting.
    """
    enough = paragraphs[0] * share
    rich = (paragraphs >= enough).tolist() if enough > 0 else [False] * len(parents)
    path = {0: 0}
    innermost = 0
    for element in range(1, len(parents)):
        if rich[element] and parents[element] == innermost:
            path[element] = len(path)
            innermost = element
    end = len(path) - 1
    found = [(end, 0)]
    for element in range(1, len(parents)):
        at = path.get(element)
        left, below = found[parents[element]]
        found.append((end - at, 0) if at is not None else (left, below + 1))
    return np.array(found, dtype=float)
