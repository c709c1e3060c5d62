import pytest

from claimwire.models import CleanArticle, Ledger
from services.extractor.extract import Extractor


def article(text: str) -> CleanArticle:
    # Built without validation: a lone surrogate cannot come through an event, but can from a caller in Python.
    return CleanArticle.model_construct(
        text=text, blocks=(), ledger=Ledger(), language=None, published=None, outlet=None
    )


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufffd\ufffd", '“““ \u2018\u2018 « » " he "', "said", '"""' * 50])
def test_text_without_a_claim_gives_none(extractor: Extractor, text: str) -> None:
    assert extractor.extract(article(text), "ver_test") == ()


def test_a_lone_surrogate_keeps_the_offsets(extractor: Extractor) -> None:
    text = "Caf\ud800e owner Lena Orr said the bridge was closed."

    claim = extractor.extract(article(text), "ver_test")[0]

    assert text[claim.evidence.start : claim.evidence.end] == "the bridge was closed"


@pytest.mark.parametrize("text", ["a" * 1_000_000, "1," * 100_000], ids=["one word", "one number"])
def test_a_million_characters_without_a_space_are_survived(extractor: Extractor, text: str) -> None:
    extractor.extract(article(text), "ver_test")


def test_a_sentence_that_never_ends_still_gives_exact_evidence(extractor: Extractor) -> None:
    text = "The council said that " + "prices rose and " * 1_000

    claims = extractor.extract(article(text), "ver_test")

    assert claims
    assert all(text[claim.evidence.start : claim.evidence.end] == claim.evidence.text for claim in claims)


@pytest.mark.parametrize(
    "text",
    ["Orr, " * 900 + "and Orr", "the head of " * 400 + "the town", "the mayor's " * 400 + "aide"],
    ids=["list", "phrases", "possessors"],
)
def test_a_speaker_without_end_is_no_error(extractor: Extractor, text: str) -> None:
    claims = extractor.extract(article(f"{text} said that the bridge was shut."), "ver_test")

    assert all(claim.evidence.text for claim in claims)


def test_a_run_of_marks_without_end_hides_no_claim_after_it(extractor: Extractor) -> None:
    text = "'" * 3_000 + " The council said that 1,200 people had left the harbour."

    claims = extractor.extract(article(text), "ver_test")

    assert [claim.evidence.text for claim in claims] == ["1,200 people had left the harbour"]
