"""Judges a statement: stance, modality, polarity and aspect, from its cue and its own words."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimwire.models import Aspect, Claim, Modality, Polarity, Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.negation import is_negated, is_negated_noun
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
#: Forms whose own negation withholds a proof or answers a statement, which their stance says.
_NEGATED_BY_STANCE = frozenset({Form.DENIAL, Form.NO_EVIDENCE, Form.UNVERIFIED})
_PROOFS = frozenset({"evidence", "indication", "proof", "sign"})
_NOUNS = frozenset({"NOUN", "PRON", "PROPN"})
_CLAUSES_OF_CONTENT = frozenset({"acl", "ccomp"})


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How a statement is put."""

    stance: Stance
    modality: Modality
    polarity: Polarity
    aspect: Aspect | None


def judge(doc: Doc, statement: Attribution, answered: Claim | None = None) -> Judgement:
    """Judge a statement. "No evidence" in its words makes it no denial, and uncertainty makes an assertion a hedge.

    ``answered`` is the claim that it denies, where that stands elsewhere.
    """
    words = doc.text[statement.start : statement.end]
    root = _root(doc, statement)
    auxiliaries = {child.lower_ for child in root.children if child.dep_ == "aux"} if root is not None else set()
    # One uncertain word does not make a speech of several sentences a hedge: only its first sentence is read.
    first_sentence = re.split(r"(?<=[.?!])\s", words, maxsplit=1)[0]
    uncertain = bool(_UNCERTAIN.search(first_sentence) or _MAY.search(first_sentence)) or bool(
        auxiliaries & {"could", "may", "might"}
    )
    stance = _stance(statement, first_sentence, uncertain=uncertain)
    return Judgement(
        stance=stance,
        modality=_modality(first_sentence, auxiliaries, uncertain=uncertain),
        polarity=_polarity(doc, statement, stance, root, answered),
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


def _polarity(doc: Doc, statement: Attribution, stance: Stance, root: Token | None, answered: Claim | None) -> Polarity:
    """Tell whether the proposition is negated, apart from what the speaker's stance does with it."""
    if statement.form is Form.DENIAL and answered is not None:
        return answered.polarity
    if stance is Stance.NO_EVIDENCE:
        root = _clause_without_proof(doc, statement)
    elif statement.form in _NEGATED_BY_STANCE:
        root = None
    elif root is None:
        return Polarity.NEGATED if _names_none(doc, statement) else Polarity.AFFIRMED
    return Polarity.NEGATED if root is not None and is_negated(root) else Polarity.AFFIRMED


def _clause_without_proof(doc: Doc, statement: Attribution) -> Token | None:
    """Find what is without evidence: "there was no evidence that the pumps had leaked"."""
    for noun in words_between(doc, statement.start, statement.end):
        if noun.lemma_.lower() in _PROOFS:
            clauses = (child for holder in (noun, noun.head) for child in holder.rights if child.i > noun.i)
            return next((clause for clause in clauses if clause.dep_ in _CLAUSES_OF_CONTENT), None)
    return None


def _names_none(doc: Doc, statement: Attribution) -> bool:
    """Tell whether a proposition without a main verb is negated: "(confirmed) no deaths", "(accused) of not paying"."""
    if statement.form is Form.ACCUSATION:
        words = words_between(doc, statement.start, statement.end)
        return any(is_negated(word) for word in words if word.dep_ == "pcomp" and word.head.lower_ == "of")
    return any(is_negated_noun(head) for head in _heads(doc, statement) if head.pos_ in _NOUNS)


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
    return next((token for token in _heads(doc, statement) if token.pos_ in {"VERB", "AUX"}), None)


def _heads(doc: Doc, statement: Attribution) -> list[Token]:
    """List the words of a statement that no other of its words governs; its cue is none of them."""
    inside = words_between(doc, statement.start, statement.end)
    cue = statement.cue.root.i if statement.cue is not None else -1
    places = {token.i for token in inside} - {cue}
    return [token for token in inside if token.i != cue and (token.head.i not in places or token.head.i == token.i)]
