"""Cleans pages, each by weights that were learned without its publisher: ``clean_out_of_fold.py GOLD FILE...``.

The scorer numbers the files by their lines in ``gold.jsonl``; each gives one JSON line.
"""

import json
import sys
from pathlib import Path

from claimwire.collect_rarely import collect_rarely
from services.cleaner.clean_file import clean_file
from services.cleaner.document import NotAnArticle
from services.cleaner.layout import weigh_units
from services.cleaner.layout.describe_units import FEATURES
from tests.quality.fold_weights import learned_without


def main(gold: str, *files: str) -> None:
    publishers = [json.loads(line)["publisher"] for line in Path(gold).read_text("utf-8").splitlines()]
    trees = learned_without("page_units", FEATURES)
    collect_rarely()  # as "claimwire clean" does
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
