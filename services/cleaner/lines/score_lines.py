"""Scores lines by trees that were learned offline: how likely each belongs to the article."""

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from services.cleaner.boosted_trees import BoostedTrees, read_trees
from services.cleaner.lines.describe_lines import FEATURES

#: Lines scored at a time, which bounds what the longest text takes in memory.
_BATCH = 1_000


def score_lines(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return for each row of FEATURES how likely its line is the article's, 0 to 1."""
    trees = line_trees()
    return np.concatenate([trees.likelihood(rows[at : at + _BATCH]) for at in range(0, len(rows), _BATCH)])


@cache
def line_trees() -> BoostedTrees:
    """Load the trees, which deploy/learn/learn_text_lines.py learned."""
    return read_trees(files("services.cleaner") / "weights" / "text_lines.npz", FEATURES)
