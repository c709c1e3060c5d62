"""Sentences that say the same have near vectors, and vectors survive the journey."""

import base64

import numpy as np
import pytest

from claimwire.embedding.embedder import LONGEST_TOKENS, MODEL, Embedder, load_tokenizer
from claimwire.embedding.vector import DIMENSIONS, from_embedding, pack, to_embedding, unpack
from claimwire.errors import PermanentError


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load()


def test_the_vocabulary_gives_the_ids_that_the_model_was_trained_on() -> None:
    encoding = load_tokenizer().encode("Forty FERRIES won't sail: naïve!")

    assert encoding.tokens == ["[CLS]", "forty", "ferries", "won", "'", "t", "sail", ":", "naive", "!", "[SEP]"]
    assert encoding.ids == [101, 5659, 20157, 2180, 1005, 1056, 9498, 1024, 15743, 999, 102]


def test_a_very_long_text_is_cut_not_refused(embedder: Embedder) -> None:
    assert len(embedder.tokenizer.encode("ferry " * 1000).ids) == LONGEST_TOKENS
    assert embedder.embed("ferry " * 1000).shape == (DIMENSIONS,)


def test_sentences_that_say_the_same_are_nearer_than_others(embedder: Embedder) -> None:
    claim = embedder.embed("Forty ferries will be taken out of service before winter.")
    same = embedder.embed("Before the winter, forty ferries are to be withdrawn from service.")
    other = embedder.embed("The finance minister presented a budget without new debt.")

    assert float(claim @ same) > 0.85
    assert float(claim @ other) < 0.3


def test_a_vector_is_of_unit_length_and_the_same_every_time(embedder: Embedder) -> None:
    once, twice = embedder.embed("Forty ferries."), embedder.embed("Forty ferries.")

    assert float(np.linalg.norm(once)) == pytest.approx(1.0, abs=1e-5)
    assert np.array_equal(once, twice)


def test_a_text_s_vector_does_not_depend_on_the_texts_beside_it(embedder: Embedder) -> None:
    texts = [
        "Forty ferries.",
        "ferry " * 1000,
        "The minister said that forty ferries would be taken out of service before the winter.",
        "Forty ferries.",
        "",
        "The harbour was closed on Tuesday after a storm.",
    ]

    together = [pack(vector) for vector in embedder.embed_all(texts)]

    assert together == [pack(embedder.embed(text)) for text in texts]


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_all([]) == []


def test_a_vector_travels_in_half_the_bytes_with_little_loss(embedder: Embedder) -> None:
    vector = embedder.embed("Forty ferries.")

    assert len(pack(vector)) == 2 * DIMENSIONS
    assert float(vector @ unpack(pack(vector))) == pytest.approx(1.0, abs=1e-4)


def test_an_embedding_is_read_back_and_one_of_another_model_is_not(embedder: Embedder) -> None:
    vector = embedder.embed("Forty ferries.")
    embedding = to_embedding(vector, MODEL)

    read = from_embedding(embedding, MODEL)

    assert read is not None
    assert float(vector @ read) == pytest.approx(1.0, abs=1e-4)
    assert from_embedding(embedding.model_copy(update={"model": "another"}), MODEL) is None


@pytest.mark.parametrize("values", ["not base64!", base64.b64encode(b"short").decode()])
def test_a_broken_embedding_is_refused_with_the_reason(embedder: Embedder, values: str) -> None:
    embedding = to_embedding(embedder.embed("Forty ferries."), MODEL).model_copy(update={"values": values})

    with pytest.raises(PermanentError, match=r"base64|384 dimensions"):
        from_embedding(embedding, MODEL)
