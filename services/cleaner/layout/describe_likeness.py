"""Describes what a unit has in common with its page: with the title, the description, the story, and itself."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.cleaner.letters import letters
from services.cleaner.unit import Unit

LIKENESS_FEATURES = (
    "title_likeness",
    "description_likeness",
    "description_share",
    "topic_share",
    "copies",
    "copies_before",
    "witness",
)

#: Shorter words are in every text.
_WORD = re.compile(r"\w{4,}")


class Told(NamedTuple):
    """What a page says for machines that its own text can be held against."""

    title: str = ""
    description: str = ""
    body: str = ""
    """The letters of the article's text, where structured data has it."""


def describe_likeness(units: Sequence[Unit], paragraph: NDArray[np.float64], told: Told) -> NDArray[np.float64]:
    """Return a row for each unit, a column for each of LIKENESS_FEATURES."""
    title, description = _words(told.title), _words(told.description)
    bags = [_words(unit.text) for unit in units]
    weights = paragraph.tolist()
    spread = Counter(chain.from_iterable(bag for bag, weight in zip(bags, weights, strict=True) if weight))
    # A paragraph's own words are among those counted, so that only what others have, too, is the topic.
    topic, shared = spread.keys(), {word for word, count in spread.items() if count > 1}
    copies = Counter(unit.text for unit in units)
    before: Counter[str] = Counter()
    rows = []
    for unit, bag, weight in zip(units, bags, weights, strict=True):
        size = max(len(bag), 1)
        described = len(bag & description)
        rows.append(
            (
                len(bag & title) / max(len(title), 1),
                described / max(len(description), 1),
                described / size,
                len(bag & (shared if weight else topic)) / size,
                copies[unit.text],
                before[unit.text],
                _witness(unit.text, told.body),
            )
        )
        before[unit.text] += 1
    return np.array(rows, dtype=float)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _witness(text: str, body: str) -> float:
    """Tell whether structured data holds a text: 1 or 0, or -1 where there is none."""
    return float(letters(text) in body) if body else -1.0
