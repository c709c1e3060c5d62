"""Finds the clause that a verb of attribution reports, also where the parse does not join the two."""

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Token

from services.extractor.read_cues import is_told_by_narrator
from services.extractor.syntax import child_of, has_child
from services.extractor.vocabulary import Frame, Vocabulary

Range = tuple[int, int]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_RELATIVE = frozenset({"that", "which", "who", "whom", "whose"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: "said at a meeting of the board in the town hall on Friday that ..." is about as far as it goes.
_MAX_TOKENS_TO_CLAUSE = 20
#: No clause that is told holds more verbs of telling.
_MAX_VERBS_IN_CLAUSE = 30
#: What parts a verb from a clause that is another's.
_BARRIERS = frozenset({";", ":", "and", "but", "or", "whether", "if", "what"})


def clause_of(verb: Token, verbs: Sequence[Token], vocabulary: Vocabulary) -> Range | None:
    """Find the clause that a verb reports, as characters of the passage."""
    cue = vocabulary.verbs[verb.lemma_.lower()]
    takes = cue.takes if is_told_by_narrator(verb) else cue.takes - cue.attitudes
    clause = _complement(verb) if Frame.CLAUSE in takes else None
    if clause is None and Frame.INFINITIVE in takes:
        clause = next((child for child in verb.rights if child.dep_ == "xcomp"), None)
    if clause is None and Frame.CLAUSE in takes:
        clause = _misread_clause(verb, vocabulary)
    if clause is not None:
        return clause.left_edge.idx, _end_of(clause, verb, verbs)
    if Frame.CLAUSE not in takes:
        return None
    return _inverted_clause(verb) if verb.dep_ in {"parataxis", "ROOT", "conj", "ccomp", "advcl"} else None


def loose_clause(verb: Token, verbs: Sequence[Token]) -> Range | None:
    """Read the first clause after a verb of speech that the parse gives no complement: "said on Monday prices rose"."""
    sentence = verb.sent
    subject = child_of(verb, "nsubj", "dobj")
    is_aside = verb.dep_ == "advcl" and any(child.lower_ == "as" for child in verb.lefts)
    if (subject is not None and subject.i > verb.i) or not (is_aside or verb.dep_ in {"ROOT", "conj", "parataxis"}):
        return None
    commas = 0
    for token in verb.doc[verb.i + 1 : min(sentence.end, verb.i + 1 + _MAX_TOKENS_TO_CLAUSE)]:
        if token in verbs or token.text in _BARRIERS or token.is_quote:
            return None
        commas += token.text == ","
        if token.dep_ not in _SUBJECTS or token.lower_ in _RELATIVE or token.head.i < token.i:
            continue
        if token.head.tag_ not in _FINITE and not has_child(token.head, "aux", "auxpass"):
            continue
        start = max(token.left_edge.i, verb.i + 1)
        before = verb.doc[start - 1].lower_
        joined = before == "that" or (commas == 0 and token.head.dep_ not in {"relcl", "advcl", "acl"})
        if not joined and not (is_aside and commas == 1 and before == ","):
            continue
        end = next((other.left_edge.i for other in verbs if other.i > token.head.i and _is_another_report(other)), None)
        last = verb.doc[end - 1] if end is not None and token.i < end <= sentence.end else sentence[-1]
        return verb.doc[start].idx, last.idx + len(last)
    return None


def _complement(verb: Token) -> Token | None:
    """Take the clause that a verb governs: the one after it, unless a quotation stands before it.

    A relative clause before the verb is the subject's, whatever the parse says.
    """
    after = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
    before = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    if before is None or before.left_edge.lower_ in {"who", "whom"}:
        return after
    edge = before.left_edge
    is_quoted = edge.is_quote or (edge.i > 0 and edge.nbor(-1).is_quote)
    return before if after is None or (is_quoted and not has_child(after, "mark")) else after


def _misread_clause(verb: Token, vocabulary: Vocabulary) -> Token | None:
    """Read "denied the tunnel leaked", where the parser takes the clause for a noun with a participle."""
    thing = child_of(verb, "dobj")
    if thing is None or thing.i < verb.i or thing.lemma_.lower() in vocabulary.propositions | vocabulary.reports:
        return None
    participle = next((child for child in thing.rights if child.dep_ == "acl" and child.tag_ in {"VBN", "VBD"}), None)
    if participle is None or participle.i != thing.i + 1 or has_child(participle, "agent"):
        return None
    return thing


def _end_of(clause: Token, verb: Token, verbs: Sequence[Token]) -> int:
    """Find where a clause ends: before another report that hangs on it ("..., adding that ...")."""
    last = clause.right_edge
    if verb.i < clause.left_edge.i:
        begin = bisect_right(verbs, clause.i, key=_index)
        for other in verbs[begin : min(begin + _MAX_VERBS_IN_CLAUSE, bisect_right(verbs, last.i, key=_index))]:
            if _is_another_report(other) and has_child(other, "ccomp"):
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
    words = [token.lower_ for token in rest[:4] if token.text != ","]
    following = verbs[bisect_right(verbs, last.i, key=_index) :][:1]
    if words[:2] in (["and", "that"], ["but", "that"]) and not following:
        return sentence[-1]
    if verb.dep_ != "ROOT" or any(token.i < sentence.end for token in following):
        return last
    if len(rest) > 0 and (rest[0].text in {",", "and", "as", "but"} or any(token.is_quote for token in rest)):
        return last
    return sentence[-1] if len(rest) > 0 else last


def _index(token: Token) -> int:
    return token.i


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
