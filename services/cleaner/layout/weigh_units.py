"""Weighs how likely each unit of a page belongs to its article, by trees that were learned from pages of many outlets.

How they are learned, and from what, is in ``deploy/learn/learn_page_units.py``.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from services.cleaner.boosted_trees import BoostedTrees, read_trees
from services.cleaner.layout.describe_likeness import Told
from services.cleaner.layout.describe_units import FEATURES, describe_units
from services.cleaner.letters import letters
from services.cleaner.markup.page import Page, PageHead
from services.cleaner.unit import Unit

_LINKED = 0.9
_MENU_WORDS = 12
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_BODY = re.compile(r'"articleBody"\s{0,9}:\s{0,9}"([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL)
_MARKUP = re.compile(r"<[^<>]{0,400}>|&[a-z#0-9]{1,9};", re.IGNORECASE)


@cache
def page_trees() -> BoostedTrees:
    """Read the trees that come with the cleaner."""
    return read_trees(resources.files("services.cleaner") / "weights" / "page_units.npz", FEATURES)


def weigh_units(units: Sequence[Unit], page: Page, title: str | None) -> Sequence[float]:
    """Return for each unit how likely it is the article's, 0 to 1."""
    candidates = [at for at, unit in enumerate(units) if not _is_of_a_menu(unit)]
    likelihood = [0.0] * len(units)
    if candidates:
        rows = describe_page(units, page, title)[candidates]
        for at, likely in zip(candidates, page_trees().likelihood(rows).tolist(), strict=True):
            likelihood[at] = likely
    return likelihood


def _is_of_a_menu(unit: Unit) -> bool:
    """Tell the links of menus and footers, which are most of a page's units, and need no weighing."""
    return unit.zone is not None and unit.link_share > _LINKED and unit.words <= _MENU_WORDS


def describe_page(units: Sequence[Unit], page: Page, title: str | None) -> NDArray[np.float32]:
    """Return a row for each unit, a column for each of FEATURES, from all that the page says about its article."""
    return describe_units(units, page, Told(title or "", _description(page.head), _body(page.head)))


def _description(head: PageHead) -> str:
    return next((head.metas[name][0] for name in _DESCRIPTIONS if name in head.metas), "")


def _body(head: PageHead) -> str:
    """Return the letters of the article's text as structured data has it; a script may be broken elsewhere."""
    found = []
    for script in head.json_ld:
        for body in _BODY.finditer(script) if "articleBody" in script else ():
            try:
                found.append(json.loads(f'"{body[1]}"', strict=False))
            except ValueError:
                continue
    return letters(_MARKUP.sub(" ", " ".join(found)))
