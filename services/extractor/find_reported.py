"""Finds what verbs of speech report: clauses ("she said that ..."), quotations, and both in one sentence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.find_clauses import clause_of, loose_clause
from services.extractor.quotes import Quote
from services.extractor.quotes_near_cues import attach_quotes
from services.extractor.read_cues import cue_phrase, cue_words, is_told_by_narrator, says_nothing, source_of
from services.extractor.vocabulary import CueVerb, Frame, Vocabulary

Range = tuple[int, int]

#: A shorter content is an echo ("he said so"), not a statement.
_MIN_WORDS = 2


def find_reported(
    doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary, verbs: Sequence[Token]
) -> Iterator[Attribution]:
    """Yield the statements that cue verbs report, and quotations that go on without a cue."""
    text = doc.text
    pieces: dict[int, list[Range]] = defaultdict(list)
    for verb in verbs:
        clause = clause_of(verb, verbs, vocabulary)
        if clause is not None:
            pieces[verb.i].append(_with_quotes(trim(text, *clause, quotes), quotes))
    quoting = [verb for verb in verbs if Frame.QUOTE in vocabulary.verbs[verb.lemma_.lower()].takes]
    attached = attach_quotes(doc, quotes, quoting, {i: ranges[0] for i, ranges in pieces.items()})
    for quote, verb in attached.cued:
        pieces[verb.i].append((quote.start, quote.end))
    for verb in quoting:
        cue = vocabulary.verbs[verb.lemma_.lower()]
        reports = Frame.CLAUSE in cue.takes - cue.attitudes and verb.i not in pieces
        loose = loose_clause(verb, verbs) if reports else None
        if loose is not None:
            pieces[verb.i].append(_with_quotes(trim(text, *loose, quotes), quotes))
    for verb in verbs:
        ranges = pieces.get(verb.i)
        if not ranges or says_nothing(verb):
            continue
        start, end = min(start for start, _ in ranges), max(end for _, end in ranges)
        if count_words(text[start:end]) < _MIN_WORDS:
            continue
        cue = vocabulary.verbs[verb.lemma_.lower()]
        is_quote = any((quote.start, quote.end) in ranges for quote in quotes)
        yield Attribution(
            start=start,
            end=end,
            form=_form(verb, cue, text[start:end], is_quote=is_quote),
            stance=cue.stance,
            cue=cue_words(verb),
            lemma=cue.lemma,
            source=source_of(verb, vocabulary, (start, end)),
            pieces=_pieces(verb, ranges, quotes, text),
        )
    for quote, cue_verb in attached.floating:
        yield Attribution(
            start=quote.start,
            end=quote.end,
            form=Form.FLOATING,
            stance=Stance.ASSERTS,
            source=source_of(cue_verb, vocabulary, (0, 0)) if cue_verb is not None else None,
        )


def _with_quotes(clause: Range, quotes: Sequence[Quote]) -> Range:
    """Extend a clause to the end of a quotation that it leaves in its midst."""
    start, end = clause
    return start, max([end, *(quote.end for quote in quotes if start <= quote.start < end)])


def _pieces(verb: Token, ranges: Sequence[Range], quotes: Sequence[Quote], text: str) -> tuple[Range, ...]:
    """Part what is said where the cue and its speaker stand in its midst."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and count_words(text[merged[-1][1] : start]) == 0:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    parted: list[Range] = []
    for start, end in merged:
        if start < verb.idx < end:
            first, last = cue_phrase(verb)
            parted += [trim(text, start, first, quotes), trim(text, last, end, quotes)]
        else:
            parted.append((start, end))
    return tuple(piece for piece in parted if count_words(text[slice(*piece)])) if len(parted) > 1 else ()


def _form(verb: Token, cue: CueVerb, content: str, *, is_quote: bool) -> Form:
    """Tell a proposition that stands alone from one that needs its cue: "wants to leave", "hopes prices will fall"."""
    if is_quote:
        return Form.QUOTED
    is_attitude = Frame.CLAUSE in cue.attitudes and is_told_by_narrator(verb)
    return Form.NOMINAL if is_attitude or content.lower().startswith("to ") else Form.REPORTED
