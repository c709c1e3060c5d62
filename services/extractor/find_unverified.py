"""Finds what is left unproven: "has no evidence of", "could not verify", "the figures are yet to be verified"."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import trim
from services.extractor.quotes import Quote
from services.extractor.syntax import child_of, has_child, subject_of
from services.extractor.vocabulary import Vocabulary

_VERIFYING = frozenset({"authenticate", "confirm", "corroborate", "substantiate", "verify"})
_WITHHOLDING = frozenset({"decline", "fail", "n't", "never", "not", "refuse", "short", "unable", "yet"})
#: "was not immediately able to independently verify": how far a verb stands from what withholds it.
_MAX_TOKENS_BEFORE = 6
_UNPROVEN = frozenset({"evidence", "indication", "proof", "sign"})
_HOLDING = frozenset({"find", "have", "see"})
_PENDING = frozenset({"unconfirmed", "unproven", "unverified", "evaluation", "investigation", "review"})
#: Most passages have none, and looking at each of their tokens takes longer.
_CUE = re.compile(
    r"\b(?:authenticat|confirm|corroborat|substantiat|verif|evidence|indication|proof|sign|unconfirmed|unproven"
    r"|unverified|evaluation|investigation|review)",
    re.IGNORECASE,
)


def find_unverified(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    """Yield statements that something is not confirmed, and who does not confirm it (nobody: the outlet itself)."""
    if not _CUE.search(doc.text):
        return
    for token in doc:
        if any(quote.covers(token.idx, token.idx + len(token)) for quote in quotes):
            continue
        if token.lemma_ in _VERIFYING and token.pos_ == "VERB":
            yield from _withheld(token, quotes, vocabulary)
        elif token.lower_ in _UNPROVEN and token.dep_ == "dobj" and token.head.lemma_ in _HOLDING:
            yield from _without_evidence(token, quotes, vocabulary)
        elif token.lower_ in _PENDING:
            yield from _pending(token, quotes, vocabulary)


def _withheld(verb: Token, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    window = verb.doc[max(verb.sent.start, verb.i - _MAX_TOKENS_BEFORE) : verb.i]
    first = next((token for token in window if token.lemma_.lower() in _WITHHOLDING), None)
    if first is None:
        return
    governor = verb
    while governor.head is not governor and governor.dep_ in {"xcomp", "pcomp", "prep", "acomp", "advmod"}:
        governor = governor.head
    if has_child(verb, "auxpass"):
        subject = child_of(governor, "nsubj", "nsubjpass") or child_of(verb, "nsubjpass")
        if subject is None or subject.lemma_.lower() not in vocabulary.unverified:
            return
        begin, source = subject.left_edge, None
    else:
        auxiliary = child_of(governor, "aux") if governor is verb else None
        begin, source = auxiliary or governor, subject_of(governor, vocabulary.documents)
        if source is None:
            return
    yield _statement((begin, verb.right_edge), Form.UNVERIFIED, source, verb, quotes)


def _without_evidence(noun: Token, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    if not any(child.lower_ == "no" for child in noun.lefts):
        return
    source = subject_of(noun.head, vocabulary.documents)
    if source is not None and source.idx < noun.head.idx:
        begin = source.left_edge
        yield _statement((begin, noun.right_edge), Form.NO_EVIDENCE, source, noun.head, quotes)


def _pending(word: Token, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    governor = word
    while governor.head is not governor and governor.dep_ in {"pobj", "prep", "acomp", "attr", "oprd"}:
        governor = governor.head
    subject = child_of(governor, "nsubj")
    if governor.lemma_ not in {"be", "remain", "stay"} or subject is None:
        return
    if subject.lemma_.lower() in vocabulary.unverified:
        yield _statement((subject.left_edge, word), Form.UNVERIFIED, None, governor, quotes)


def _statement(
    edges: tuple[Token, Token], form: Form, source: Token | None, verb: Token, quotes: Sequence[Quote]
) -> Attribution:
    first, last = edges
    start, end = trim(verb.doc.text, first.idx, last.idx + len(last), quotes)
    return Attribution(
        start=start,
        end=end,
        form=form,
        stance=Stance.NO_EVIDENCE if form is Form.NO_EVIDENCE else Stance.HEDGES,
        cue=verb.doc[verb.i : verb.i + 1],
        lemma=verb.lemma_.lower(),
        source=source,
    )
