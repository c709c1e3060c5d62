"""Every claim of a thousand articles is where it says, in the cleaned and in the raw text, and comes back the same.

The articles are others' texts and lie outside the repository. Sentences of a megabyte need none of them.
"""

import gzip
import multiprocessing
import re
import time
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from claimwire import ids
from claimwire.demo.site import LAST_PHASE, DemoSite
from claimwire.models import Claim, CleanArticle, Cue, Entity, Quantity, TimeExpression
from services.cleaner.clean import clean
from services.cleaner.decode import decode
from services.cleaner.document import NotAnArticle, RawDocument
from services.extractor.extract import Extractor, load_extractor
from tests.quality import polnear
from tests.quality.extent import IS_WHOLE
from tests.quality.publishers import pages

ARTICLES = 1_000
#: `make test` looks at every so many of them.
STEP = 1 if IS_WHOLE else 4
PROCESSES = 2
#: Nothing is at fault where nothing is found. Measured 20.0, and 20.2 on every fourth article.
LEAST_CLAIMS_EACH = 18
#: The 924 texts come first; real pages (measured 54) fill the rest, and the sample newsroom's, too few by themselves.
LEAST_PAGES = 76 // STEP

#: Of the processor's own time, so that a busy machine fails nothing. Measured 0 to 9 s: the limits on passages and
#: articles (``passages.py``) hold it.
MOST_SECONDS_FOR_A_MEGABYTE = 45.0
MEGABYTE = 1_000_000

_WORD = re.compile(r"\w+")
#: In the raw page a tag, a comment or a script may stand within a sentence.
_UNREAD = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.DOTALL | re.IGNORECASE)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.skipif(not polnear.is_here(), reason="CLAIMS ARE NOT CHECKED ON A THOUSAND ARTICLES: they are not here")
def test_every_claim_of_a_thousand_articles_is_exactly_where_it_says_and_comes_back_the_same() -> None:
    numbers = range(len(_documents()))
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        # Each is extracted twice, not one after the other: what another article leaves behind must not matter.
        first = dict(pool.imap_unordered(_checked, numbers, chunksize=20))
        second = dict(pool.imap_unordered(_checked, reversed(numbers), chunksize=20))

    claims = sum(len(found) for found, _ in first.values())
    faults = {number: found for number, (_, found) in first.items() if found}
    moved = [number for number in numbers if first[number][0] != second[number][0]]
    print(
        f"\n{claims} claims of {len(first)} articles were checked: {len(faults)} of them at fault, {len(moved)} moved"
    )
    assert dict(sorted(faults.items())[:5]) == {}
    assert moved == []
    assert claims >= LEAST_CLAIMS_EACH * len(first)


@pytest.mark.skipif(not pages(), reason="CLAIMS ARE NOT CHECKED ON REAL PAGES: they are not on this machine")
def test_the_thousand_articles_hold_pages_as_well_as_texts() -> None:
    kinds = [document.media_type for document in _documents()]

    print(f"\n{kinds.count('text/plain')} texts, {kinds.count('text/html')} pages")
    assert len(kinds) == ARTICLES // STEP
    assert kinds.count("text/html") >= LEAST_PAGES


@pytest.mark.slow
@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor said that prices rose while 1,200 people left on Monday and ",
        "he said that ",
        "“he said ",
        'he said "',
        "according to the minister, ",
        "Lena Orr ",
        "“It is closed,” Lena Orr said. ",
        "The firm denied this. ",
        ".,;:!?",
        "'",
        "(",
        '"',
    ][::STEP],
    ids=lambda sentence: sentence[:18].strip(),
)
def test_a_sentence_of_a_megabyte_takes_a_bounded_time(sentence: str) -> None:
    text = (sentence * (MEGABYTE // len(sentence) + 1))[:MEGABYTE]
    extractor = _extractor()

    start = time.process_time()
    claims = extractor.extract(CleanArticle(text=text), "ver_megabyte")

    assert time.process_time() - start < MOST_SECONDS_FOR_A_MEGABYTE
    assert all(text[claim.evidence.start : claim.evidence.end] == claim.evidence.text for claim in claims)


@cache
def _documents() -> tuple[RawDocument, ...]:
    texts = [
        RawDocument(body=body, media_type="text/plain") for split in ("train", "dev") for body in polnear.texts(split)
    ]
    return (*texts, *_english_pages(), *_demo_pages())[:ARTICLES:STEP]


def _demo_pages() -> Iterator[RawDocument]:
    """Give the sample newsroom's pages, which are our own; German ones among them hold no claims."""
    site = DemoSite(Path(__file__).parents[2] / "deploy" / "demo")
    seen: set[bytes] = set()
    for _ in range(LAST_PHASE):
        for path in site.articles():
            page = site.resources("http://demo.invalid")[path]
            if page.body not in seen:
                seen.add(page.body)
                yield RawDocument(body=page.body, media_type=page.media_type, charset=page.charset)
        site.advance()


def _english_pages() -> Iterator[RawDocument]:
    for path in pages():
        document = RawDocument(body=gzip.decompress(path.read_bytes()), media_type="text/html")
        article = _cleaned(document)
        if article is not None and article.language == "en":
            yield document


def _cleaned(document: RawDocument) -> CleanArticle | None:
    try:
        return clean(document)
    except NotAnArticle:
        return None


@cache
def _extractor() -> Extractor:
    return load_extractor()


def _checked(number: int) -> tuple[int, tuple[list[str], list[str]]]:
    """Give the ids of an article's claims, and what is wrong with them."""
    document = _documents()[number]
    article = _cleaned(document)
    if article is None:
        return number, ([], [])
    version_id = ids.version_id(ids.article_id(str(number)), ids.content_sha256(document.body))
    claims = _extractor().extract(article, version_id)
    raw, is_page = decode(document).text, document.media_type != "text/plain"
    faults = [fault for claim in claims for fault in _faults(claim, article, raw, is_page=is_page)]
    return number, ([claim.claim_id for claim in claims], faults)


def _faults(claim: Claim, article: CleanArticle, raw: str, *, is_page: bool) -> Iterator[str]:
    evidence = claim.evidence
    if article.text[evidence.start : evidence.end] != evidence.text or not evidence.text.strip():
        yield f"evidence at {evidence.start} is not the cleaned text"
    if evidence.raw_start is None or evidence.raw_end is None:
        yield f"evidence at {evidence.start} has no place in the raw text"
    elif not _is_within(evidence.text, raw[evidence.raw_start : evidence.raw_end], is_page=is_page):
        yield f"evidence at {evidence.start} is not the raw text at {evidence.raw_start}"
    parts = (*claim.quantities, *claim.times, *claim.entities, *((claim.cue,) if claim.cue else ()))
    yield from (f"{part.text!r} is not at {part.start}" for part in parts if not _is_at(part, article))
    for part in (*claim.quantities, *claim.times, *claim.entities, *evidence.spans):
        if not evidence.start <= part.start < part.end <= evidence.end:
            yield f"{article.text[part.start : part.end]!r} lies outside of the evidence at {evidence.start}"
    if not claim.text.strip():
        yield f"the claim at {evidence.start} has no text"


def _is_at(part: Quantity | TimeExpression | Entity | Cue, article: CleanArticle) -> bool:
    return article.text[part.start : part.end] == part.text


def _is_within(evidence: str, raw: str, *, is_page: bool) -> bool:
    """Tell whether raw characters begin and end with the evidence's words and hold all of them in their order.

    What the cleaner removed from within a sentence stands between them.
    """
    ours = "".join(_WORD.findall(evidence))
    theirs = "".join(_WORD.findall(unescape(_UNREAD.sub(" ", raw)) if is_page else raw))
    rest = iter(theirs)
    return ours[:1] == theirs[:1] and ours[-1:] == theirs[-1:] and all(character in rest for character in ours)
