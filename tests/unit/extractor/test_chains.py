from collections.abc import Callable

from claimwire.models import Claim, Stance

ClaimsOf = Callable[[str], tuple[Claim, ...]]


def test_officials_who_pass_a_statement_on_are_named_beside_its_speaker(claims_of: ClaimsOf) -> None:
    claim = claims_of("Two officials said Lena Orr told them the bridge was closed.")[0]

    assert claim.speaker.name == "Lena Orr"
    assert [speaker.mention for speaker in claim.via] == ["Two officials"]


def test_nobody_passes_on_what_he_says_himself(claims_of: ClaimsOf) -> None:
    claim = claims_of("Lena Orr said she told them the bridge was closed.")[0]

    assert (claim.speaker.name, claim.speaker.mention, claim.via) == ("Lena Orr", "she", ())


def test_missing_evidence_points_to_the_claim_that_lacks_it(claims_of: ClaimsOf) -> None:
    claims = claims_of(
        "The council said the yard dumped waste in the harbour.\n\nThe agency has no evidence of waste in the harbour."
    )

    claim, lack = claims
    assert (lack.stance, lack.relates_to) == (Stance.NO_EVIDENCE, (claim.claim_id,))


def test_missing_evidence_of_something_else_points_nowhere(claims_of: ClaimsOf) -> None:
    claims = claims_of(
        "The council said the yard dumped waste in the harbour.\n\nThe agency has no evidence of thefts in the town."
    )

    assert claims[-1].relates_to == ()


def test_evidence_knows_the_parts_that_are_said(claims_of: ClaimsOf) -> None:
    text = '"The bridge is closed," Lena Orr said. "The ferry runs."'

    evidence = claims_of(text)[0].evidence

    assert [text[span.start : span.end] for span in evidence.spans] == [
        '"The bridge is closed,"',
        '"The ferry runs."',
    ]
    assert evidence.text == text
