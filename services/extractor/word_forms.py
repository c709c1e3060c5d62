"""Gives words their part of speech and lemma: asks the model's rules once for each kind of word.

The rules look at a word's tag and dependency, and at the word itself only if it is one that some rule names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, MorphAnalysis

from services.extractor.word_vectors import distinct_rows

#: What the rules decide on, and what they set.
_GIVEN: list[int | str] = ["ORTH", "TAG", "DEP"]
_SET: list[int | str] = ["TAG", "DEP", "POS", "LEMMA", "MORPH"]
_PART_OF_SPEECH, _LEMMA, _FEATURES, _OPENS = 2, 3, 4, 5
#: About as many as a large vocabulary has; beyond it all is forgotten and learned again.
_MOST_REMEMBERED = 100_000

Numbers = tuple[int, ...]


@dataclass(frozen=True)
class WordForms:
    """The model's attribute rules and its lemmatiser. They look at one word by itself, but for some fixed pairs."""

    pipeline: Language
    named: re.Pattern[str]
    """The words that some rule names."""
    pairs: Matcher
    openers: Matcher
    """The first words of the pairs."""
    by_word: dict[Numbers, Numbers] = field(default_factory=dict)
    by_kind: dict[Numbers, Numbers] = field(default_factory=dict)
    analyses: dict[int, MorphAnalysis] = field(default_factory=dict)

    @classmethod
    def of(cls, pipeline: Language) -> Self:
        """Take the rules of a pipeline."""
        rules: list[dict[str, Any]] = cast(Any, pipeline.get_pipe("attribute_ruler")).patterns
        patterns = [pattern for rule in rules for pattern in rule["patterns"]]
        pairs, openers = Matcher(pipeline.vocab), Matcher(pipeline.vocab)
        for number, pattern in enumerate(pattern for pattern in patterns if len(pattern) > 1):
            pairs.add(str(number), [pattern])
            openers.add(str(number), [pattern[:1]])
        words = {f"(?:{word})" for pattern in patterns for token in pattern for word in _words_of(token)}
        _index_lemmas(cast(Lemmatizer, pipeline.get_pipe("lemmatizer")))
        return cls(pipeline, re.compile("|".join(sorted(words))), pairs, openers)

    def apply(self, docs: Sequence[Doc]) -> None:
        """Set the forms of the words of parsed passages."""
        given = np.concatenate([doc.to_array(_GIVEN) for doc in docs])
        first, which = distinct_rows(given)
        forms = np.array([self._form(key) for key in map(tuple, given[first].tolist())], dtype=np.uint64)[which]
        begin = 0
        for doc in docs:
            own = forms[begin : begin + len(doc)]
            if own[:, _OPENS].any():
                for start, end in self._pairs_in(doc):
                    together = self._words(given[begin + start : begin + end], _GIVEN)
                    self._ask(together, "attribute_ruler", "lemmatizer")
                    own[start:end, :_OPENS] = together.to_array(_SET)
            begin += len(doc)
            _set(doc, _SET[:_FEATURES], own[:, :_FEATURES])
            for token, features in zip(doc, own[:, _FEATURES].tolist(), strict=True):
                token.morph = self._analysis(features)  # by number, from_array() would read its text anew each time

    def _pairs_in(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield the ranges of words that some rule looks at together."""
        start = end = 0
        for _, first, after in sorted(self.pairs(doc, allow_missing=True), key=lambda match: match[1]):
            if first >= end:
                if end:
                    yield start, end
                start = first
            end = max(end, after)
        if end:
            yield start, end

    def _form(self, key: Numbers) -> Numbers:
        """Give what the rules set for a word, and whether it may open a pair."""
        form = self.by_word.get(key)
        if form is None:
            form = self._form_of_kind(*key)
            if not form[_LEMMA]:
                form = (*form[:_LEMMA], self._lemma(key[0], form), *form[_LEMMA + 1 :])
            _remember(self.by_word, key, form)
        return form

    def _form_of_kind(self, word: int, tag: int, dependency: int) -> Numbers:
        """Give the same without the lemma, unless a rule names it."""
        lexeme = self.pipeline.vocab[word]
        kind = (lexeme.lower if self.named.fullmatch(lexeme.lower_) else 0, int(lexeme.is_space), tag, dependency)
        form = self.by_kind.get(kind)
        if form is None:
            doc = self._words([(word, tag, dependency)], _GIVEN)
            opens = bool(self.openers(doc, allow_missing=True))
            self._ask(doc, "attribute_ruler")
            form = (*doc.to_array(_SET)[0].tolist(), int(opens))
            _remember(self.by_kind, kind, form)
        return form

    def _lemma(self, word: int, form: Numbers) -> int:
        strings = self.pipeline.vocab.strings
        part_of_speech, features = form[_PART_OF_SPEECH], self._analysis(form[_FEATURES])
        token = _Word(word, strings[word], part_of_speech, strings[part_of_speech], features)
        lemmatizer = cast(Any, self.pipeline.get_pipe("lemmatizer"))
        return strings.add(lemmatizer.lemmatize(token)[0])

    def _analysis(self, features: int) -> MorphAnalysis:
        analysis = self.analyses.get(features)
        if analysis is None:
            analysis = self.analyses[features] = MorphAnalysis.from_id(self.pipeline.vocab, features)
        return analysis

    def _words(self, rows: Sequence[Numbers] | NDArray[np.uint64], attributes: list[int | str]) -> Doc:
        """Make words of rows of attributes, the first of which is the word itself."""
        doc = Doc(self.pipeline.vocab, words=[self.pipeline.vocab.strings[row[0]] for row in rows])
        _set(doc, attributes[1:], np.array(rows, dtype=np.uint64)[:, 1:])
        return doc

    def _ask(self, doc: Doc, *components: str) -> None:
        for name in components:
            self.pipeline.get_pipe(name)(doc)


@dataclass(frozen=True, slots=True)
class _Word:
    """What the lemmatiser reads of a token, under spaCy's names; to make a token takes longer than its lemma."""

    orth: int
    text: str
    pos: int
    pos_: str
    morph: MorphAnalysis


def _words_of(token: Mapping[str, Any]) -> Iterator[str]:
    """Yield expressions for the words that a rule's token names."""
    word = token.get("LOWER", token.get("ORTH", token.get("TEXT")))
    if isinstance(word, str):
        yield re.escape(word.lower())
    elif word is not None:
        yield from (re.escape(each.lower()) for each in word.get("IN", ()))
        if "REGEX" in word:
            yield word["REGEX"]


def _index_lemmas(lemmatizer: Lemmatizer) -> None:
    """Let the lemmatiser look words up in sets: its lists of thousands of words are searched from the start."""
    index = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, words in list(index.items()):
        index[part_of_speech] = frozenset(words)


def _remember(memory: dict[Numbers, Any], key: Numbers, value: object) -> None:
    if len(memory) >= _MOST_REMEMBERED:
        memory.clear()
    memory[key] = value


def _set(doc: Doc, attributes: list[int | str], values: NDArray[np.uint64]) -> None:
    doc.from_array(attributes, cast(Any, values))  # its type wants an array of thinc's, and takes any
