"""Finds what a denial denies, and what is said to lack evidence: an earlier claim of the article."""

import re
from collections.abc import Sequence

from claimwire.models import Claim, Stance
from services.extractor.attribution import Attribution, Form
from services.extractor.passages import Passage

#: What may be answered: a statement put forward, not another denial or doubt.
_ANSWERABLE = frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS, Stance.HEDGES})
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Words of so many letters stand for all that begin so: "deploy", "deployment".
_STEM = 5
#: One shared word is the story's subject; two make the same matter.
_MIN_SHARED_STEMS = 2
#: Further back than this a claim is another part of the story.
_MAX_REACH = 1_500
#: So many claims before it are looked at, which is more than news puts within that reach.
_MAX_CLAIMS = 100


def find_antecedent(passage: Passage, statement: Attribution, earlier: Sequence[Claim]) -> Claim | None:
    """Find the claim that a statement answers, among those before it.

    A denial without its own proposition answers the nearest claim of its passage; a verdict on a document answers
    none. A statement that evidence is missing answers the nearest claim that shares its words, or, where it says "of
    this", the nearest of its passage.
    """
    if statement.form is not Form.DENIAL and statement.stance is not Stance.NO_EVIDENCE:
        return None
    if statement.is_verdict:
        return None
    position = passage.start + statement.start
    before = [
        claim for claim in earlier[-_MAX_CLAIMS:] if claim.stance in _ANSWERABLE and claim.evidence.end <= position
    ]
    nearby = [claim for claim in before if passage.start <= claim.evidence.start]
    if statement.form is Form.DENIAL:
        return max(nearby, key=_end, default=None)
    words = passage.text[statement.start : statement.end]
    if re.search(r"\b(?:of|for|that) (?:this|that|it|either|any of it)\W*$", words):
        return max(nearby, key=_end, default=None)
    stems = _stems(words)
    same = [
        claim
        for claim in before
        if position - claim.evidence.end <= _MAX_REACH and len(stems & _stems(claim.text)) >= _MIN_SHARED_STEMS
    ]
    return max(same, key=_end, default=None)


def _end(claim: Claim) -> int:
    return claim.evidence.end


def _stems(words: str) -> set[str]:
    return {word[:_STEM].lower() for word in _WORD.findall(words)} - {"evide", "proof", "sign"}
