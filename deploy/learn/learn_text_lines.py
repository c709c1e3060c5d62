"""Learns which lines of a plain text are its article's, from pages whose text an editor marked.

    python deploy/learn/learn_text_lines.py DATA [--folds FOLDER]

``DATA`` holds ``pages/*.html.gz`` and ``gold.jsonl``, a line a page: ``file``, ``publisher``, ``title``, ``body``.
Needs resiliparse, which flattens the pages, and catboost. Writes ``services/cleaner/weights/text_lines.npz``; with
``--folds`` also the weights of a cross-validation, each learned without a fifth of the publishers, and prints what
these find on the publishers that they never saw. What is written holds no text: weights only.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier
from marked_body import MarkedBody, shingles, words_of
from numpy.typing import NDArray
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str
from stored_trees import FOLDS, fold_of, write_fold, write_trees

from services.cleaner.lines.describe_lines import FEATURES, describe_lines
from services.cleaner.lines.mark_foreign import choose_lines
from services.cleaner.read_text import mark_residue
from services.cleaner.unit import Unit

WEIGHTS = Path(__file__).parents[2] / "services/cleaner/weights/text_lines.npz"
TREES, DEPTH, RATE, SEED = 120, 6, 0.12, 1

#: How a text came about, and how much its lines matter beside those of the pages' main content. Clean texts teach
#: that a text without residue exists: what is fed to the cleaner is not always a dump.
SOURCES = {
    "main": 1.0,
    "main, with texts of pictures": 0.6,
    "whole page": 0.5,
    "clean": 0.3,
    "clean, below its title": 0.3,
    "clean, a sentence a line": 0.5,
    "clean, a sentence a line, below its title": 0.3,
    "first paragraphs, below their title": 0.1,
}
#: Those that out-of-fold figures are printed for; the first is what the issue's goal counts.
SCORED = tuple(SOURCES)[:4]

_SENTENCE_END = re.compile(r"(?<=[.!?।]) (?=[^\W\d_a-z])")
#: A shorter line is found anywhere by accident: it must be a line of the body, or begin or end one.
_TELLING_WORDS = 4
_FIRST_PARAGRAPHS = 3
_LEAST_WORDS = 150
#: Words that each line counts for on top of its own: labels and headings are short, and many.
_LINE_WEIGHT = 20


@dataclass(frozen=True)
class Example:
    """One text's lines in figures, which of them are the article's, and how much each matters."""

    source: str
    publisher: str
    body: str
    units: Sequence[Unit]
    rows: NDArray[np.float32]
    is_article: NDArray[np.bool_]
    weights: NDArray[np.float64]

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """Which lines no rule has decided on."""
        return np.array([unit.verdict is None for unit in self.units])


def main() -> None:
    """Learn, print figures, and write what was learned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=Path, help="write the weights of a cross-validation here")
    arguments = parser.parse_args()
    examples = list(read_examples(arguments.data))
    write_trees([fit(examples)], FEATURES, DEPTH, WEIGHTS)
    kept = out_of_fold(examples, arguments.folds) if arguments.folds else {}
    for source in SCORED if kept else ():
        print(json.dumps(score(examples, kept, source)))  # noqa: T201 - a command's answer


def read_examples(data: Path) -> Iterator[Example]:
    """Read each marked page in all the ways in which a text may come about."""
    for line in (data / "gold.jsonl").read_text("utf-8").splitlines():
        marked = json.loads(line)
        page = bytes_to_str(gzip.decompress((data / "pages" / marked["file"]).read_bytes()), "utf-8")
        for source, text in zip(SOURCES, texts_of(page, marked["title"] or "", marked["body"]), strict=True):
            header, _ = mark_residue(text, None)
            if header.units:
                yield example(source, marked["publisher"], marked["body"], header.units, text)


def texts_of(page: str, title: str, body: str) -> Iterator[str]:
    """Yield the texts of SOURCES."""
    for is_main, has_pictures in ((True, False), (True, True), (False, False)):
        yield extract_plain_text(page, preserve_formatting=True, main_content=is_main, alt_texts=has_pictures)
    paragraphs = body.split("\n")
    sentences = [sentence for paragraph in paragraphs for sentence in _SENTENCE_END.split(paragraph)]
    yield "\n\n".join(paragraphs)
    yield "\n\n".join([title, *paragraphs])
    yield "\n\n".join(sentences)
    yield "\n".join([title, *sentences])
    yield "\n\n".join([title, *paragraphs[:_FIRST_PARAGRAPHS]])


def example(source: str, publisher: str, body: str, units: Sequence[Unit], text: str) -> Example:
    """Describe a text; all pages matter the same, and in a page its lines by their words."""
    words = words_of(body)
    lines = {" ".join(words_of(line)) for line in body.split("\n")}
    marked = MarkedBody.of(words)
    keys = [words_of(unit.text) for unit in units]
    return Example(
        source=source,
        publisher=publisher,
        body=body,
        units=units,
        rows=describe_lines(units, text),
        is_article=np.array([_is_article(key, lines, marked) for key in keys]),
        weights=SOURCES[source] * np.array([len(key) + _LINE_WEIGHT for key in keys]) / max(len(words), _LEAST_WORDS),
    )


def _is_article(key: Sequence[str], lines: set[str], marked: MarkedBody) -> bool:
    joined = " ".join(key)
    if not key or joined in lines:
        return bool(key)
    if len(key) < _TELLING_WORDS:
        return len(key) > 1 and any(line.startswith(f"{joined} ") or line.endswith(f" {joined}") for line in lines)
    return marked.holds(key)


def fit(examples: Sequence[Example]) -> CatBoostClassifier:
    """Learn boosted oblivious trees from the lines that rules leave open."""
    is_open = np.concatenate([each.is_open for each in examples])
    rows = np.vstack([each.rows for each in examples])[is_open]
    is_article = np.concatenate([each.is_article for each in examples])[is_open]
    weights = np.concatenate([each.weights for each in examples])[is_open]
    model = CatBoostClassifier(
        iterations=TREES,
        depth=DEPTH,
        learning_rate=RATE,
        l2_leaf_reg=6,
        rsm=0.4,
        bootstrap_type="Bernoulli",
        subsample=0.8,
        border_count=128,
        random_seed=SEED,
        # More threads would add in another order.
        thread_count=1,
        verbose=0,
        allow_writing_files=False,
    )
    return model.fit(rows, is_article, sample_weight=weights / weights.mean())


def out_of_fold(examples: Sequence[Example], folder: Path) -> dict[int, NDArray[np.bool_]]:
    """Tell by the place of each example which of its lines are kept by trees that never saw its publisher."""
    kept = {}
    for fold in range(FOLDS):
        held_out = [at for at, each in enumerate(examples) if fold_of(each.publisher) == fold]
        model = fit([each for each in examples if fold_of(each.publisher) != fold])
        publishers = [examples[at].publisher for at in held_out]
        write_fold([model], FEATURES, DEPTH, folder / f"text_lines_{fold}.npz", publishers)
        for at in held_out:
            rows = examples[at].rows
            kept[at] = choose_lines(examples[at].units, rows, model.predict_proba(rows)[:, 1])
    return kept


def score(examples: Sequence[Example], kept: dict[int, NDArray[np.bool_]], source: str) -> dict[str, float | str]:
    """Compare what is kept with the bodies over shingles of four words; each page weighs the same."""
    found = foreign = missed = 0.0
    for at, each in enumerate(examples):
        if each.source == source:
            text = "\n".join(unit.text for unit, stays in zip(each.units, kept[at], strict=True) if stays)
            mine, wanted = Counter(shingles(words_of(text), 4)), Counter(shingles(words_of(each.body), 4))
            total = max((mine | wanted).total(), 1)
            found += (mine & wanted).total() / total
            foreign += (mine - wanted).total() / total
            missed += (wanted - mine).total() / total
    return {
        "source": source,
        "f1": round(2 * found / (2 * found + foreign + missed), 4),
        "precision": round(found / (found + foreign), 4),
        "recall": round(found / (found + missed), 4),
    }


if __name__ == "__main__":
    main()
