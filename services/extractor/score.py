"""Scores a claim by what can be seen in it: how far it is worth checking, how sure the rules are of it."""

from collections.abc import Sequence

from claimwire.models import Entity, Quantity, QuoteType, Speaker, SpeakerType, Stance, TimeExpression
from services.extractor.attribution import Form
from services.extractor.judge import Judgement

#: The share of each form's claims that are right in content and speaker (word IoU of at least .5 with an attribution
#: that PolNeAR's annotators marked), counted in every other article of its training part, and rounded. Narration and
#: what an outlet could not verify are not marked there: guesses. An answering denial is marked there with other words
#: than ours ("denied it"), so that its figure is a guess as well.
_RIGHT = {
    Form.QUOTED: 0.78,
    Form.ACCORDING_TO: 0.79,
    Form.REPORTED: 0.73,
    Form.CHARACTERISATION: 0.6,
    Form.ACCUSATION: 0.7,
    Form.DENIAL: 0.6,
    Form.NO_EVIDENCE: 0.65,
    Form.FLOATING: 0.4,
    Form.NOMINAL: 0.63,
    Form.UNVERIFIED: 0.6,
    Form.NARRATION: 0.5,
}
#: The same where the words are wholly quoted, or a characterisation holds a quotation.
_RIGHT_QUOTED = {Form.QUOTED: 0.89, Form.CHARACTERISATION: 0.79}
#: The same after "said", "told" and "added", which report and do little else; by whether the words are wholly quoted.
_RIGHT_PLAIN = {(Form.QUOTED, True): 0.93, (Form.QUOTED, False): 0.85, (Form.REPORTED, False): 0.84}
_PLAIN_CUES = frozenset({"add", "say", "tell"})
#: Fewer words than the first are often the rest of a statement that the parse cut; than the second, now and then.
_FEW_WORDS, _SOME_WORDS = 5, 10
_FEW_WORDS_FACTOR, _SOME_WORDS_FACTOR = 0.7, 0.93
#: Where no speaker could be named.
_UNRESOLVED_FACTOR = 0.8


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


def score_confidence(form: Form, quote_type: QuoteType, speaker: Speaker, *, lemma: str | None, words: int) -> float:
    """Score from 0 to 1 how often claims of this form are right, both in their words and in their speaker.

    ``lemma`` is the cue's, ``words`` the length of the evidence.
    """
    is_direct = quote_type is QuoteType.DIRECT
    confidence = _RIGHT[form]
    if is_direct or (form is Form.CHARACTERISATION and quote_type is QuoteType.MIXED):
        confidence = _RIGHT_QUOTED.get(form, confidence)
    if lemma in _PLAIN_CUES:
        confidence = _RIGHT_PLAIN.get((form, is_direct), confidence)
    if words < _FEW_WORDS:
        confidence *= _FEW_WORDS_FACTOR
    elif words < _SOME_WORDS and not is_direct:
        confidence *= _SOME_WORDS_FACTOR
    is_unnamed = speaker.name is None and speaker.mention is None and speaker.type is not SpeakerType.OUTLET
    if is_unnamed and form is not Form.FLOATING and quote_type is not QuoteType.NONE:
        confidence *= _UNRESOLVED_FACTOR
    return round(confidence, 2)
