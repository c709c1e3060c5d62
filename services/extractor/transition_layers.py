"""The layers with which spaCy's parser and recogniser score their next action. Knows neither's actions."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from thinc.api import Model

from services.extractor.word_vectors import Floats, parameter


@dataclass(frozen=True)
class _Linear:
    weights: Floats
    bias: Floats

    @classmethod
    def of(cls, layer: Model[Any, Any]) -> Self:
        return cls(parameter(layer, "W"), parameter(layer, "b"))


@dataclass(frozen=True)
class TransitionLayers:
    """From words' vectors to the scores of actions. An action is chosen by a few words: its features."""

    narrow: _Linear
    hidden: Floats
    """For each feature and piece, the weights of a word's vector."""
    missing: Floats
    """For each feature, what stands for a word that is not there."""
    bias: Floats
    upper: _Linear
    pieces: int

    @classmethod
    def of(cls, component: Any) -> Self:
        """Take the weights of a parser or recogniser with a ``TransitionBasedParser``.

        Raises:
            ValueError: it is built otherwise than this module knows.
        """
        model = component.model
        if component.cfg["beam_width"] != 1 or not model.attrs["has_upper"] or model.attrs["unseen_classes"]:
            raise ValueError("a parser with a beam, without an upper layer, or with unseen classes is not known")
        lower = model.get_ref("lower")
        # Piece after piece rather than unit after unit, so that a maximum over pieces is one pass.
        weights = parameter(lower, "W").transpose(0, 2, 1, 3)
        features, pieces, _, inputs = weights.shape
        return cls(
            narrow=_Linear.of(model.get_ref("tok2vec").layers[-1]),
            hidden=np.ascontiguousarray(weights.reshape(-1, inputs)),
            missing=np.ascontiguousarray(parameter(lower, "pad")[0].transpose(0, 2, 1).reshape(features, -1)),
            bias=np.ascontiguousarray(parameter(lower, "b").T.reshape(-1)),
            upper=_Linear.of(model.get_ref("upper")),
            pieces=pieces,
        )

    def features(self, vectors: Floats) -> Floats:
        """Compute what each word adds to a decision as each of its features; before them, what a missing word adds."""
        narrowed = vectors @ self.narrow.weights.T
        narrowed += self.narrow.bias
        features = np.empty((1 + len(vectors), len(self.hidden)), dtype=np.float32)
        features[0] = self.missing.reshape(-1)
        np.matmul(narrowed, self.hidden.T, out=features[1:])
        return features.reshape(-1, *self.missing.shape)

    def scores(self, sums: Floats) -> Floats:
        """Score every action for each decision, from the sum of its features."""
        sums += self.bias
        width = sums.shape[1] // self.pieces
        hidden = sums[:, :width]
        for piece in range(1, self.pieces):
            hidden = np.maximum(hidden, sums[:, piece * width : (piece + 1) * width])
        scores: Floats = hidden @ self.upper.weights.T
        scores += self.upper.bias
        return scores
