"""Recognises names and measures in passages with the model's own weights, all words at once.

spaCy decides word after word, and takes and gives back the interpreter's lock many times for each, which is more than
half of its recogniser's time. Here what to do outside of an entity is decided for all words in one product of matrices,
and only how far each entity reaches is followed word after word, for all entities together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from services.extractor.transition_layers import TransitionLayers
from services.extractor.word_vectors import Floats, WordEncoder, Words

Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class _Actions:
    """The columns of each kind of action, label after label; the one column left is to leave a word outside."""

    begin: Rows
    inside: Rows
    last: Rows
    unit: Rows

    @classmethod
    def of(cls, names: Sequence[str], labels: Sequence[str]) -> Self:
        def columns(kind: str) -> Rows:
            return np.array([names.index(f"{kind}-{label}") for label in labels], dtype=np.intp)

        return cls(columns("B"), columns("I"), columns("L"), columns("U"))


@dataclass(frozen=True)
class NameRecogniser:
    """A model's recogniser. A decision looks at the word, at the open entity's first word, and at the word before."""

    encoder: WordEncoder
    layers: TransitionLayers
    actions: _Actions
    labels: tuple[str, ...]

    @classmethod
    def of(cls, recogniser: EntityRecognizer) -> Self:
        """Take the weights of a pipeline's recogniser."""
        labels = tuple(recogniser.labels)
        return cls(
            encoder=WordEncoder.of(recogniser.model.get_ref("tok2vec").layers[0]),
            layers=TransitionLayers.of(recogniser),
            actions=_Actions.of(recogniser.move_names, labels),
            labels=labels,
        )

    def recognise(self, docs: Sequence[Doc], words: Words) -> None:
        """Set the entities of parsed passages; none crosses the start of a sentence."""
        features = self.layers.features(self.encoder.encode(words))
        entities = self._entities(features, _Borders.of(docs, words))
        entity = next(entities, None)
        begin = 0
        for doc in docs:
            spans: list[Span] = []
            while entity is not None and entity[0] < begin + len(doc):
                first, end, label = entity
                spans.append(Span(doc, first - begin, end - begin, label=self.labels[label]))
                entity = next(entities, None)
            doc.set_ents(spans, default="outside")
            begin += len(doc)

    def _entities(self, features: Floats, borders: "_Borders") -> Iterator[tuple[int, int, int]]:
        """Yield the first word, the end and the label of each entity, in order."""
        actions = self.actions
        (missing, features) = features[0], features[1:]
        outside = self.layers.scores(features[:, 0] + missing[1] + missing[2])
        outside[:, actions.inside] = outside[:, actions.last] = -np.inf
        outside[np.ix_(borders.is_space | borders.is_end, actions.begin)] = -np.inf
        outside[np.ix_(borders.is_space, actions.unit)] = -np.inf
        chosen = outside.argmax(axis=1)
        kinds = np.full(outside.shape[1], -1)
        kinds[actions.begin] = kinds[actions.unit] = np.arange(len(self.labels))
        firsts = np.flatnonzero(kinds[chosen] >= 0)
        ends = firsts + 1
        longer = np.flatnonzero(np.isin(chosen[firsts], actions.begin))
        ends[longer] = self._ends(features, firsts[longer], kinds[chosen[firsts[longer]]], borders)
        reached = 0
        for first, end, kind in zip(firsts.tolist(), ends.tolist(), kinds[chosen[firsts]].tolist(), strict=True):
            # What was decided for a word as one outside of entities does not hold for one within.
            if first >= reached:
                yield first, end, kind
                reached = end

    def _ends(self, features: Floats, firsts: Rows, kinds: Rows, borders: "_Borders") -> Rows:
        """Follow entities of several words to their ends."""
        ends = firsts + 2
        unclosed = np.arange(len(firsts))
        while len(unclosed):
            here, first, kind = ends[unclosed] - 1, firsts[unclosed], kinds[unclosed]
            scores = self.layers.scores(features[here, 0] + features[first, 1] + features[here - 1, 2])
            row = np.arange(len(unclosed))
            goes_on = scores[row, self.actions.inside[kind]] >= scores[row, self.actions.last[kind]]
            unclosed = unclosed[goes_on & ~borders.is_end[here]]
            ends[unclosed] += 1
        return ends


@dataclass(frozen=True)
class _Borders:
    """Where entities may not begin, or may not go on."""

    is_space: Flags
    is_end: Flags
    """The last word of a passage, or of a sentence."""

    @classmethod
    def of(cls, docs: Sequence[Doc], words: Words) -> Self:
        starts = np.concatenate([doc.to_array("SENT_START") for doc in docs]) == 1
        starts[np.cumsum(words.lengths[:-1])] = True
        return cls(
            is_space=words.distinct[words.which, words.attributes.index("IS_SPACE")] != 0,
            is_end=np.concatenate([starts[1:], [True]]),
        )
