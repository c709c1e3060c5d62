"""Parses passages with the model's own parser, driven from here.

Driven by itself, spaCy's parser gives the interpreter's lock away, and its states take it back for every look at a
word, which is a third of its time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from spacy.ml.parser_model import ParserStepModel  # type: ignore[import-not-found]  # compiled, without a stub
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

from services.extractor.transition_layers import TransitionLayers
from services.extractor.word_vectors import Floats


@dataclass(frozen=True)
class SentenceParser:
    """A model's parser; parses many passages at once, one action of each at a time."""

    parser: DependencyParser
    layers: TransitionLayers

    @classmethod
    def of(cls, parser: DependencyParser) -> Self:
        """Take the parser of a pipeline."""
        return cls(parser, TransitionLayers.of(parser))

    def parse(self, docs: Sequence[Doc], vectors: Floats) -> None:
        """Set the heads, dependencies and sentences of passages, from the vectors of their words in turn."""
        features = self.layers.features(vectors)
        columns = features.shape[1]
        rows = features.reshape(-1, features.shape[2])
        # A word that is not there has the number -1, and its row is the first.
        own_row = np.arange(columns) + columns
        states = self.parser.moves.init_batch(docs)
        unfinished = [state for state in states if not state.is_final()]
        while unfinished:
            words = ParserStepModel.get_token_ids(_Features(columns), unfinished)
            sums = rows[words * columns + own_row].sum(axis=1)
            unfinished = self.parser.transition_states(unfinished, self.layers.scores(sums))
        self.parser.set_annotations(docs, states)


@dataclass(frozen=True)
class _Features:
    """What ``get_token_ids`` asks of a model: how many features there are."""

    nF: int  # noqa: N815  # spaCy's name

    @property
    def state2vec(self) -> Self:
        """Stand for the layer that knows the number."""
        return self
