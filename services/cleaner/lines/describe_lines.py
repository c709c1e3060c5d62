"""Describes each line of a plain text in figures: its shape, its neighbours, its place, its share in the topic."""

from collections import Counter
from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from claimwire.models import RemovalReason
from services.cleaner.lines.describe_line import LINE_FEATURES, describe_line
from services.cleaner.lines.measure_topic import TOPIC_FEATURES, measure_topic
from services.cleaner.unit import Unit

_OWN = (*LINE_FEATURES, "gap", "same_opening", "same_text", "closing_before", "closing_behind", *TOPIC_FEATURES)
_NEAR = ("words", "ends_as_sentence", "capital_share", "told_elsewhere", "lead_share", "gap", "is_paragraph")
"""What is looked at in a line's neighbours, too."""
_RADII = (2, 5)
_PLACE = ("place", "lines_before", "body_before_share", "body_before", "body_behind", "beside_median")
_TEXT = ("lines", "paragraph_share", "sentence_share", "body_words", "median_words", "words_in_paragraphs")
FEATURES = (
    *_OWN,
    *(f"{name}_{side}" for side in ("before", "behind") for name in _NEAR),
    *(f"{name}_within_{radius}" for radius in _RADII for name in _NEAR),
    *_PLACE,
    *_TEXT,
)
_SHAPES = len(_OWN) - len(TOPIC_FEATURES)
_NEAR_COLUMNS = [_OWN.index(name) for name in _NEAR]
_WORDS, IS_PARAGRAPH, ENDS = (_OWN.index(name) for name in ("words", "is_paragraph", "ends_as_sentence"))

#: What stands at an article's foot: behind one of these the body hardly goes on.
_CLOSING = frozenset(
    {
        RemovalReason.COMMENTS,
        RemovalReason.CONSENT,
        RemovalReason.COPYRIGHT,
        RemovalReason.FOOTER,
        RemovalReason.NAVIGATION,
        RemovalReason.NEWSLETTER,
        RemovalReason.RELATED,
        RemovalReason.SHARE,
        RemovalReason.SUBSCRIBE,
        RemovalReason.TAGS,
    }
)
#: Characters of a line that its words are taken from.
_SAMPLE = 300
#: More empty lines than this say nothing more; the beginning of a text counts as so many.
_WIDEST_GAP = 3
#: Beyond it a place is simply "far from the edge".
_FAR = 30

Table = NDArray[np.float32]


def describe_lines(units: Sequence[Unit], text: str) -> Table:
    """Return a row of FEATURES for each unit of ``text``; verdicts that rules have given are evidence."""
    count = len(units)
    table = np.empty((count, len(FEATURES)), dtype=np.float32)
    lines = [unit.text[:_SAMPLE].split() for unit in units]
    table[:, :_SHAPES] = _shapes(units, lines, text)
    is_paragraph = table[:, IS_PARAGRAPH]
    is_body = [bool(shape) and unit.verdict is None for shape, unit in zip(is_paragraph, units, strict=True)]
    table[:, _SHAPES : len(_OWN)] = measure_topic(lines, is_body)
    near = table[:, _NEAR_COLUMNS]
    column = len(_OWN)
    for part in (*_neighbours(near), *_means(near)):
        table[:, column : column + len(_NEAR)] = part
        column += len(_NEAR)
    words = np.expm1(table[:, _WORDS])
    body = words * is_paragraph
    table[:, column : column + len(_PLACE)] = _places(body, table[:, _WORDS]).T
    table[:, column + len(_PLACE) :] = (
        count,
        float(is_paragraph.mean()),
        float(table[:, ENDS].mean()),
        log1p(float(body.sum())),
        _median(words),
        float(body.sum() / (words.sum() + 1)),
    )
    return table


def _shapes(units: Sequence[Unit], lines: Sequence[Sequence[str]], text: str) -> list[tuple[float, ...]]:
    opened, told = Counter(words[0] for words in lines), Counter(unit.text for unit in units)
    closing = sum(_closes(unit) for unit in units)
    closed = end = 0
    shapes = []
    for unit, words in zip(units, lines, strict=True):
        closes = _closes(unit)
        closing -= closes
        gap = min(text.count("\n", end, unit.raw_start), _WIDEST_GAP) if end else _WIDEST_GAP
        end = unit.raw_end
        shapes.append((*describe_line(unit.text, words), gap, opened[words[0]], told[unit.text], closed, closing))
        closed += closes
    return shapes


def _closes(unit: Unit) -> bool:
    return unit.verdict is not None and unit.verdict.reason in _CLOSING


def _neighbours(near: Table) -> tuple[Table, Table]:
    """Return what stands before and behind each line; beyond the edges there is nothing: no words, no sentence."""
    before, behind = np.zeros_like(near), np.zeros_like(near)
    before[1:], behind[:-1] = near[:-1], near[1:]
    return before, behind


def _means(near: Table) -> list[Table]:
    count, width = near.shape
    sums = np.zeros((count + 1, width))
    np.cumsum(near, axis=0, out=sums[1:])
    rows = np.arange(count)
    means: list[Table] = []
    for radius in _RADII:
        low, high = np.maximum(rows - radius, 0), np.minimum(rows + radius + 1, count)
        means.append(((sums[high] - sums[low]) / (high - low)[:, None]).astype(np.float32))
    return means


def _places(body: Table, words: Table) -> Table:
    count = len(body)
    rows = np.arange(count, dtype=np.float32)
    places = np.empty((len(_PLACE), count), dtype=np.float32)
    sums = np.cumsum(body)
    before, total = sums - body, sums[-1]
    places[0] = rows / count
    places[1] = np.minimum(rows, _FAR)
    places[2] = before / (total + 1)
    places[3] = np.log1p(before)
    places[4] = np.log1p(np.maximum(total - sums, 0))
    places[5] = words - log1p(_median(body[body > 0]))
    return places


def _median(values: Table) -> float:
    return float(np.sort(values)[len(values) // 2]) if len(values) else 0.0
