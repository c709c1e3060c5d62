"""Cleans pages, each by weights that were learned without its publisher: ``clean_out_of_fold.py GOLD FILE...``.

The scorer numbers the files by their lines in ``gold.jsonl``; each gives one JSON line.
"""

import json
import sys
from pathlib import Path

import numpy as np

from services.cleaner.boosted_trees import BoostedTrees, read_trees
from services.cleaner.clean_file import clean_file
from services.cleaner.document import NotAnArticle
from services.cleaner.layout import weigh_units
from services.cleaner.layout.describe_units import FEATURES

FOLDS = sorted(Path(__file__).with_name("folds").glob("page_units_*.npz"))


def learned_without() -> dict[str, BoostedTrees]:
    found: dict[str, BoostedTrees] = {}
    for file in FOLDS:
        publishers = str(np.load(file)["held_out"]).split("\n")
        assert not found.keys() & publishers, "each publisher is held out once"
        found |= dict.fromkeys(publishers, read_trees(file, FEATURES))
    return found


def main(gold: str, *files: str) -> None:
    publishers = [json.loads(line)["publisher"] for line in Path(gold).read_text("utf-8").splitlines()]
    trees = learned_without()
    for file in files:
        publisher = publishers[int(Path(file).stem)]
        weigh_units.page_trees = lambda publisher=publisher: trees[publisher]
        try:
            text = clean_file(file, Path(file).read_bytes()).text
        except NotAnArticle as dropped:
            text = ""
            print(f"{publisher}: {dropped}", file=sys.stderr)
        print(json.dumps({"document": file, "text": text}))


main(*sys.argv[1:])
