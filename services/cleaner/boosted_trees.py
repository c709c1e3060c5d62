"""Evaluates boosted oblivious trees, which were learned elsewhere, with numpy alone.

All nodes of one depth of an oblivious tree ask the same question, so that a tree is a row of questions and a table of
answers, and all trees are asked at once (Prokhorenkova et al., CatBoost, 2018).
"""

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Rows that are asked at once: what they need fits into a processor's cache, and memory is bounded.
_CHUNK = 256


class BoostedTrees(NamedTuple):
    """T trees of D questions each, over F columns."""

    columns: NDArray[np.intp]
    """T · D numbers of the columns that are asked for."""
    borders: NDArray[np.float32]
    """T · D: the answer is yes above it."""
    leaves: NDArray[np.float32]
    """T by 2^D log odds, by the answers as a binary number, the first one last."""
    bias: float

    def likelihood(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return for each row of N by F how likely the answer is yes, 0 to 1."""
        odds = np.concatenate([self._odds(rows[at : at + _CHUNK]) for at in range(0, len(rows), _CHUNK)])
        likelihood: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-odds))
        return likelihood

    def _odds(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        trees, leaves = self.leaves.shape
        depth = leaves.bit_length() - 1
        # Columns are gathered as rows of the transposed table: whole stretches of memory instead of single figures.
        asked = np.ascontiguousarray(rows.T)[self.columns].reshape(trees, depth, len(rows))
        is_above = asked > self.borders.reshape(trees, depth, 1)
        places = is_above[:, 0].astype(np.int32)
        for question in range(1, depth):
            places += is_above[:, question].astype(np.int32) << question
        places += leaves * np.arange(trees, dtype=np.int32)[:, None]
        odds: NDArray[np.float64] = self.leaves.ravel().take(places).sum(axis=0, dtype=np.float64) + self.bias
        return odds


def read_trees(file: Traversable, columns: Sequence[str]) -> BoostedTrees:
    """Read trees that ask for columns by these names.

    Raises:
        ValueError: they were learned from other columns.
    """
    with np.load(BytesIO(file.read_bytes())) as stored:
        learned = str(stored["names"]).split()
        if learned != list(columns):
            odd = sorted(set(learned).symmetric_difference(columns)) or ["their order"]
            raise ValueError(
                f"{file.name} was learned from other columns than the code describes: {odd}; learn it anew"
            )
        return BoostedTrees(
            columns=stored["columns"].astype(np.intp),
            borders=stored["borders"],
            leaves=stored["leaves"].astype(np.float32),
            bias=float(stored["bias"]),
        )
