"""Finds what verbs of speech report: clauses ("she said that ..."), quotations, and both in one sentence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.quotes import Quote
from services.extractor.quotes_near_cues import attach_quotes
from services.extractor.syntax import child_of, has_child, subject_of
from services.extractor.vocabulary import Frame, Vocabulary

Range = tuple[int, int]

_INSIDE_PHRASES = frozenset({"det", "compound", "amod", "aux", "advmod", "poss", "case"})

#: A shorter content is an echo ("he said so"), not a statement.
_MIN_WORDS = 2
#: Verbs above a cue that say that nothing was said: "declined to say".
_REFUSALS = frozenset({"decline", "refuse", "fail", "want", "need", "have", "let", "ask", "like"})


def cue_verbs(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> list[Token]:
    """List the verbs outside quotations that may attribute something."""
    return [
        token
        for token in doc
        if token.tag_.startswith("VB")
        and token.dep_ not in {"amod", "compound"}
        and token.lemma_.lower() in vocabulary.verbs
        and not any(quote.covers(token.idx, token.idx + len(token)) for quote in quotes)
    ]


def find_reported(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    """Yield the statements that cue verbs report, and quotations that go on without a cue."""
    text = doc.text
    verbs = cue_verbs(doc, quotes, vocabulary)
    pieces: dict[int, list[Range]] = defaultdict(list)
    for verb in verbs:
        clause = _clause_of(verb, verbs, vocabulary)
        if clause is not None:
            pieces[verb.i].append(trim(text, *clause, quotes))
    quoting = [verb for verb in verbs if Frame.QUOTE in vocabulary.verbs[verb.lemma_.lower()].takes]
    attached = attach_quotes(doc, quotes, quoting, {i: ranges[0] for i, ranges in pieces.items()})
    for quote, verb in attached.cued:
        pieces[verb.i].append((quote.start, quote.end))
    for verb in verbs:
        ranges = pieces.get(verb.i)
        if not ranges or _says_nothing(verb):
            continue
        start, end = min(start for start, _ in ranges), max(end for _, end in ranges)
        if count_words(text[start:end]) < _MIN_WORDS:
            continue
        cue = vocabulary.verbs[verb.lemma_.lower()]
        is_quote = any((quote.start, quote.end) in ranges for quote in quotes)
        yield Attribution(
            start=start,
            end=end,
            form=Form.QUOTED if is_quote else Form.REPORTED,
            stance=cue.stance,
            cue=cue_words(verb),
            lemma=cue.lemma,
            source=source_of(verb, vocabulary, (start, end)),
        )
    for quote, cue_verb in attached.floating:
        yield Attribution(
            start=quote.start,
            end=quote.end,
            form=Form.FLOATING,
            stance=Stance.ASSERTS,
            source=source_of(cue_verb, vocabulary, (0, 0)) if cue_verb is not None else None,
        )


def source_of(verb: Token, vocabulary: Vocabulary, content: Range) -> Token | None:
    """Find who speaks through a verb; the speaker never stands inside what is said."""
    source = subject_of(verb, vocabulary.documents)
    inside = source is not None and content[0] <= source.idx < content[1] and not content[0] <= verb.idx < content[1]
    if source is not None and not inside and source.dep_ != "expl":
        return source
    return _neighbour(verb)


def cue_words(verb: Token) -> Span:
    """Take the verb with its auxiliaries and adverbs: "has repeatedly denied"."""
    first = verb.i
    for child in verb.lefts:
        if child.dep_ in {"aux", "auxpass", "neg", "advmod"} and all(
            token.dep_ in {"aux", "auxpass", "neg", "advmod"} for token in verb.doc[child.i : verb.i]
        ):
            first = min(first, child.i)
    return verb.doc[first : verb.i + 1]


def _clause_of(verb: Token, verbs: Sequence[Token], vocabulary: Vocabulary) -> Range | None:
    """Find the clause that a verb reports, as characters of the passage."""
    takes = vocabulary.verbs[verb.lemma_.lower()].takes
    clause = child_of(verb, "ccomp") if Frame.CLAUSE in takes else None
    if clause is None and Frame.INFINITIVE in takes:
        clause = next((child for child in verb.rights if child.dep_ == "xcomp"), None)
    if clause is not None:
        return clause.left_edge.idx, _end_of(clause, verb, verbs)
    if Frame.CLAUSE in takes and verb.dep_ in {"parataxis", "ROOT", "conj", "ccomp", "advcl"}:
        return _inverted_clause(verb)
    return None


def _end_of(clause: Token, verb: Token, verbs: Sequence[Token]) -> int:
    """Find where a clause ends: before another report that hangs on it ("..., adding that ...")."""
    last = clause.right_edge
    if verb.i < clause.left_edge.i:
        for other in verbs:
            if clause.i < other.i <= last.i and has_child(other, "ccomp") and _is_another_report(other):
                first = other.left_edge
                while first.i > clause.i + 1 and first.nbor(-1).dep_ in {"cc", "punct", "mark"}:
                    first = first.nbor(-1)
                return first.nbor(-1).idx + len(first.nbor(-1))
        last = _reach(last, verb, verbs)
    return last.idx + len(last)


def _reach(last: Token, verb: Token, verbs: Sequence[Token]) -> Token:
    """Follow a clause that ends before its sentence does, where nothing but the clause can go on.

    The parser often hangs a later part of what is said on the verb of saying.
    """
    sentence = verb.sent
    rest = verb.doc[last.i + 1 : sentence.end]
    if verb.dep_ != "ROOT" or any(last.i < token.i < sentence.end for token in verbs):
        return last
    if len(rest) > 0 and (rest[0].text in {",", "and", "as", "but"} or any(token.is_quote for token in rest)):
        return last
    return sentence[-1] if len(rest) > 0 else last


def _is_another_report(verb: Token) -> bool:
    if verb.tag_ == "VBG":
        return verb.i > 0 and verb.nbor(-1).text == ","
    return verb.dep_ in {"conj", "advcl"} and verb.tag_ in {"VBD", "VBZ", "VBP"}


def _inverted_clause(verb: Token) -> Range | None:
    """Read "Prices rose, she said." and "Prices, she said, rose." where the parse does not join the two."""
    subject = child_of(verb, "nsubj")
    if subject is None:
        return None
    first = min(verb.i, subject.left_edge.i)
    if first == 0 or verb.doc[first - 1].text != ",":
        return None
    sentence = verb.sent
    if first - 1 <= sentence.start:
        return None
    last = max(verb.i, subject.right_edge.i)
    rest = verb.doc[last + 1 : sentence.end]
    if verb.dep_ == "parataxis" and rest and rest[0].text == ",":
        return sentence.start_char, sentence.end_char
    before = verb.doc[sentence.start : first - 1]
    if not any(token.pos_ in {"VERB", "AUX"} for token in before):
        return None
    return before.start_char, before.end_char


def _says_nothing(verb: Token) -> bool:
    if has_child(verb, "neg"):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _REFUSALS and verb.tag_ == "VB":
        return True
    passive = has_child(verb, "nsubjpass", "auxpass")
    return passive and not has_child(verb, "agent") and verb.lemma_ != "quote"


def _neighbour(verb: Token) -> Token | None:
    """Take the noun that stands right beside a verb where the parse names no subject: after it, else before it."""
    doc = verb.doc
    for step in (1, -1):
        i = verb.i + step
        while 0 <= i < len(doc) and doc[i].dep_ in _INSIDE_PHRASES:
            i += step
        if not 0 <= i < len(doc) or doc[i].pos_ not in {"PROPN", "NOUN", "PRON"} or doc[i].sent != verb.sent:
            continue
        is_object = doc[i].dep_ in {"dobj", "pobj", "npadvmod", "dative"}
        if not is_object or (step == 1 and doc[i].ent_type_ == "PERSON"):
            return doc[i]
    return None
