"""Reads the weights of the cross-validation, each learned without the publishers that it is tried on."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from services.cleaner.boosted_trees import BoostedTrees, read_trees

_FOLDS = Path(__file__).with_name("folds")


def learned_without(weights: str, features: Sequence[str]) -> dict[str, BoostedTrees]:
    """Return by publisher the trees that never saw it; ``weights`` are "page_units" or "text_lines"."""
    found: dict[str, BoostedTrees] = {}
    for file in sorted(_FOLDS.glob(f"{weights}_*.npz")):
        publishers = str(np.load(file)["held_out"]).split("\n")
        assert not found.keys() & publishers, "each publisher is held out once"
        found |= dict.fromkeys(publishers, read_trees(file, features))
    return found
