"""Writes boosted oblivious trees as the cleaner reads them, and parts publishers for a cross-validation."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from catboost import CatBoostClassifier

FOLDS = 5


def fold_of(publisher: str) -> int:
    """Tell which fold a publisher is in: all its pages are learned from, or none."""
    return int(sha256(publisher.encode()).hexdigest(), 16) % FOLDS


def write_trees(forests: Sequence[CatBoostClassifier], features: Sequence[str], depth: int, file: Path) -> None:
    """Write the mean of forests."""
    _write(forests, features, depth, file, {})


def write_fold(
    forests: Sequence[CatBoostClassifier],
    features: Sequence[str],
    depth: int,
    file: Path,
    held_out: Sequence[str],
) -> None:
    """Write the mean of forests with the publishers that they never saw."""
    _write(forests, features, depth, file, {"held_out": "\n".join(sorted(set(held_out)))})


def _write(
    forests: Sequence[CatBoostClassifier], features: Sequence[str], depth: int, file: Path, more: dict[str, str]
) -> None:
    columns: list[int] = []
    borders: list[float] = []
    leaves = []
    biases = []
    for forest in forests:
        stored = _read(forest)
        scale, (bias,) = stored["scale_and_bias"]
        biases.append(bias)
        for tree in stored["oblivious_trees"]:
            splits, values = tree["splits"] or [], np.array(tree["leaf_values"]) * scale
            # A tree of fewer questions asks its last ones for nothing.
            missing = depth - len(splits)
            columns += [split["float_feature_index"] for split in splits] + [0] * missing
            borders += [split["border"] for split in splits] + [np.inf] * missing
            leaves.append(np.pad(values, (0, 2**depth - len(values))))
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        file,
        names=" ".join(features),
        columns=np.array(columns, dtype=np.uint8),
        borders=np.array(borders, dtype=np.float32),
        leaves=(np.array(leaves) / len(forests)).astype(np.float16),
        bias=sum(biases) / len(forests),
        **more,
    )
    print(f"{file}: {file.stat().st_size // 1024} KiB")  # noqa: T201 - a command's answer


def _read(forest: CatBoostClassifier) -> dict[str, list]:  # type: ignore[type-arg] - a dump has many shapes
    with TemporaryDirectory() as folder:
        dump = Path(folder) / "model.json"
        forest.save_model(str(dump), format="json")
        return json.loads(dump.read_text("utf-8"))
