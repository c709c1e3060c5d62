"""Scores a claim by what can be seen in it: how far it is worth checking, how sure the rules are of it."""

from collections.abc import Sequence

from claimwire.models import Entity, Quantity, QuoteType, Speaker, SpeakerType, Stance, TimeExpression
from services.extractor.attribution import Form
from services.extractor.judge import Judgement

#: The share of each form's statements that match PolNeAR's (train half, word IoU of at least .5), rounded; narration
#: is attributed to nobody there, so its figure is a guess.
_PRECISION = {
    Form.QUOTED: 0.92,
    Form.ACCORDING_TO: 0.87,
    Form.REPORTED: 0.79,
    Form.CHARACTERISATION: 0.78,
    Form.ACCUSATION: 0.76,
    Form.DENIAL: 0.7,
    Form.NO_EVIDENCE: 0.7,
    Form.FLOATING: 0.64,
    Form.NOMINAL: 0.63,
    Form.UNVERIFIED: 0.6,
    Form.NARRATION: 0.5,
}
_UNRESOLVED_FACTOR = 0.8
_PRONOUN_FACTOR = 0.95
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "we", "i"})


def score_check_worthiness(
    judgement: Judgement,
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
    entities: Sequence[Entity],
) -> float:
    """Score from 0 to 1 how far a statement invites a check: numbers, dates and names raise it, prospects lower it."""
    points = 0.3
    points += 0.25 if quantities else 0.0
    points += 0.1 if times else 0.0
    points += min(len(entities), 3) * 0.08
    points += 0.1 if judgement.stance in {Stance.ALLEGES, Stance.DENIES, Stance.NO_EVIDENCE, Stance.CONFIRMS} else 0.0
    points -= 0.15 if judgement.modality.value in {"conditional", "necessary"} else 0.0
    return round(min(max(points, 0.0), 1.0), 2)


def score_confidence(form: Form, quote_type: QuoteType, speaker: Speaker) -> float:
    """Score from 0 to 1 how often statements of this form are right, less where the speaker is unsure."""
    confidence = _PRECISION[form]
    if speaker.name is None and quote_type is not QuoteType.NONE and speaker.type is not SpeakerType.OUTLET:
        confidence *= _UNRESOLVED_FACTOR
    elif (speaker.mention or "").lower() in _PRONOUNS:
        confidence *= _PRONOUN_FACTOR
    return round(confidence, 2)
