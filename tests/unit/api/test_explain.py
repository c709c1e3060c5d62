"""From a claim back to the characters it came from."""

import pytest

from claimwire.explain import Explanation, explain
from claimwire.index.documents import ArticleDocument
from claimwire.read_raw import RawPage, decode
from services.indexer.describe import describe_claim
from tests.unit.index.invented_documents import SENTENCE, TEXT, claim_extracted

RAW_START = 39


def _explain(raw: str, article: ArticleDocument | None = None, *, raw_length: int = len(SENTENCE)) -> Explanation:
    claim = claim_extracted().claim
    evidence = claim.evidence.model_copy(update={"raw_end": RAW_START + raw_length})
    event = claim_extracted().model_copy(update={"claim": claim.model_copy(update={"evidence": evidence})})
    extracted = describe_claim(event).extracted
    assert extracted is not None
    return explain(extracted, article, RawPage(raw), superseded=False, context=5)


def test_markup_and_entities_within_the_raw_evidence_are_no_difference() -> None:
    written = SENTENCE.replace("Marlow", "<b class=name>Marlow</b>").replace(" to ", "&nbsp;to\n").replace("J", "&#74;")

    explanation = _explain("<p>" + TEXT[:36] + written + "</p>", raw_length=len(written))

    assert explanation.raw is not None
    assert (explanation.raw.text, explanation.raw.after, explanation.raw.fits) == (written, "</p>", True)


def test_a_page_in_another_character_set_is_said_not_to_fit() -> None:
    explanation = _explain("x" * 200)

    assert explanation.raw is not None
    assert not explanation.raw.fits
    assert "another character set" in explanation.notes[-1]


def test_an_article_that_is_not_indexed_yet_leaves_the_evidence_of_the_claim() -> None:
    explanation = _explain("<p>" + TEXT)

    assert explanation.evidence.text == SENTENCE
    assert "not in the index yet" in explanation.notes[0]


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        ("é".encode(), None, "é"),
        ("é".encode("utf-8-sig"), "windows-1252", "é"),
        ("é".encode("utf-16"), None, "é"),
        ("é".encode("windows-1252"), "windows-1252", "é"),
        ("é".encode("windows-1252"), "no-such-set", "\ufffd"),
        ("é".encode("windows-1252"), None, "\ufffd"),
    ],
)
def test_a_body_is_decoded_by_its_mark_as_utf8_or_as_declared(body: bytes, declared: str | None, text: str) -> None:
    assert decode(body, cleaned_as=None, declared=declared) == text
