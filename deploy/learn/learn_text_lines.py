"""Learns which lines of a plain text are its article's, from pages whose text an editor marked.

    python deploy/learn/learn_text_lines.py DATA [--groups N]

``DATA`` holds ``pages/*.html.gz`` and ``gold.jsonl``, a line a page: ``file``, ``publisher``, ``title``, ``body``.
Needs resiliparse, which flattens the pages, and catboost. Prints what was learned without a publisher finds on that
publisher's pages, then writes ``services/cleaner/weights/text_lines.npz``, which holds no text: weights only.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str

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

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?।]) (?=[^\W\d_a-z])")
_LEAST_CONTAINED = 0.5
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
    parser.add_argument("--groups", type=int, default=5, help="groups of publishers for the out-of-fold figures")
    arguments = parser.parse_args()
    examples = list(read_examples(arguments.data))
    kept = out_of_fold(examples, arguments.groups) if arguments.groups else {}
    for source in SCORED if kept else ():
        print(json.dumps(score(examples, kept, source)))  # noqa: T201 - a command's answer
    write(fit(examples), WEIGHTS)


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
    words = _words(body)
    lines = {" ".join(_words(line)) for line in body.split("\n")}
    flat, triples = f" {' '.join(words)} ", set(_shingles(words, 3))
    keys = [_words(unit.text) for unit in units]
    return Example(
        source=source,
        publisher=publisher,
        body=body,
        units=units,
        rows=describe_lines(units, text),
        is_article=np.array([_is_contained(key, lines, flat, triples) for key in keys]),
        weights=SOURCES[source] * np.array([len(key) + _LINE_WEIGHT for key in keys]) / max(len(words), _LEAST_WORDS),
    )


def _is_contained(key: Sequence[str], lines: set[str], flat: str, triples: set[tuple[str, ...]]) -> bool:
    joined = " ".join(key)
    if not key or joined in lines:
        return bool(key)
    if len(key) < _TELLING_WORDS:
        return len(key) > 1 and any(line.startswith(f"{joined} ") or line.endswith(f" {joined}") for line in lines)
    own = _shingles(key, 3)
    return f" {joined} " in flat or sum(shingle in triples for shingle in own) >= _LEAST_CONTAINED * len(own)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _shingles(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + size]) for at in range(max(len(words) - size + 1, 1))] if words else []


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


def out_of_fold(examples: Sequence[Example], folds: int) -> dict[int, NDArray[np.bool_]]:
    """Tell by the place of each example which of its lines are kept by trees that never saw its publisher."""
    groups = [int(sha256(each.publisher.encode()).hexdigest(), 16) % folds for each in examples]
    kept = {}
    for fold in range(folds):
        model = fit([each for each, group in zip(examples, groups, strict=True) if group != fold])
        for at in (at for at, group in enumerate(groups) if group == fold):
            rows = examples[at].rows
            kept[at] = choose_lines(examples[at].units, rows, model.predict_proba(rows)[:, 1])
    return kept


def score(examples: Sequence[Example], kept: dict[int, NDArray[np.bool_]], source: str) -> dict[str, float | str]:
    """Compare what is kept with the bodies over shingles of four words; each page weighs the same."""
    found = foreign = missed = 0.0
    for at, each in enumerate(examples):
        if each.source == source:
            text = "\n".join(unit.text for unit, stays in zip(each.units, kept[at], strict=True) if stays)
            mine, wanted = Counter(_shingles(_words(text), 4)), Counter(_shingles(_words(each.body), 4))
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


def write(model: CatBoostClassifier, file: Path) -> None:
    """Write trees as the cleaner reads them; a tree of fewer questions asks its last ones for nothing."""
    with TemporaryDirectory() as folder:
        dump = Path(folder) / "model.json"
        model.save_model(str(dump), format="json")
        stored = json.loads(dump.read_text("utf-8"))
    scale, (bias,) = stored["scale_and_bias"]
    columns: list[int] = []
    borders: list[float] = []
    leaves = []
    for tree in stored["oblivious_trees"]:
        splits, values = tree["splits"] or [], np.array(tree["leaf_values"]) * scale
        columns += [split["float_feature_index"] for split in splits] + [0] * (DEPTH - len(splits))
        borders += [split["border"] for split in splits] + [np.inf] * (DEPTH - len(splits))
        leaves.append(np.pad(values, (0, 2**DEPTH - len(values))))
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        file,
        names=" ".join(FEATURES),
        columns=np.array(columns, dtype=np.uint8),
        borders=np.array(borders, dtype=np.float32),
        leaves=np.array(leaves, dtype=np.float16),
        bias=bias,
    )


if __name__ == "__main__":
    main()
