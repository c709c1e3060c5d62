"""Learns which units of a page are its article's, from pages whose text an editor marked.

    python deploy/learn/learn_page_units.py DATA [--folds FOLDER]

``DATA`` holds ``pages/*.html.gz`` and ``gold.jsonl``, a line a page: ``file``, ``publisher``, ``body``. The weights go
to ``services/cleaner/weights/page_units.npz``; with ``--folds`` also those of a cross-validation go to a folder, each
learned without a fifth of the publishers. A learner is needed: ``make learn``. What is written holds no text: layout
weights only.
"""

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from marked_body import MarkedBody, words_of
from numpy.typing import NDArray
from stored_trees import FOLDS, fold_of, write_fold, write_trees

from services.cleaner.decode import decode
from services.cleaner.document import RawDocument
from services.cleaner.layout.describe_units import FEATURES
from services.cleaner.layout.weigh_units import describe_page
from services.cleaner.markup.page import Page
from services.cleaner.markup.scan_html import scan_html
from services.cleaner.metadata.page_metadata import read_metadata
from services.cleaner.unit import Unit

WEIGHTS = Path(__file__).parents[2] / "services/cleaner/weights/page_units.npz"
#: A few forests that see other columns, averaged, do better than one of as many trees.
FORESTS, TREES, DEPTH, RATE = 3, 120, 6, 0.14

#: Shorter texts do not tell where the article is.
_TELLING_WORDS = 8
_NEAR = 8
#: A short story on the same page: news flashes are rare among marked pages, and common in feeds.
_FLASH_PARAGRAPHS = 4
_FLASH_WEIGHT = 0.1
_MOST_WORDS = 400
_LEAST_WORDS = 50


@dataclass(frozen=True)
class Example:
    """One page's units in figures, which of them are the article's, and how much each matters."""

    publisher: str
    rows: NDArray[np.float32]
    is_article: NDArray[np.bool_]
    weights: NDArray[np.float64]


def main() -> None:
    """Learn, and write what was learned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=Path, help="write the weights of a cross-validation here")
    arguments = parser.parse_args()
    examples = list(read_examples(arguments.data))
    write_trees(learn(examples), FEATURES, DEPTH, WEIGHTS)
    for fold in range(FOLDS) if arguments.folds else ():
        others = [example for example in examples if fold_of(example.publisher) != fold]
        held_out = [example.publisher for example in examples if fold_of(example.publisher) == fold]
        write_fold(learn(others), FEATURES, DEPTH, arguments.folds / f"page_units_{fold}.npz", held_out)


def read_examples(data: Path) -> Iterator[Example]:
    """Read each marked page as it is, and once more with a short story."""
    for line in (data / "gold.jsonl").read_text("utf-8").splitlines():
        marked = json.loads(line)
        body = gzip.decompress((data / "pages" / marked["file"]).read_bytes())
        text = decode(RawDocument(body=body, media_type="text/html")).text
        page = scan_html(text)
        title = read_metadata(page.head, None, text=text, units=page.units).title
        is_article = label([unit.text for unit in page.units], marked["body"])
        yield example(marked["publisher"], page.units, page, title, is_article, weight=1.0)
        flash = shorten(is_article, [unit.words for unit in page.units], seed=marked["file"])
        units = [page.units[at] for at in flash]
        yield example(marked["publisher"], units, page, title, [is_article[at] for at in flash], weight=_FLASH_WEIGHT)


def example(
    publisher: str, units: Sequence[Unit], page: Page, title: str | None, is_article: Sequence[bool], *, weight: float
) -> Example:
    """Describe a page; all pages matter the same, and in a page its units by their words."""
    size = np.array([min(unit.words, _MOST_WORDS) + 4.0 for unit in units])
    marks = np.array(is_article)
    return Example(
        publisher, describe_page(units, page, title), marks, weight * size / max(size[marks].sum(), _LEAST_WORDS)
    )


def shorten(is_article: Sequence[bool], words: Sequence[int], *, seed: str) -> list[int]:
    """Choose the places of a page's units that stay where its story is cut after a few paragraphs."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    left = chance.randint(1, _FLASH_PARAGRAPHS)
    kept, around = [], 0.2 + 0.8 * chance.random()
    for at, is_in in enumerate(is_article):
        if is_in and words[at] >= _TELLING_WORDS:
            left -= 1
        if left >= 0 if is_in else chance.random() < around:
            kept.append(at)
    return kept or list(range(len(words)))


def label(texts: Sequence[str], body: str) -> list[bool]:
    """Tell which texts are the body's; one that stands more often on the page than in it, where most of the body is."""
    wanted = MarkedBody.of(words_of(body))
    keys = [words_of(text) for text in texts]
    is_in = [bool(key) and wanted.holds(key) for key in keys]
    telling = np.array(
        [float(len(key)) * found * (len(key) >= _TELLING_WORDS) for key, found in zip(keys, is_in, strict=True)]
    )
    around = np.convolve(np.pad(telling, _NEAR), np.ones(2 * _NEAR + 1), "valid")
    places = defaultdict(list)
    for at, key in enumerate(keys):
        if is_in[at] and (len(key) >= _TELLING_WORDS or around[at]):
            places[" ".join(key)].append(at)
    chosen: set[int] = set()
    for key, candidates in places.items():
        most = max(wanted.flat.count(f" {key} "), 1)
        chosen.update(sorted(candidates, key=lambda at: (-around[at], at))[:most])
    return [at in chosen for at in range(len(texts))]


def learn(examples: Sequence[Example]) -> list[CatBoostClassifier]:
    """Learn forests of boosted oblivious trees."""
    rows = np.vstack([example.rows for example in examples])
    is_article = np.concatenate([example.is_article for example in examples])
    weights = np.concatenate([example.weights for example in examples])
    forests = []
    for seed in range(FORESTS):
        model = CatBoostClassifier(
            iterations=TREES,
            depth=DEPTH,
            learning_rate=RATE,
            l2_leaf_reg=5,
            rsm=0.2,
            border_count=64,
            random_seed=seed,
            # More threads would add in another order.
            thread_count=1,
            verbose=0,
            allow_writing_files=False,
        )
        model.fit(rows, is_article, sample_weight=weights * len(weights) / weights.sum())
        forests.append(model)
    return forests


if __name__ == "__main__":
    main()
