"""Measures the cleaner on texts with residue that another extractor left. They lie outside the repository.

The pages are those of the shared data, flattened by resiliparse; each is cleaned by weights that were learned without
its publisher.
"""

import gc
import gzip
import json
import re
import tarfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from claimwire.collect_rarely import collect_rarely
from services.cleaner.clean import clean
from services.cleaner.clean_file import clean_record
from services.cleaner.document import NotAnArticle, RawDocument
from services.cleaner.lines import score_lines
from services.cleaner.lines.describe_lines import FEATURES
from tests.quality.fold_weights import learned_without

SHARED = Path(__file__).parents[3] / "shared"
PAGES = SHARED / "data" / "publishers.tar.xz"
PLAIN = SHARED / "data" / "polnear-train-dev.tar.xz"

#: Floors only rise. Measured .947, and .906 untouched, on 151 pages; by the shipped weights, which saw them all, .965.
LEAST_F1 = 0.945
#: Measured .0037 on 924 texts; what goes there is residue, too: "Follow … on Twitter", "ABSTRACT.", headlines.
MOST_REMOVED = 0.004


@pytest.mark.skipif(not PAGES.exists(), reason="the pages are not on this machine")
def test_flattened_pages_of_unseen_publishers_are_cleaned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = list(flattened(tmp_path))
    trees = learned_without("text_lines", FEATURES)

    pairs = []
    for publisher, text, body in texts:
        with monkeypatch.context() as patch:
            patch.setattr(score_lines, "line_trees", lambda publisher=publisher: trees[publisher])
            pairs.append((clean_text(text), body))

    before, after = score([(text, body) for _, text, body in texts]), score(pairs)
    print(f"F1 {after:.4f}, untouched {before:.4f}; {documents_a_second([text for _, text, _ in texts]):.0f} texts/s")
    assert after >= LEAST_F1


def documents_a_second(texts: Sequence[str]) -> float:
    """Return how many texts one processor cleans in a second, the best of a few runs: others use the machine, too."""
    seconds = []
    thresholds = gc.get_threshold()
    collect_rarely()  # as a cleaner's process does
    for _ in range(5):
        begun = time.process_time()
        for text in texts:
            clean_text(text)
        seconds.append(time.process_time() - begun)
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    return len(texts) / min(seconds)


@pytest.mark.skipif(not PLAIN.exists(), reason="the texts are not on this machine")
def test_hardly_anything_is_taken_from_plain_news_texts() -> None:
    total = removed = 0
    with tarfile.open(PLAIN) as archive:
        for member in archive:
            if member.isfile() and "/text/" in member.name and member.name.endswith(".txt"):
                file = archive.extractfile(member)
                assert file is not None
                body = file.read()
                article = clean(RawDocument(body=body, media_type="text/plain"))
                total += len("".join(body.decode().split()))
                removed += sum(len("".join(each.text.split())) for each in article.ledger.removed)

    print(f"{removed / total:.3%} of {total} characters removed")
    assert removed <= MOST_REMOVED * total


def flattened(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each page's publisher, its flattened text and the body that an editor expects."""
    html2text = pytest.importorskip("resiliparse.extract.html2text")
    encoding = pytest.importorskip("resiliparse.parse.encoding")
    with tarfile.open(PAGES) as archive:
        archive.extractall(folder, filter="data")
    gold = next(folder.rglob("gold.jsonl"))
    for line in gold.read_text("utf-8").splitlines():
        marked = json.loads(line)
        page = encoding.bytes_to_str(gzip.decompress((gold.parent / "pages" / marked["file"]).read_bytes()), "utf-8")
        text = html2text.extract_plain_text(page, preserve_formatting=True, main_content=True, alt_texts=False)
        yield marked["publisher"], text, marked["body"]


def clean_text(text: str) -> str:
    try:
        article = clean(RawDocument(body=text.encode(), media_type="text/plain"))
    except NotAnArticle:
        return ""
    return str(clean_record("text", article)["text"])


def score(pairs: Sequence[tuple[str, str]]) -> float:
    """Compare texts over shingles of four words; each page weighs the same, as in score_clean_pages.py."""
    found = foreign = missed = 0.0
    for mine, wanted in (map(shingles, pair) for pair in pairs):
        total = max((mine | wanted).total(), 1)
        found += (mine & wanted).total() / total
        foreign += (mine - wanted).total() / total
        missed += (wanted - mine).total() / total
    return 2 * found / (2 * found + foreign + missed)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[at : at + 4]) for at in range(max(len(words) - 3, 1))) if words else Counter()
