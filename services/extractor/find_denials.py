"""Finds denials of something said before: "a claim the firm denies", "denied this", "dismissed the reports"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claimwire.models import Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.content import trim
from services.extractor.quotes import Quote
from services.extractor.read_cues import cue_words, source_of
from services.extractor.read_verdicts import is_verdict
from services.extractor.syntax import child_of, first_word_of, has_child
from services.extractor.vocabulary import Vocabulary

_ANAPHORS = frozenset({"this", "that", "it", "them", "these", "those", "which"})


def find_denials(
    doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary, verbs: Sequence[Token]
) -> Iterator[Attribution]:
    """Yield denials whose proposition stands elsewhere; the evidence is the whole denying clause."""
    for verb in verbs:
        cue = vocabulary.verbs[verb.lemma_.lower()]
        says_what = any(child.dep_ == "ccomp" for child in verb.rights)
        if cue.stance is not Stance.DENIES or says_what or has_child(verb, "neg"):
            continue
        bounds = _relative(verb, vocabulary) or _anaphoric(verb, vocabulary) or _passive(verb, vocabulary)
        if bounds is None:
            continue
        first, last, about = bounds
        start, end = trim(doc.text, first.idx, last.idx + len(last), quotes)
        start = first.idx if first.i == about.i else start  # "That was denied": the word is no joint here
        yield Attribution(
            start=start,
            end=end,
            form=Form.DENIAL,
            stance=Stance.DENIES,
            cue=cue_words(verb),
            lemma=cue.lemma,
            is_verdict=is_verdict(verb, about),
            source=None if _is_unowned(verb) else source_of(verb, vocabulary, (0, 0)),
        )


def _relative(verb: Token, vocabulary: Vocabulary) -> tuple[Token, Token, Token] | None:
    """Read "a claim (that) the firm denies", "a claim denied by the firm", "..., which the firm denies"."""
    if verb.head.lemma_.lower() in vocabulary.propositions and verb.dep_ in {"relcl", "acl"}:
        noun = verb.head
        return first_word_of(noun), verb.right_edge, noun
    subject = child_of(verb, "nsubj")
    if subject is not None and subject.left_edge.i > verb.sent.start:
        before = subject.left_edge.nbor(-1)
        if before.lemma_.lower() in vocabulary.propositions and child_of(verb, "dobj") in {None, before}:
            return first_word_of(before), verb, before
    pronoun = next((child for child in verb.lefts if child.lower_ == "which"), None)
    if pronoun is not None:
        return pronoun, verb.right_edge, pronoun
    return None


def _anaphoric(verb: Token, vocabulary: Vocabulary) -> tuple[Token, Token, Token] | None:
    """Read "the firm denied this" and "the firm dismissed the reports, calling them false"."""
    thing = child_of(verb, "dobj")
    if thing is None:
        return None
    if thing.lower_ not in _ANAPHORS and not _names_statement(thing, vocabulary):
        return None
    if thing.lower_ == "which" and thing.i < verb.i:
        return thing, verb.right_edge, thing
    subject = child_of(verb, "nsubj")
    return (subject.left_edge if subject is not None else verb), verb.right_edge, thing


def _passive(verb: Token, vocabulary: Vocabulary) -> tuple[Token, Token, Token] | None:
    """Read "this was denied by the firm" and "the reports were dismissed"."""
    thing = child_of(verb, "nsubjpass")
    if thing is None:
        return None
    is_anaphoric = thing.lower_ in _ANAPHORS or _names_statement(thing, vocabulary)
    return (thing.left_edge, verb.right_edge, thing) if is_anaphoric else None


def _names_statement(thing: Token, vocabulary: Vocabulary) -> bool:
    """Tell "the reports" from "the reports of a leak", which say themselves what is denied."""
    return thing.lemma_.lower() in vocabulary.propositions and not has_child(thing, "acl", "relcl", "prep", "ccomp")


def _is_unowned(verb: Token) -> bool:
    """Tell whether nobody is said to deny: "a claim that was denied", "a claim denied on Monday"."""
    passive = has_child(verb, "nsubjpass", "auxpass") or (
        verb.dep_ == "acl" and verb.tag_ == "VBN" and not has_child(verb, "nsubj", "aux")
    )
    return passive and not has_child(verb, "agent")
