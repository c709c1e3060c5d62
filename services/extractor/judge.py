"""Judges a statement: stance, modality, polarity and aspect, from its cue and its own words."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimwire.models import Aspect, Modality, Polarity, Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.token_places import words_between

_NO_EVIDENCE = re.compile(
    r"\b(?:no|without any|not any|n[o']t (?:any|seen|found) (?:any )?)[\s“\"']*"
    r"(?:evidence|proof|indications?|signs?)\b",
    re.IGNORECASE,
)
_UNCERTAIN = re.compile(
    r"\b(?:perhaps|possibl[ey]|probably|likely|apparently|reportedly|might|potential(?:ly)?|unclear|unconfirmed|"
    r"unverified|too early to (?:tell|say)|if (?:verified|confirmed|true)|yet to be|"
    r"(?:treat\w*|view\w*)\W+(?:\w+\W+){0,3}with caution)\b",
    re.IGNORECASE,
)
#: Lower case only: "in May" is a month.
_MAY = re.compile(r"\bmay\b")
_ALLEGED = re.compile(r"\balleged(?:ly)?\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|shall|going to|about to|set to|plan(?:s|ned|ning)? to|intend(?:s|ed|ing)? to|"
    r"prepar(?:es?|ed|ing) to|poised to)\b",
    re.IGNORECASE,
)
_NECESSARY = frozenset({"must", "should", "ought", "need"})
_STRONG_STANCES = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.CONFIRMS, Stance.NO_EVIDENCE})
#: Forms whose proposition is what the words say, so that their own words may turn the stance.
_PROPOSITIONAL = frozenset({Form.REPORTED, Form.QUOTED, Form.FLOATING, Form.ACCORDING_TO, Form.NARRATION})


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How a statement is put."""

    stance: Stance
    modality: Modality
    polarity: Polarity
    aspect: Aspect | None


def judge(doc: Doc, statement: Attribution) -> Judgement:
    """Judge a statement. "No evidence" in its words makes it no denial, and uncertainty makes an assertion a hedge."""
    words = doc.text[statement.start : statement.end]
    root = _root(doc, statement)
    auxiliaries = {child.lower_ for child in root.children if child.dep_ == "aux"} if root is not None else set()
    # One uncertain word does not make a speech of several sentences a hedge: only its first sentence is read.
    first_sentence = re.split(r"(?<=[.?!])\s", words, maxsplit=1)[0]
    uncertain = bool(_UNCERTAIN.search(first_sentence) or _MAY.search(first_sentence)) or bool(
        auxiliaries & {"could", "may", "might"}
    )
    negated = root is not None and any(child.dep_ == "neg" for child in root.children)
    return Judgement(
        stance=_stance(statement, first_sentence, uncertain=uncertain),
        modality=_modality(first_sentence, auxiliaries, uncertain=uncertain),
        polarity=Polarity.NEGATED if negated else Polarity.AFFIRMED,
        aspect=_aspect(first_sentence, root),
    )


def _stance(statement: Attribution, words: str, *, uncertain: bool) -> Stance:
    if statement.form not in _PROPOSITIONAL:
        return statement.stance
    if _NO_EVIDENCE.search(words) and statement.stance is not Stance.DENIES:
        return Stance.NO_EVIDENCE
    if statement.stance in _STRONG_STANCES:
        return statement.stance
    if uncertain:
        return Stance.HEDGES
    return Stance.ALLEGES if _ALLEGED.search(words) else statement.stance


def _modality(words: str, auxiliaries: set[str], *, uncertain: bool) -> Modality:
    if uncertain:
        return Modality.POSSIBLE
    if auxiliaries & _NECESSARY or re.search(r"\b(?:ha(?:s|ve|d)|needs?) to\b", words, re.IGNORECASE):
        return Modality.NECESSARY
    if "would" in auxiliaries or re.match(r"\W*(?:if|unless)\b", words, re.IGNORECASE):
        return Modality.CONDITIONAL
    if _PLANNED.search(words):
        return Modality.PLANNED
    return Modality.REPORTED if re.search(r"\breported(?:ly)?\b", words, re.IGNORECASE) else Modality.NONE


def _aspect(words: str, root: Token | None) -> Aspect | None:
    if _PLANNED.search(words):
        return Aspect.PLANNED
    if root is None:
        return None
    if root.tag_ == "VBG":
        return Aspect.ONGOING
    perfect = any(child.lemma_ == "have" for child in root.children if child.dep_ == "aux")
    return Aspect.DONE if root.tag_ == "VBD" or perfect else None


def _root(doc: Doc, statement: Attribution) -> Token | None:
    """Find the main verb of a statement: the first that nothing in the statement governs."""
    inside = list(words_between(doc, statement.start, statement.end))
    cue = statement.cue.root.i if statement.cue is not None else -1
    places = {token.i for token in inside} - {cue}
    for token in inside:
        outside = token.head.i not in places or token.head is token
        if token.i != cue and outside and token.pos_ in {"VERB", "AUX"}:
            return token
    return None
