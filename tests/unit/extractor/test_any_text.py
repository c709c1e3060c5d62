"""Feeds the extractor what no newsroom writes. Time is the processor's own, so that a busy machine fails nothing."""

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimwire.models import Claim, CleanArticle, DatedBelief, Ledger
from services.extractor.extract import Extractor
from tests.unit.extractor.conftest import PUBLISHED

#: Some hundred times what a short text takes.
MOST_SECONDS_FOR_A_SHORT_TEXT = 5.0

# fmt: off
PIECES = st.sampled_from([
    "“", "”", '"', "\u2018", "\u2019", "«", "»", "``", "''", " said ", "Lena Orr ", "she ", "that ", "it was shut",
    ", ", ". ", ": ", "\n", "\n\n", "according to ", "denied ", "a claim ", "which ", "1,200 ", "on Tuesday ", "$5bn ",
    "\ud800", "\udfff", "\x00", "\ufeff", "\u202e", "e\u0301", "\U0001f6a2", "\u200d", "\xa0", "I ", "we ", "myself ",
])
# fmt: on
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=400),
    st.lists(PIECES, max_size=80).map("".join),
)


def article(text: str, published: DatedBelief | None = PUBLISHED) -> CleanArticle:
    # Built without validation: a lone surrogate cannot come through an event, but can from a caller in Python.
    return CleanArticle.model_construct(
        text=text, blocks=(), ledger=Ledger(), language=None, published=published, outlet=None
    )


def seconds_for(extract: Callable[[], tuple[Claim, ...]]) -> tuple[float, tuple[Claim, ...]]:
    start = time.process_time()
    claims = extract()
    return time.process_time() - start, claims


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("\x00E\ud800:00 i0!g 0.1")
def test_any_text_gives_exact_claims_and_the_same_again_in_little_time(extractor: Extractor, text: str) -> None:
    seconds, claims = seconds_for(lambda: extractor.extract(article(text), "ver_test"))

    assert seconds < MOST_SECONDS_FOR_A_SHORT_TEXT
    assert extractor.extract(article(text), "ver_test") == claims
    for claim in claims:
        for span in (claim.evidence, *claim.quantities, *claim.times, *claim.entities):
            assert text[span.start : span.end] == span.text


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.integers(min_value=0, max_value=200))
def test_a_mark_that_is_never_closed_loses_no_later_paragraph(extractor: Extractor, words: str, count: int) -> None:
    text = f"{words}{'“' * count}\n\nThe council said that 1,200 people had left the harbour."

    claims = extractor.extract(article(text), "ver_test")

    assert any("1,200 people had left the harbour" in claim.evidence.text for claim in claims)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", "“”", "said"])
def test_no_text_gives_no_claim(extractor: Extractor, text: str) -> None:
    assert extractor.extract(article(text), "ver_test") == ()
