"""Computes the model's word vectors with less work than its own layers: each distinct word is looked up once.

The numbers are the model's own, up to the last digit of a float. What spaCy needs only for training is left out: the
gradients' bookkeeping, the tables of which piece won.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

Floats = NDArray[np.float32]

#: As the layers were trained (thinc's LayerNorm).
_EPSILON = np.float32(1e-8)


@dataclass(frozen=True)
class _HashTable:
    """One attribute's table: a key is hashed to four rows, which are added up."""

    seed: int
    rows: Floats

    @classmethod
    def of(cls, layer: Model[Any, Any]) -> Self:
        return cls(layer.attrs["seed"], parameter(layer, "E"))


@dataclass(frozen=True)
class _Maxout:
    """A maxout layer with layer normalisation; the weights lie piece after piece, so that a maximum is one pass."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats
    pieces: int

    @classmethod
    def of(cls, maxout: Model[Any, Any], normalisation: Model[Any, Any]) -> Self:
        weights = parameter(maxout, "W")
        width, pieces, inputs = weights.shape
        return cls(
            weights=np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, inputs)),
            bias=np.ascontiguousarray(parameter(maxout, "b").T.reshape(-1)),
            gain=parameter(normalisation, "G"),
            shift=parameter(normalisation, "b"),
            pieces=pieces,
        )

    def apply(self, inputs: Floats) -> Floats:
        activations = inputs @ self.weights.T
        activations += self.bias
        width = activations.shape[1] // self.pieces
        best = activations[:, :width]
        for piece in range(1, self.pieces):
            best = np.maximum(best, activations[:, piece * width : (piece + 1) * width])
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + _EPSILON
        best *= (1 / np.sqrt(variance))[:, None]
        best *= self.gain
        best += self.shift
        return best


@dataclass(frozen=True)
class WordEncoder:
    """A model's embedding and its window encoder."""

    attributes: tuple[str, ...]
    """What of a word the embedding sees."""
    tables: tuple[_HashTable, ...]
    mixer: _Maxout
    windows: tuple[_Maxout, ...]
    operations: NumpyOps

    @classmethod
    def of(cls, model: Model[Any, Any]) -> Self:
        """Take the weights of a ``MultiHashEmbed`` with a ``MaxoutWindowEncoder`` of window 1.

        Raises:
            ValueError: the model is built otherwise.
        """
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        (extract,) = _layers(embed, "extract_features")
        (mixer,) = _maxouts(embed)
        return cls(
            attributes=tuple(extract.attrs["columns"]),
            tables=tuple(_HashTable.of(layer) for layer in _layers(embed, "hashembed")),
            mixer=mixer,
            windows=tuple(_maxouts(encode)),
            operations=model.ops,
        )

    def encode(self, words: "Words") -> Floats:
        """Give the vector of each word in its context, passage after passage."""
        columns = [words.attributes.index(attribute) for attribute in self.attributes]
        width = self.tables[0].rows.shape[1]
        looked_up = np.empty((len(words.distinct), width * len(columns)), dtype=np.float32)
        for number, (column, table) in enumerate(zip(columns, self.tables, strict=True)):
            keys = self.operations.hash(np.ascontiguousarray(words.distinct[:, column]), table.seed) % len(table.rows)
            looked_up[:, number * width : (number + 1) * width] = self.operations.gather_add(table.rows, keys)
        mixed = self.mixer.apply(looked_up)
        # Between passages lie as many empty rows as the layers reach, so that no passage sees another.
        reach = len(self.windows)
        rows = np.arange(len(words.which)) + reach * (1 + np.repeat(np.arange(len(words.lengths)), words.lengths))
        vectors: Floats = np.zeros((len(rows) + reach * (1 + len(words.lengths)), width), dtype=np.float32)
        vectors[rows] = mixed[words.which]
        window = np.zeros((len(vectors), 3 * width), dtype=np.float32)
        for layer in self.windows:
            window[1:, :width] = vectors[:-1]
            window[:, width : 2 * width] = vectors
            window[:-1, 2 * width :] = vectors[1:]
            vectors = layer.apply(window) + vectors
        in_context: Floats = vectors[rows]
        return in_context


@dataclass(frozen=True)
class Words:
    """The words of some passages, each distinct one once."""

    attributes: tuple[str, ...]
    distinct: NDArray[np.uint64]
    """The attributes of each distinct word."""
    which: NDArray[np.intp]
    """For each word of the passages in turn, its row in ``distinct``."""
    lengths: NDArray[np.intp]
    """How many words each passage has."""

    @classmethod
    def of(cls, docs: Sequence[Doc], attributes: Sequence[str]) -> Self:
        """Gather the words of tokenised passages."""
        rows = np.concatenate([doc.to_array(list(attributes)) for doc in docs])
        first, which = distinct_rows(rows)
        return cls(tuple(attributes), rows[first], which, np.array([len(doc) for doc in docs], dtype=np.intp))


def parameter(layer: Model[Any, Any], name: str) -> Floats:
    """Take a layer's weights as an array."""
    array: Floats = np.asarray(layer.get_param(name))
    return array


def distinct_rows(rows: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Find one place of each distinct row, and for each row which of them it is."""
    whole = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).reshape(-1)
    _, first, which = np.unique(whole, return_index=True, return_inverse=True)
    return first, which


def _layers(model: Model[Any, Any], name: str) -> list[Model[Any, Any]]:
    return [layer for layer in model.walk(order="dfs_pre") if layer.name == name]


def _maxouts(model: Model[Any, Any]) -> list[_Maxout]:
    pairs = zip(_layers(model, "maxout"), _layers(model, "layernorm"), strict=True)
    return [_Maxout.of(maxout, normalisation) for maxout, normalisation in pairs]
