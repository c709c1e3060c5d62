"""Finds what the outlet states in its own voice and a reader could check: sentences with names and a number or date."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.quotes import Quote
from services.extractor.syntax import child_of
from services.extractor.vocabulary import Frame, Vocabulary

_MIN_WORDS = 6
_MAX_WORDS = 45
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT"})
_MEASURES = frozenset({"DATE", "CARDINAL", "QUANTITY", "MONEY", "PERCENT"})
#: With this many names a sentence is checkable without a number.
_MANY_NAMES = 3


def find_narration(
    doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary, taken: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Yield the sentences that nothing is attributed in and that are plainly checkable."""
    for sentence in doc.sents:
        start, end = trim(doc.text, sentence.start_char, sentence.end_char, quotes)
        if any(statement.start < end and start < statement.end for statement in taken):
            continue
        if _is_checkable(sentence, vocabulary) and _MIN_WORDS <= count_words(doc.text[start:end]) <= _MAX_WORDS:
            yield Attribution(start=start, end=end, form=Form.NARRATION, stance=Stance.ASSERTS)


def _is_checkable(sentence: Span, vocabulary: Vocabulary) -> bool:
    root = sentence.root
    if child_of(root, "nsubj", "nsubjpass") is None or root.pos_ not in {"VERB", "AUX"} or root.tag_ == "VB":
        return False
    verb = vocabulary.verbs.get(root.lemma_.lower())
    if verb is not None and Frame.QUOTE in verb.takes:
        return False  # speech whose content no rule found is no narration
    if sentence.text.rstrip()[-1:] in {"?", ":"} or any(token.lower_ in {"i", "you", "we", "us"} for token in sentence):
        return False
    names = sum(entity.label_ in _NAMES for entity in sentence.ents)
    return names >= _MANY_NAMES or (names >= 1 and any(entity.label_ in _MEASURES for entity in sentence.ents))
