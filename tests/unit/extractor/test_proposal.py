"""What a model answers is read claim by claim, and nothing but its form is believed."""

import json

import pytest

from claimwire.models import Stance
from services.extractor.proposal import Proposal, UnusableAnswer, read_answer


def test_claims_are_read_with_speaker_cue_and_stance() -> None:
    claim = {"evidence": "the bridge is closed", "speaker": "Lena Orr", "cue": "said", "stance": "hedges"}

    assert read_answer(json.dumps({"claims": [claim]})) == [
        Proposal(evidence="the bridge is closed", speaker="Lena Orr", cue="said", stance=Stance.HEDGES)
    ]


def test_a_fence_and_words_around_the_json_are_passed_over() -> None:
    content = 'Here you are:\n```json\n{"claims": [{"evidence": "the bridge is closed"}]}\n```\nAnything else?'

    assert read_answer(content) == [Proposal(evidence="the bridge is closed")]


@pytest.mark.parametrize(
    "half_right",
    [
        {"evidence": "the bridge is closed", "stance": "shouts"},
        {"evidence": ""},
        {"evidence": None},
        {"speaker": "Lena Orr"},
        {"evidence": ["the bridge is closed"]},
        {"evidence": "the bridge is closed", "speaker": "x" * 5_000},
        "the bridge is closed",
        None,
    ],
)
def test_a_claim_of_another_form_is_left_out_and_the_others_stay(half_right: object) -> None:
    content = json.dumps({"claims": [half_right, {"evidence": "the ferry runs"}]})

    assert read_answer(content) == [Proposal(evidence="the ferry runs")]


def test_what_was_not_asked_for_is_ignored() -> None:
    content = json.dumps({"claims": [{"evidence": "the ferry runs", "text": "Buy now!", "confidence": 1}], "note": "!"})

    assert read_answer(content) == [Proposal(evidence="the ferry runs")]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "I cannot help with that.",
        "[]",
        "{}",
        '{"claims": 3}',
        '{"claims": [',
        "}{",
        "null",
        '{"claims": ' + "[" * 100_000,
        json.dumps({"claims": [{"evidence": "the ferry runs"}] * 501}),
    ],
)
def test_an_answer_of_another_form_is_refused_with_the_reason(content: str) -> None:
    with pytest.raises(UnusableAnswer, match="list of claims"):
        read_answer(content)
