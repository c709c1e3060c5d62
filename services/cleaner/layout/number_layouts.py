"""Gives what is laid out alike on a page one number."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from services.cleaner.layout.figures import Integers
from services.cleaner.markup.page import Page
from services.cleaner.markup.zones import read_hints


class Layouts(NamedTuple):
    """A number for each unit; units of one number are laid out alike."""

    own: Integers
    """By its element and the one around it."""
    around: Integers
    """By the element around its own, and the one around that."""


def number_layouts(page: Page, elements: Sequence[int]) -> Layouts:
    """Compare the layouts of units, given the element of each: the names and classes of elements, without numbers."""
    own: dict[Hashable, int] = {}
    around: dict[Hashable, int] = {}
    numbers: dict[int, tuple[int, int]] = {}
    for element in elements:
        if element not in numbers:
            parent = page.parents[element]
            inner, middle, outer = (_layout(page, at) for at in (element, parent, page.parents[parent]))
            numbers[element] = (
                own.setdefault((inner, middle), len(own)),
                around.setdefault((middle, outer), len(around)),
            )
    found = np.array([numbers[element] for element in elements])
    return Layouts(found[:, 0], found[:, 1])


def _layout(page: Page, element: int) -> tuple[str, str]:
    attributes = page.attributes[element]
    return page.names[element], read_hints(attributes).layout if attributes else ""
