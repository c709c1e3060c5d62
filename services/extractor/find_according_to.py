"""Finds statements with a source in a phrase: "according to the ministry"."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.quotes import Quote
from services.extractor.syntax import child_of
from services.extractor.vocabulary import Vocabulary

Range = tuple[int, int]

_MIN_WORDS = 3
#: Three times the longest sentence that news writes.
_MAX_TOKENS_AROUND = 150
_CUES = ("according", "in")
#: Most passages have none, and looking at each of their tokens takes longer.
_CUE = re.compile(r"\baccording to\b|\bin\s", re.IGNORECASE)
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")


def find_according_to(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    """Yield the sentences that stand on an "according to", or on an "in" with a poll or survey before a comma."""
    if not _CUE.search(doc.text):
        return
    for token in doc[:-1]:
        if token.lower_ not in _CUES or any(quote.covers(token.idx, token.idx + len(token)) for quote in quotes):
            continue
        if token.lower_ == "according" and token.nbor().lower_ == "to":
            source, cue = child_of(token.nbor(), "pobj") or child_of(token, "pobj"), doc[token.i : token.i + 2]
            bounds = _bounds(token, source)
        elif token.lower_ == "in" and token.is_sent_start:
            source, cue = child_of(token, "pobj"), doc[token.i : token.i + 1]
            is_survey = source is not None and source.lemma_.lower() in vocabulary.surveys
            bounds = _bounds(token, source) if is_survey else None
        else:
            continue
        if source is None or bounds is None:
            continue
        pieces = [trim(doc.text, *piece, quotes) for piece in bounds]
        pieces = [piece for piece in pieces if count_words(doc.text[slice(*piece)])]
        if not pieces or sum(count_words(doc.text[slice(*piece)]) for piece in pieces) < _MIN_WORDS:
            continue
        yield Attribution(
            start=pieces[0][0],
            end=pieces[-1][1],
            form=Form.ACCORDING_TO,
            stance=Stance.ASSERTS,
            cue=cue,
            lemma=cue.text.lower(),
            source=source,
            pieces=tuple(pieces) if len(pieces) > 1 else (),
        )


def _bounds(according: Token, source: Token | None) -> list[Range] | None:
    """Find the characters of the sentence that the source stands behind, before and after the phrase."""
    if source is None:
        return None
    doc, (first, last) = according.doc, _surroundings(according)
    phrase_end = max(source.right_edge.i, according.right_edge.i)
    before = doc[first : according.i]
    after = doc[min(phrase_end + 1, last) : last]
    if not any(token.is_alpha for token in before):
        comma = next((token for token in doc[source.i : last] if token.text == ","), None)
        start = comma.i + 1 if comma is not None and comma.i <= phrase_end + 1 else phrase_end + 1
        return [(doc[start].idx, doc[last - 1].idx + len(doc[last - 1]))] if start < last else None
    if len(after) > 0 and _goes_on(before, after):
        return [(before.start_char, before.end_char), (after.start_char, after.end_char)]
    return [(before.start_char, before.end_char)]


def _goes_on(before: Span, after: Span) -> bool:
    """Tell whether the words after an inserted phrase end the clause before it."""
    said_before = any(token.pos_ in {"VERB", "AUX"} for token in before)
    if any(token.pos_ in {"VERB", "AUX"} for token in after) and not said_before:
        return True
    starts = {token.i for token in before}
    heads = [token for token in after if token.is_alpha and token.head.i in starts]
    return any(token.dep_ in {"dobj", "attr", "acomp", "ccomp", "prep", "xcomp"} for token in heads)


def _surroundings(according: Token) -> tuple[int, int]:
    """Find the tokens around the phrase that it may stand for: its sentence, or the brackets or half that hold it."""
    doc, sentence = according.doc, according.sent
    first = max(sentence.start, according.i - _MAX_TOKENS_AROUND)
    last = min(sentence.end, according.i + _MAX_TOKENS_AROUND)
    begin = first
    for i in range(according.i - 1, begin - 1, -1):
        if doc[i].text in _OPENING or doc[i].text == ";":
            first = i + 1
            break
        if doc[i].text in _CLOSING:
            break
    for i in range(according.i + 1, last):
        if doc[i].text == ";" or (doc[i].text in _CLOSING and first > begin):
            last = i
            break
    return first, last
