from collections.abc import Callable

import pytest

from claimwire.models import Claim, Polarity, Stance

ClaimsOf = Callable[[str], tuple[Claim, ...]]

ALLEGATION = "The council said the company had dumped waste in the harbour"


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (f"{ALLEGATION}, a claim the company denies.", "a claim the company denies"),
        (
            f"{ALLEGATION}, a claim that it has repeatedly denied.",
            "a claim that it has repeatedly denied",
        ),
        (f"{ALLEGATION}, a claim denied by the company.", "a claim denied by the company"),
        (f"{ALLEGATION}, which the company has denied.", "which the company has denied"),
        (f"{ALLEGATION}. The company has denied this.", "The company has denied this"),
        (f"{ALLEGATION}. The company denied the allegations.", "The company denied the allegations"),
    ],
)
def test_a_denial_is_a_claim_of_its_own_and_points_to_what_it_denies(
    claims_of: ClaimsOf, text: str, evidence: str
) -> None:
    claims = claims_of(text)

    allegation, denial = claims
    assert (denial.stance, denial.evidence.text) == (Stance.DENIES, evidence)
    assert denial.relates_to == (allegation.claim_id,)
    assert "company had dumped waste in the harbour" in denial.text


def test_what_is_denied_ends_where_its_denial_begins(claims_of: ClaimsOf) -> None:
    allegation, _ = claims_of(f"{ALLEGATION}, a claim the company denies.")

    assert allegation.evidence.text == "the company had dumped waste in the harbour"


def test_several_deniers_are_all_named(claims_of: ClaimsOf) -> None:
    denial = claims_of("The council said ore was sold abroad, a claim denied by both Moscow and Tehran.")[-1]

    assert denial.speaker.name == "Russia"
    assert [speaker.name for speaker in denial.co_speakers] == ["Iran"]


def test_a_dismissal_with_a_quotation_is_one_denial(claims_of: ClaimsOf) -> None:
    claims = claims_of('The company dismissed the reports, calling them "pure invention".')

    assert [(claim.stance, claim.evidence.text) for claim in claims] == [
        (Stance.DENIES, 'The company dismissed the reports, calling them "pure invention"'),
    ]


def test_no_evidence_is_no_denial(claims_of: ClaimsOf) -> None:
    claim = claims_of("The council has no evidence of waste in the harbour.")[0]

    assert claim.stance is Stance.NO_EVIDENCE


@pytest.mark.parametrize(
    ("text", "evidence", "denier"),
    [
        (f"{ALLEGATION}. That was denied by the company.", "That was denied by the company", "company"),
        (f"{ALLEGATION}, a claim that was denied. Lasse Orm said more would follow.", "a claim that was denied", None),
        (
            f"{ALLEGATION}, a claim denied on Monday. Lasse Orm said more would follow.",
            "a claim denied on Monday",
            None,
        ),
    ],
)
def test_a_passive_denial_is_nobody_elses(claims_of: ClaimsOf, text: str, evidence: str, denier: str | None) -> None:
    denials = [claim for claim in claims_of(text) if claim.stance is Stance.DENIES]

    assert [(claim.evidence.text, claim.speaker.name) for claim in denials] == [(evidence, denier)]


def test_a_denied_clause_without_that_is_a_claim_about_what_is_denied(claims_of: ClaimsOf) -> None:
    claim = claims_of("The company denied the tunnel leaked.")[0]

    assert (claim.stance, claim.evidence.text, claim.text) == (Stance.DENIES, "the tunnel leaked", "The tunnel leaked.")


REPORT = "The report says the sprinklers had not been tested since 2021."


@pytest.mark.parametrize(
    "verdict",
    [
        'Pell Board rejected the report as "premature".',
        "Pell Board rejected the report as one-sided.",
        "Pell Board rejected the report as politically motivated.",
        'Pell Board dismissed the report, calling it "premature".',
        "The report was dismissed as premature by Pell Board.",
    ],
)
def test_a_verdict_on_a_document_denies_nothing_that_it_says(claims_of: ClaimsOf, verdict: str) -> None:
    alone = claims_of(verdict)[-1]

    claim = claims_of(f"{REPORT} {verdict}")[-1]

    assert (claim.stance, claim.speaker.name, claim.relates_to) == (Stance.DENIES, "Pell Board", ())
    assert (claim.text, claim.polarity) == (alone.text, Polarity.AFFIRMED)


@pytest.mark.parametrize(
    "denial",
    [
        "Pell Board denied this.",
        "Pell Board rejected the report.",
        "Pell Board rejected the report as false.",
        "Pell Board rejected the report as the storm approached the mill.",
        'Pell Board dismissed the report, calling it "pure invention".',
        "Pell Board rejected the claim as premature.",
    ],
)
def test_a_denial_of_what_a_report_says_has_the_reports_words(claims_of: ClaimsOf, denial: str) -> None:
    report, claim = claims_of(f"{REPORT} {denial}")

    assert (claim.stance, claim.text) == (Stance.DENIES, report.text)
    assert (claim.relates_to, claim.polarity) == ((report.claim_id,), report.polarity)


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        ("Pell Board denied having locked two exits.", "Pell Board had locked two exits."),
        ("Pell Board denied ever having locked two exits.", "Pell Board had locked two exits."),
        ("Dana Ruiz denied being at the mill.", "Dana Ruiz was at the mill."),
    ],
)
def test_what_is_denied_without_a_subject_is_a_sentence_that_denies_nothing(
    claims_of: ClaimsOf, text: str, proposition: str
) -> None:
    claim = claims_of(text)[0]

    assert (claim.stance, claim.text) == (Stance.DENIES, proposition)
