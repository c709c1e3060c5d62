"""Finds which verb, if any, introduces each quotation of a passage."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from services.extractor.content import count_words
from services.extractor.quotes import Quote
from services.extractor.syntax import has_child
from services.extractor.token_places import token_at, words_between

Range = tuple[int, int]

#: "..., said the chair of the committee on fisheries of the northern council, Ada Brook." is about as far as it goes.
_MAX_GAP_WORDS = 20
#: A shorter quotation without a cue is an irony or a title, not speech.
_MIN_FLOATING_WORDS = 4
_SENTENCE_ENDS = frozenset(".?!")


@dataclass(frozen=True)
class AttachedQuotes:
    """Quotations with the verb that introduces each, and those that go on after one."""

    cued: tuple[tuple[Quote, Token], ...]
    floating: tuple[tuple[Quote, Token | None], ...]
    """Quotations without a cue, each with the verb of the last statement before it in the passage."""


def attach_quotes(
    doc: Doc, quotes: Sequence[Quote], verbs: Sequence[Token], clauses: Mapping[int, Range]
) -> AttachedQuotes:
    """Attach each quotation to a verb.

    ``clauses`` maps a verb's position to the clause it reports: a quotation within such a clause, or one that holds
    most of it, belongs to that verb already.
    """
    text = doc.text
    cued: list[tuple[Quote, Token]] = []
    floating: list[tuple[Quote, Token | None]] = []
    last: Token | None = None
    for quote in quotes:
        holder = _holder(doc, quote, clauses)
        if holder is not None:
            start, end = clauses[holder.i]
            if quote.covers(start, end) or start < quote.start < end:
                cued.append((quote, holder))
            last = holder
            continue
        verb = _verb_after(doc, quote, verbs) or _verb_before(doc, quote, verbs, quotes)
        if verb is None and cued and _continues(doc, quote, cued[-1]):
            verb = cued[-1][1]
        if verb is not None:
            cued.append((quote, verb))
            last = verb
        elif _stands_alone(text, quote):
            before = bisect_left(verbs, quote.start, key=_position)
            floating.append((quote, _introducing(doc, quote) or last or (verbs[before - 1] if before else None)))
    return AttachedQuotes(tuple(cued), tuple(floating))


def _holder(doc: Doc, quote: Quote, clauses: Mapping[int, Range]) -> Token | None:
    """Find the verb whose clause overlaps a quotation."""
    for i, (start, end) in clauses.items():
        overlap = min(end, quote.end) - max(start, quote.start)
        if overlap > 0 and (quote.covers(start, end) or overlap > (quote.end - quote.start) / 2):
            return doc[i]
    return None


def _verb_after(doc: Doc, quote: Quote, verbs: Sequence[Token]) -> Token | None:
    """Find the verb of ``"...," she said``."""
    text = doc.text
    closing = text[quote.start : quote.end].rstrip("”\"»'\u2019“ ")[-1:]
    follows = text[quote.end :].lstrip()[:1]
    if quote.runs_on or not (
        closing in ",?!—\u2013-…" or follows in {",", "—", "\u2013", "-"} or (closing == "." and follows.islower())
    ):
        return None
    after = bisect_left(verbs, quote.end, key=_position)
    if after == len(verbs):
        return None
    verb = verbs[after]
    if verb.tag_ == "VBG" and not has_child(verb, "nsubj", "aux"):
        return None  # "..., adding that" opens the next statement
    gap = text[quote.end : verb.idx]
    return verb if count_words(gap) <= _MAX_GAP_WORDS and _is_one_sentence(doc, quote.end, verb.idx) else None


def _verb_before(doc: Doc, quote: Quote, verbs: Sequence[Token], quotes: Sequence[Quote]) -> Token | None:
    """Find the verb of ``She said: "..."``."""
    text = doc.text
    before = bisect_left(verbs, quote.start, key=_position)
    if before == 0:
        return None
    verb = verbs[before - 1]
    gap = text[verb.idx + len(verb) : quote.start]
    between = bisect_left(quotes, quote.start, key=_beginning) > bisect_right(quotes, verb.idx, key=_beginning)
    if between and gap.strip() not in {",", ""} and count_words(gap) > 4:
        return None
    near = count_words(gap) <= _MAX_GAP_WORDS and _is_one_sentence(doc, verb.idx, quote.start)
    introduces = gap.rstrip()[-1:] in {":", ",", ""} or count_words(gap) == 0 or gap.rstrip().endswith("that")
    return verb if near and introduces else None


def _continues(doc: Doc, quote: Quote, previous: tuple[Quote, Token]) -> bool:
    """Tell whether a quotation goes on after its cue's sentence: ``"...," she said. "..."``."""
    earlier, verb = previous
    gap = doc.text[verb.idx : quote.start].rstrip()
    if not earlier.end <= verb.idx < quote.start or count_words(gap) > 2 * _MAX_GAP_WORDS:
        return False
    return gap[-1:] in _SENTENCE_ENDS and _is_one_sentence(doc, verb.idx, verb.idx + len(gap) - 1)


def _introducing(doc: Doc, quote: Quote) -> Token | None:
    """Find the main verb of the sentence that ends in a colon before a quotation: ``She had one message: "..."``."""
    index = token_at(doc, quote.start) - 1
    while index > 0 and doc[index].is_space:
        index -= 1
    colon = doc[index] if index >= 0 else None
    if colon is None or colon.text != ":":
        return None
    verbs = (token for token in colon.sent if token.i < colon.i and token.pos_ in {"VERB", "AUX"})
    return next((verb for verb in verbs if _has_named_subject(verb)), None)


def _has_named_subject(verb: Token) -> bool:
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return subject is not None and (subject.pos_ in {"PROPN", "PRON"} or bool(subject.ent_type_))


def _stands_alone(text: str, quote: Quote) -> bool:
    """Tell whether a quotation is a sentence of its own."""
    before = text[: quote.start].rstrip()[-1:]
    return (
        before in {"", ".", "?", "!", ":", "”", '"'}
        and count_words(text[quote.start : quote.end]) >= _MIN_FLOATING_WORDS
    )


def _is_one_sentence(doc: Doc, start: int, end: int) -> bool:
    return not any(token.text in _SENTENCE_ENDS for token in words_between(doc, start, end))


def _position(verb: Token) -> int:
    return verb.idx


def _beginning(quote: Quote) -> int:
    return quote.start
