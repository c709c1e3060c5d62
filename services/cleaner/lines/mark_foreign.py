"""Marks lines of a plain text that no rule knows and that look like anything but this article's."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claimwire.models import RemovalReason
from services.cleaner.lines.describe_lines import ENDS, IS_PARAGRAPH, describe_lines
from services.cleaner.lines.score_lines import score_lines
from services.cleaner.sentences import ends_as_sentence, word_count
from services.cleaner.unit import Unit

#: A line that is less likely the article's goes. Below one half, because a lost paragraph is worse than a teaser.
_LEAST_LIKELIHOOD = 0.4
#: A text of which so few words look foreign was no dump of a page; what it holds was put there by somebody.
_CLEAN_SHARE = 0.08
_LEAST_LIKELIHOOD_IN_CLEAN = 0.1
#: A line between two paragraphs that are surely the article's is its heading, unless all speaks against it.
_SURE_LIKELIHOOD = 0.8
_LEAST_LIKELIHOOD_OF_HEADING = 0.1
#: A sentence right beside what stays is lost only where nearly all speaks against it: short stories end with such.
_LEAST_LIKELIHOOD_OF_NEIGHBOUR = 0.2
#: Without a sentence of so many words left nothing was learned about such texts: then all stays as it was.
_SENTENCE_WORDS = 5


def mark_foreign(units: Sequence[Unit], text: str) -> list[Unit]:
    """Mark the kept units of ``text`` that are hardly the article's, and say on which side of it they stand."""
    if not units:
        return []
    rows = describe_lines(units, text)
    stays = choose_lines(units, rows, score_lines(rows)).tolist()
    sentences = [at for at, unit in enumerate(units) if stays[at] and _is_sentence(unit.text)]
    if not sentences:
        return list(units)
    first, last = sentences[0], sentences[-1]
    return [
        unit
        if unit.verdict is not None or stays[at]
        else unit.removed(RemovalReason.OUTSIDE_ARTICLE, _rule(at, first, last))
        for at, unit in enumerate(units)
    ]


def choose_lines(
    units: Sequence[Unit], rows: NDArray[np.float32], likelihoods: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell which units stay, by how likely each is the article's and by how much of their text is not.

    ``rows`` describe the units, as ``describe_lines`` does.
    """
    is_open = np.array([unit.verdict is None for unit in units])
    words = np.array([unit.words for unit in units])
    stays: NDArray[np.bool_] = is_open & (likelihoods >= _LEAST_LIKELIHOOD)
    sure = is_open & (rows[:, IS_PARAGRAPH] > 0) & (likelihoods >= _SURE_LIKELIHOOD)
    stays |= _between(sure, stays) & is_open & (likelihoods >= _LEAST_LIKELIHOOD_OF_HEADING)
    stays = _spread(stays, is_open, is_open & (rows[:, ENDS] > 0) & (likelihoods >= _LEAST_LIKELIHOOD_OF_NEIGHBOUR))
    if words[~stays].sum() < _CLEAN_SHARE * words.sum():
        stays = is_open & (likelihoods >= _LEAST_LIKELIHOOD_IN_CLEAN)
    return stays


def _spread(stays: NDArray[np.bool_], is_open: NDArray[np.bool_], candidates: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Keep the candidates that stand right beside what stays, or beside each other up to it."""
    spread = stays.copy()
    for order in (range(len(stays)), range(len(stays) - 1, -1, -1)):
        beside = False
        for at in order:
            if is_open[at]:
                spread[at] = spread[at] or (beside and candidates[at])
                beside = spread[at]
    return spread


def _between(sure: NDArray[np.bool_], stays: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which lines stand between two sure ones, alone or with one other that stays: a label above its heading."""
    count = len(sure)
    padded = np.zeros((2, count + 4), dtype=np.bool_)
    padded[0, 2:-2], padded[1, 2:-2] = sure, stays
    two_above, above, _, below, two_below = (padded[0, at : at + count] for at in range(5))
    kept_above, kept_below = padded[1, 1 : count + 1], padded[1, 3 : count + 3]
    between: NDArray[np.bool_] = (above & below) | (above & kept_below & two_below) | (two_above & kept_above & below)
    return between


def _is_sentence(text: str) -> bool:
    return word_count(text) >= _SENTENCE_WORDS and ends_as_sentence(text)


def _rule(at: int, first: int, last: int) -> str:
    if at < first:
        return "learned.above-body"
    return "learned.below-body" if at > last else "learned.between-paragraphs"
