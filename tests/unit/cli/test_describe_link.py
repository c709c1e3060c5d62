from datetime import UTC, datetime
from typing import Any

import pytest

from claimwire.cli.describe_link import RecentClaims, describe_link
from claimwire.events import ClaimLinked
from claimwire.models import (
    Claim,
    Cluster,
    ClusterChange,
    Evidence,
    ExtractorVersion,
    Quantity,
    QuoteType,
    Speaker,
    SpeakerType,
    Stance,
    Support,
    Supporter,
)

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
BOARD = Speaker(name="Pell Board", type=SpeakerType.ORGANISATION)
NARRATION = Speaker(name=None, type=SpeakerType.OUTLET)
WARNED = "Pell Board had been warned in June 2030."
EIGHT = "Eight people have died in the fire at the ferry pier."
SEVEN = "Seven people have died in the fire at the ferry pier."


def claim(text: str = WARNED, *, number: str | None = None, claim_id: str = "clm_2", **fields: Any) -> Claim:
    quantity = (Quantity(start=0, end=5, text=number, unit="people"),) if number else ()
    given = {"speaker": BOARD, "stance": Stance.ASSERTS, "quantities": quantity} | fields
    return Claim(
        claim_id=claim_id,
        text=text,
        evidence=Evidence(start=0, end=5, text="words"),
        quote_type=QuoteType.INDIRECT,
        extractor=ExtractorVersion(name="spans", version="0"),
        **given,
    )


def linked(change: ClusterChange, text: str = WARNED, **supports: Any) -> ClaimLinked:
    cluster = Cluster(cluster_id="clu_1", revision=2, text=text, first_seen_at=NOON, updated_at=NOON, **supports)
    return ClaimLinked(
        claim_id="clm_2",
        article_id="art_2",
        version_id="ver_2",
        outlet="Coast Ledger",
        change=change,
        cluster=cluster,
        linker="any/1",
        discovered_at=NOON,
    )


def told(event: ClaimLinked, its_claim: Claim | None = None) -> str:
    """Give the line without the counts at its end."""
    return describe_link(event, its_claim).plain.partition(" outlets ")[0]


def one(name: str, kind: SpeakerType) -> Support:
    return Support(count=1, members=(Supporter(name=name, claim_ids=("clm_2",), type=kind),))


def test_who_denies_is_the_speaker_and_not_the_outlet_that_carries_the_denial() -> None:
    line = told(linked(ClusterChange.DENIED), claim(stance=Stance.DENIES))

    assert line == f"denied by Pell Board (Coast Ledger): {WARNED}"


@pytest.mark.parametrize(
    ("change", "stance", "head"),
    [
        (ClusterChange.FIRST_SEEN, Stance.ASSERTS, "first seen from Pell Board (Coast Ledger)"),
        (ClusterChange.FIRST_SEEN, Stance.DENIES, "first seen from Pell Board (Coast Ledger), who denies it"),
        (ClusterChange.REPEATED, Stance.ASSERTS, "repeated by Pell Board (Coast Ledger)"),
        (ClusterChange.REPEATED, Stance.DOUBTS, "doubted by Pell Board (Coast Ledger)"),
        (ClusterChange.CORROBORATED, Stance.CONFIRMS, "corroborated by Pell Board (Coast Ledger), who confirms it"),
        (ClusterChange.DENIED, Stance.ASSERTS, "denied by Pell Board (Coast Ledger), who asserts"),
        (ClusterChange.NO_EVIDENCE, Stance.NO_EVIDENCE, "no evidence, says Pell Board (Coast Ledger)"),
    ],
)
def test_the_speaker_does_what_the_claim_says_and_not_its_opposite(
    change: ClusterChange, stance: Stance, head: str
) -> None:
    assert told(linked(change), claim(stance=stance)) == f"{head}: {WARNED}"


def test_where_nobody_is_named_the_outlet_says_it() -> None:
    assert told(linked(ClusterChange.REPEATED), claim(speaker=NARRATION)) == f"repeated by Coast Ledger: {WARNED}"


def test_those_who_say_it_together_are_all_named() -> None:
    union = Speaker(name=None, mention="a docker", type=SpeakerType.PERSON)

    line = told(linked(ClusterChange.CORROBORATED), claim(co_speakers=(union,)))

    assert line == f"corroborated by Pell Board and a docker (Coast Ledger): {WARNED}"


def test_a_claim_is_told_in_its_own_words_with_the_clusters_number_beside_it() -> None:
    event = linked(ClusterChange.REPEATED, EIGHT)

    line = told(event, claim(SEVEN, number="Seven", speaker=NARRATION))

    assert line == f"repeated by Coast Ledger: {SEVEN} (the cluster says “Eight”)"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (EIGHT, "Eight"),
        ("In the fire at the ferry pier Eight people died.", "Eight"),
        ("Eight dead is what the mayor counts so far in Velmora.", "Eight"),
        (SEVEN, None),
    ],
    ids=["the same", "the same number elsewhere", "in quite other words", "no number was read"],
)
def test_what_agrees_with_the_cluster_is_told_without_it(text: str, number: str | None) -> None:
    event = linked(ClusterChange.REPEATED, EIGHT)

    assert told(event, claim(text, number=number, speaker=NARRATION)) == f"repeated by Coast Ledger: {text}"


@pytest.mark.parametrize(
    ("change", "supports", "head"),
    [
        (
            ClusterChange.DENIED,
            {"deniers": one("Pell Board", SpeakerType.ORGANISATION)},
            "denied by Pell Board (Coast Ledger)",
        ),
        (
            ClusterChange.CORROBORATED,
            {"origins": one("an official (Coast Ledger)", SpeakerType.OFFICIAL_ANONYMOUS)},
            "corroborated by an official (Coast Ledger)",
        ),
        (ClusterChange.REPEATED, {"origins": one("LNA", SpeakerType.OUTLET)}, "repeated by Coast Ledger"),
        (ClusterChange.REPEATED, {}, "repeated by Coast Ledger"),
    ],
)
def test_a_claim_that_came_before_the_following_is_told_by_what_its_cluster_knows_of_it(
    change: ClusterChange, supports: Any, head: str
) -> None:
    assert told(linked(change, **supports)) == f"{head}, of the cluster: {WARNED}"


def test_the_claim_that_opened_a_cluster_is_the_clusters_text() -> None:
    assert told(linked(ClusterChange.FIRST_SEEN)) == f"first seen from Coast Ledger: {WARNED}"


def test_claims_are_remembered_until_they_are_linked_and_never_without_bound() -> None:
    recent = RecentClaims(limit=2)
    for number in range(3):
        recent.add(claim(claim_id=f"clm_{number}"))

    assert [recent.take(f"clm_{number}") is not None for number in range(3)] == [False, True, True]
    assert recent.take("clm_2") is None
