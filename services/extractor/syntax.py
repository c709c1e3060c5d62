"""Reads the parse: who is the subject of a verb, how far a phrase reaches."""

import re

from spacy.tokens import Doc, Span, Token

_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_RELATIVE_WORDS = frozenset({"who", "which", "that", "whom"})
#: What a verb is to the one above it when both have one subject.
_SHARING_SUBJECT = frozenset({"conj", "advcl", "xcomp", "ccomp", "pcomp", "prep", "advmod", "dep"})
_OWN_WORDS = frozenset({"det", "amod", "compound", "nummod", "poss", "predet", "nmod"})
_MAX_DATELINE_TOKENS = 16
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
_DATELINE = re.compile(
    r"[A-Z][A-Z.'\u2019 -]{2,40}(?:, [A-Z][\w. ]{1,20})?(?:\s*\([^()\n]{1,40}\))?\s+[\u2014\u2013-]{1,2}\s+"
    r"|[A-Z][\w.'\u2019 -]{2,40}(?:, [A-Z][\w. ]{1,20})? \([^()\n]{1,40}\)\s+[\u2014\u2013-]{1,2}\s+"
)
#: A governor further up than this is another statement's.
_MAX_STEPS = 4
#: More than this speak with one voice in no news; lists without end come from pages that are none.
_MAX_CONJUNCTS = 30
#: "The head of the office of the mayor of the town of Velmora" has four.
_MAX_PHRASES = 8


def subject_of(verb: Token, documents: frozenset[str]) -> Token | None:
    """Find the noun or pronoun that speaks through a verb, also from a participle, a relative clause or a passive.

    ``documents`` are nouns that speak for whoever issued them ("she issued a statement saying ...").
    """
    current = verb
    for _ in range(_MAX_STEPS):
        speaker = (_agent_of(current) if current is verb else None) or _own_subject_of(current, verb)
        if speaker is not None:
            return speaker
        if current.dep_ in {"acl", "relcl"} and current.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return _issuer_of(current.head, documents)
        finite_clause = current.dep_ == "ccomp" and current.tag_ != "VBG"
        if finite_clause or current.dep_ not in _SHARING_SUBJECT or current.head is current:
            return None
        current = current.head
    return None


def conjuncts_of(noun: Token) -> tuple[Token, ...]:
    """List the nouns joined to a noun: "Arda and Belmar" gives Belmar for Arda."""
    joined: list[Token] = []
    waiting = [noun]
    while waiting and len(joined) < _MAX_CONJUNCTS:
        current = waiting.pop()
        if current is not noun:
            joined.append(current)
        waiting += reversed(
            [child for child in current.rights if child.dep_ == "conj" and child.pos_ in {"PROPN", "NOUN"}]
        )
    return tuple(joined)


def mention_of(noun: Token) -> Span:
    """Take the words that name a speaker, without clauses and appositions that hang on them."""
    first = noun.i
    for child in noun.lefts:
        if child.dep_ not in {"punct", "cc", "advmod", "mark", "prep", "predet", "preconj"}:
            first = min(first, child.left_edge.i)
    last = noun.i
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "at"} and child.i == last + 1:
            last = _phrase_end(child)
        elif child.dep_ in {"nummod", "flat", "compound"} or (child.dep_ == "appos" and child.i == last + 1):
            last = child.i
    return _trim(noun.doc[max(first, min(dateline_end(noun.doc), noun.i)) : last + 1])


def dateline_end(doc: Doc) -> int:
    """Find the first token after a dateline: "BERLIN (Agency) - "; 0 where there is none."""
    has_dash = any(token.text in _DASHES for token in doc[:_MAX_DATELINE_TOKENS])
    dateline = _DATELINE.match(doc.text) if has_dash else None
    return next((token.i for token in doc if token.idx >= dateline.end()), 0) if dateline is not None else 0


def first_word_of(noun: Token) -> Token:
    """Find where a noun's own words begin: its article, adjectives and numbers, but no clause before them."""
    first = noun
    while first.i > noun.sent.start and first.nbor(-1).dep_ in _OWN_WORDS and first.nbor(-1).head in {noun, first}:
        first = first.nbor(-1)
    return first


def phrase_of(token: Token) -> Span:
    """Take a token with everything below it."""
    return _trim(token.doc[token.left_edge.i : token.right_edge.i + 1])


def has_child(token: Token, *dependencies: str) -> bool:
    """Tell whether a token has a child with one of the dependencies."""
    return any(child.dep_ in dependencies for child in token.children)


def child_of(token: Token, *dependencies: str) -> Token | None:
    """Return the first child with one of the dependencies."""
    return next((child for child in token.children if child.dep_ in dependencies), None)


def _own_subject_of(verb: Token, speaking: Token) -> Token | None:
    """Take a verb's subject; a passive one speaks only through a verb below: "she was suspended after saying ..."."""
    subject = child_of(verb, *_SUBJECTS) or (child_of(verb, "nsubjpass") if verb is not speaking else None)
    if subject is None or (verb is speaking and _is_passive(verb)):
        return None
    stands_for_noun = subject.lower_ in _RELATIVE_WORDS and verb.dep_ == "relcl"
    return verb.head if stands_for_noun else subject


def _agent_of(verb: Token) -> Token | None:
    agent = child_of(verb, "agent")
    return child_of(agent, "pobj") if agent is not None else None


def _is_passive(verb: Token) -> bool:
    return has_child(verb, "nsubjpass", "auxpass")


def _issuer_of(noun: Token, documents: frozenset[str]) -> Token:
    if noun.lemma_.lower() not in documents:
        return noun
    governor = noun.head if noun.dep_ in {"dobj", "nsubjpass"} else noun.head.head if noun.dep_ == "pobj" else None
    if governor is None or governor.pos_ not in {"VERB", "AUX"}:
        return noun
    return subject_of(governor, frozenset()) or noun


def _phrase_end(preposition: Token, *, phrases: int = _MAX_PHRASES) -> int:
    """Where the phrase after a preposition ends, without a clause that hangs on its noun."""
    noun = child_of(preposition, "pobj")
    if noun is None:
        return preposition.i
    end = noun.i
    for child in noun.rights:
        if child.dep_ in {"appos", "compound", "flat", "conj", "cc"} and child.i == end + 1:
            end = child.right_edge.i if child.dep_ == "conj" else child.i
        elif child.dep_ == "prep" and child.i == end + 1 and child.lower_ in {"of", "for"}:
            end = _phrase_end(child, phrases=phrases - 1) if phrases else child.i
    return end


def _trim(span: Span) -> Span:
    start, end = span.start, span.end
    while start < end - 1 and (span.doc[start].is_punct or span.doc[start].is_space):
        start += 1
    while end > start + 1 and (span.doc[end - 1].is_punct or span.doc[end - 1].is_space):
        end -= 1
    return span.doc[start:end]
