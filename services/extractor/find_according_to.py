"""Finds statements with a source in a phrase: "according to the ministry"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.quotes import Quote
from services.extractor.syntax import child_of

_MIN_WORDS = 3


def find_according_to(doc: Doc, quotes: Sequence[Quote]) -> Iterator[Attribution]:
    """Yield the sentences that stand on an "according to"."""
    for token in doc[:-1]:
        if token.lower_ != "according" or token.nbor().lower_ != "to":
            continue
        if any(quote.covers(token.idx, token.idx + len(token)) for quote in quotes):
            continue
        source = child_of(token.nbor(), "pobj") or child_of(token, "pobj")
        bounds = _bounds(token, source)
        if source is None or bounds is None:
            continue
        start, end = trim(doc.text, *bounds, quotes)
        if count_words(doc.text[start:end]) < _MIN_WORDS:
            continue
        yield Attribution(
            start=start,
            end=end,
            form=Form.ACCORDING_TO,
            stance=Stance.ASSERTS,
            cue=doc[token.i : token.i + 2],
            lemma="according to",
            source=source,
        )


def _bounds(according: Token, source: Token | None) -> tuple[int, int] | None:
    """Find the characters of the sentence that the source stands behind."""
    if source is None:
        return None
    doc, sentence = according.doc, according.sent
    phrase_end = max(source.right_edge.i, according.right_edge.i)
    before = doc[sentence.start : according.i]
    after = doc[min(phrase_end + 1, sentence.end) : sentence.end]
    has_words_before = any(token.is_alpha for token in before)
    if not has_words_before:
        comma = next((token for token in doc[source.i : sentence.end] if token.text == ","), None)
        start = comma.i + 1 if comma is not None and comma.i <= phrase_end + 1 else phrase_end + 1
        return (doc[start].idx, sentence.end_char) if start < sentence.end else None
    if any(token.pos_ in {"VERB", "AUX"} for token in after) and not any(
        token.pos_ in {"VERB", "AUX"} for token in before
    ):
        return sentence.start_char, sentence.end_char
    return sentence.start_char, before.end_char
