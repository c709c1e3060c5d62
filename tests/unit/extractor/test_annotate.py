"""The annotator says what the model's own pipeline says, word for word."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from services.extractor.annotate import Annotator
from services.extractor.extract import Extractor

PASSAGES = [
    "Mayor Lena Orr said on Monday, May 14, that the bridge had cost more than 40 million crowns.",
    '"It isn\u2019t safe," she added, according to The Harbour Post. It isn\'t, is it?',
    "There's no one who's gonna tell us that there were 300 ships, the Velder Institute of Marine Science says.",
    "Y'all ain't got to let's go. C'mon, you've gotta.",
    "  Spaces  before\tand within,   and at the end. ",
    "",
    "St. Orrin, Arda's capital, fell on 3 June 2029. The U.S. and the U.K. hadn't known, Gen. Ilse Tarn told Reuters.",
    "\N{GRINNING FACE} \u200d \ufffd ... -- '' `` 1,2,3 $4.5bn 20% 10-12",
    "Word",
]


@pytest.fixture(scope="session")
def annotator(extractor: Extractor) -> Annotator:
    return extractor.annotator


def told(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (
            token.text,
            token.tag_,
            token.pos_,
            str(token.morph),
            token.lemma_,
            token.dep_,
            token.head.i,
            token.is_sent_start,
            token.ent_iob_,
            token.ent_type_,
        )
        for token in doc
    ]


def plain(pipeline: Language, text: str) -> list[tuple[object, ...]]:
    return told(pipeline(text))


def test_a_batch_of_passages_is_annotated_as_each_by_the_plain_pipeline(annotator: Annotator) -> None:
    expected = [plain(annotator.pipeline, text) for text in PASSAGES]

    assert [told(doc) for doc in annotator.annotate(PASSAGES)] == expected


def test_a_passage_does_not_see_the_passages_beside_it(annotator: Annotator) -> None:
    alone = [told(annotator.annotate([text])[0]) for text in PASSAGES]

    assert [told(doc) for doc in annotator.annotate(reversed(PASSAGES))] == alone[::-1]


def test_more_words_than_a_batch_holds_are_annotated_alike(annotator: Annotator) -> None:
    one = told(annotator.annotate(PASSAGES[:1])[0])

    assert [told(doc) for doc in annotator.annotate(PASSAGES[:1] * 120)] == [one] * 120


def test_what_is_remembered_of_words_is_bounded(annotator: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = told(annotator.annotate(PASSAGES[:1])[0])
    monkeypatch.setattr("services.extractor.word_forms._MOST_REMEMBERED", 3)
    forgetful = Annotator.of(annotator.pipeline)

    assert told(forgetful.annotate(PASSAGES[:1])[0]) == expected
    assert len(forgetful.forms.by_word) <= 3


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.sampled_from(" ".join(PASSAGES).split(" ")) | st.text(max_size=6), max_size=25).map(" ".join),
        max_size=4,
    )
)
def test_any_words_are_annotated_as_by_the_plain_pipeline(annotator: Annotator, texts: list[str]) -> None:
    texts = [text.encode("utf-8", "replace").decode() for text in texts]

    assert [told(doc) for doc in annotator.annotate(texts)] == [plain(annotator.pipeline, text) for text in texts]
