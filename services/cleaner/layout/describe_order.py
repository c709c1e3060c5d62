"""Describes the order of a page's units: how far along each stands, what is before, behind and around it."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from services.cleaner.layout.figures import Floats, Integers, Weighed
from services.cleaner.unit import Unit

ORDER_FEATURES = (
    "place",
    "before_share",
    "paragraphs_before",
    "paragraphs_behind",
    "since_paragraph",
    "until_paragraph",
    "since_headline",
    "near_links",
    "near_words",
    "page_units",
    "page_words",
    "heading_level",
    "run_length",
    "run_place",
    "before_run_words",
    "before_run_is_paragraph",
    "before_run_same_box",
    "behind_run_words",
    "behind_run_is_paragraph",
    "behind_run_same_box",
    "wide_share",
)

_PARAGRAPH_WORDS = 8.0
_FAR = 30.0
_NEAR, _WIDE = 7, 21


def describe_order(units: Sequence[Unit], weighed: Weighed, layouts: Integers, boxes: Integers) -> Floats:
    """Return a row for each unit, a column for each of ORDER_FEATURES.

    ``layouts`` numbers the units that are laid out alike, ``boxes`` those in the same element two levels up.
    """
    count = len(units)
    at = np.arange(count)
    paragraph = weighed.paragraph
    whole = max(float(paragraph.sum()), 1.0)
    is_paragraph = paragraph >= _PARAGRAPH_WORDS
    number = np.cumsum(is_paragraph)
    headline = next((index for index, unit in enumerate(units) if unit.tag == "h1"), None)
    near_words = _around(weighed.words, _NEAR)
    return np.column_stack(
        [
            at / count,
            (np.cumsum(paragraph) - paragraph) / whole,
            number - is_paragraph,
            number[-1] - number,
            _since(is_paragraph),
            _since(is_paragraph[::-1])[::-1],
            np.full(count, -_FAR - 1) if headline is None else np.clip(at - headline, -_FAR, _FAR),
            _around(weighed.linked, _NEAR) / np.maximum(near_words, 1),
            near_words,
            np.full(count, float(count)),
            np.full(count, whole),
            [_heading_level(unit.tag) for unit in units],
            _runs(layouts, weighed, boxes),
            _around(paragraph, _WIDE) / whole,
        ]
    )


def _runs(layouts: Integers, weighed: Weighed, boxes: Integers) -> Floats:
    """Describe what stands before and behind each run of units that are laid out alike."""
    count = len(layouts)
    starts = np.flatnonzero(np.r_[True, layouts[1:] != layouts[:-1]])
    ends = np.r_[starts[1:], count]
    run = np.repeat(np.arange(len(starts)), ends - starts)
    start, end = starts[run], ends[run]
    return np.column_stack(
        [
            end - start,
            np.arange(count) - start,
            _neighbour(np.maximum(start - 1, 0), start == 0, weighed, boxes),
            _neighbour(np.minimum(end, count - 1), end == count, weighed, boxes),
        ]
    )


def _neighbour(at: Integers, is_missing: NDArray[np.bool_], weighed: Weighed, boxes: Integers) -> Floats:
    found = np.column_stack([weighed.words[at], weighed.is_paragraph[at], boxes[at] == boxes])
    return np.where(is_missing[:, None], -1.0, found)


def _around(values: Floats, window: int) -> Floats:
    """Sum for each place what stands in a window around it."""
    return np.convolve(np.pad(values, window // 2), np.ones(window), "valid")


def _since(marks: NDArray[np.bool_]) -> Floats:
    """Count for each place the steps since the last mark before it, up to a limit."""
    steps = accumulate(marks.tolist()[:-1], lambda since, mark: 1.0 if mark else min(since + 1, _FAR), initial=_FAR)
    return np.array(list(steps))


def _heading_level(tag: str) -> float:
    return float(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0.0
