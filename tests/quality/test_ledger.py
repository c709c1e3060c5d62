"""The ledger accounts for all readable text of real pages, and of 10,000 that were broken. They are others' texts."""

import gzip
import multiprocessing
import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from services.cleaner.clean import clean
from services.cleaner.decode import decode
from services.cleaner.document import NotAnArticle, RawDocument
from services.cleaner.judge_page import is_page
from tests.ledger import ledger_faults
from tests.mutate import mutate
from tests.quality.extent import IS_WHOLE
from tests.quality.publishers import pages

PAGES = pages()
MUTATIONS = 10_000 if IS_WHOLE else 3_000
PROCESSES = 2
#: Each tenth is told to be a text, tags and all.
TEXT_SHARE = 0.1
#: A whole page of half a megabyte is mostly scripts, and a mutation of it seldom meets a sentence.
LEAST_CHARACTERS, MOST_CHARACTERS = 2_000, 16_000


@pytest.mark.skipif(not PAGES, reason="THE LEDGER IS NOT CHECKED ON REAL PAGES: they are not on this machine")
@pytest.mark.timeout(900)
def test_the_ledger_accounts_for_all_of_each_page() -> None:
    documents = {path.name: _page(path) for path in PAGES}

    ended = {name: _faults(document) for name, document in documents.items()}

    faults = {name: found for name, (_, found) in ended.items() if found}
    print(f"the ledger was checked on {len(documents)} pages; it fails on {len(faults)}")
    assert faults == {}
    assert {name: outcome for name, (outcome, _) in ended.items() if outcome != "article"} == {}


@pytest.mark.skipif(
    not PAGES, reason="THE LEDGER IS NOT CHECKED ON BROKEN PAGES: their originals are not on this machine"
)
@pytest.mark.timeout(900)
def test_the_ledger_accounts_for_what_is_left_of_broken_pages() -> None:
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        ended = list(pool.imap_unordered(_mutation, range(MUTATIONS), chunksize=100))

    outcomes = Counter(outcome for _, outcome, _ in ended)
    faults = {seed: found for seed, _, found in ended if found}
    print(
        f"the ledger was checked on {len(ended)} mutations; it fails on {len(faults)}; {dict(outcomes.most_common())}"
    )
    assert outcomes["article"] > MUTATIONS / 2
    assert dict(sorted(faults.items())[:10]) == {}


def _mutation(seed: int) -> tuple[int, str, list[str]]:
    """Break a stretch of a page around its body, and check what became of it; the same seed alike."""
    chance = random.Random(seed)
    body, start = chance.choice(_bodies())
    start += chance.randint(-MOST_CHARACTERS // 2, 0)
    stretch = body[max(start, 0) : max(start, 0) + chance.randint(LEAST_CHARACTERS, MOST_CHARACTERS)]
    media_type = "text/plain" if chance.random() < TEXT_SHARE else "text/html"
    return seed, *_faults(mutate(chance, stretch, [body[:50_000] for body, _ in _bodies()[:20]], media_type=media_type))


@cache
def _bodies() -> list[tuple[str, int]]:
    """Give each page's characters and three places in its body."""
    bodies = []
    for path in PAGES:
        document = _page(path)
        kept = clean(document).ledger.kept
        bodies += [(decode(document).text, kept[len(kept) * tenth // 10].raw_start) for tenth in (1, 5, 9)]
    return bodies


def _faults(document: RawDocument) -> tuple[str, list[str]]:
    try:
        article = clean(document)
    except NotAnArticle as refusal:
        return refusal.reason.value, []
    body = decode(document)
    return "article", ledger_faults(article, body.text, is_page=is_page(document, body))


def _page(path: Path) -> RawDocument:
    return RawDocument(body=gzip.decompress(path.read_bytes()), media_type="text/html")
