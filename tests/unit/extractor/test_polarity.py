"""A proposition has one polarity, in whatever words it is attributed and negated."""

from collections.abc import Callable

import pytest

from claimwire.models import Claim, Polarity, Stance

ClaimsOf = Callable[[str], tuple[Claim, ...]]

FORMS = {
    "said that": "Dana Ruiz said that {clause}.",
    "said": "Dana Ruiz said {clause}.",
    "said at the end": "{Clause}, Dana Ruiz said.",
    "inverted": "{Clause}, said Dana Ruiz.",
    "according to at the front": "According to Dana Ruiz, {clause}.",
    "according to at the end": "{Clause}, according to Dana Ruiz.",
    "told": "Dana Ruiz told reporters that {clause}.",
    "in a statement": "In a statement, Dana Ruiz said that {clause}.",
    "said in a statement": "Dana Ruiz said in a statement that {clause}.",
    "report": "The Harbour Board's report says {clause}.",
    "quotation": '"{Clause}," Dana Ruiz said.',
}
NEGATED = [
    "the pumps had not been inspected since the storm",
    "the pumps hadn't been inspected since the storm",
    "the crew didn't inspect the pumps before the storm",
    "the pumps had never been inspected",
    "no pumps had been inspected before the storm",
    "the crew had inspected no pumps before the storm",
    "nobody had inspected the pumps before the storm",
    "no one had inspected the pumps before the storm",
    "the pumps had been inspected by nobody",
    "none of the pumps had been inspected",
    "nothing had been done before the storm",
    "the crew did nothing before the storm",
    "there were no survivors in the mill",
    "neither the crew nor the owner had inspected the pumps",
    "the pumps were neither inspected nor repaired",
    "the pumps were no longer inspected after the storm",
    "the crew at no time inspected the pumps",
    "the owner had decided not to repair the pumps",
]
AFFIRMED = [
    "the pumps had been inspected after the storm",
    "the crew inspected the pumps without permits",
    "the crew inspected the pumps with no permits",
    "the mill, which had not been inspected, was destroyed by the storm",
    "the mill burned because nobody had inspected the pumps",
    "the crew knew that the pumps had not been inspected",
    "the pumps that nobody had inspected failed during the storm",
    "the storm broke not only the pumps but the sluice",
    "the storm broke no fewer than 20 pumps",
    "the pumps failed in no time",
    "there was no doubt that the pumps failed",
    "the mill would burn whether or not the pumps failed",
]
FORM = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())


def main_claim(claims: tuple[Claim, ...]) -> Claim:
    return max(claims, key=lambda claim: claim.evidence.end - claim.evidence.start)


def told(form: str, clause: str) -> str:
    return form.format(clause=clause, Clause=clause[:1].upper() + clause[1:])


@FORM
@pytest.mark.parametrize("clause", NEGATED)
def test_a_negated_proposition_is_negated_in_every_form_of_attribution(
    claims_of: ClaimsOf, form: str, clause: str
) -> None:
    claim = main_claim(claims_of(told(form, clause)))

    assert (claim.stance, claim.polarity) == (Stance.ASSERTS, Polarity.NEGATED)


@FORM
@pytest.mark.parametrize("clause", AFFIRMED)
def test_what_a_part_of_a_proposition_negates_does_not_turn_it(claims_of: ClaimsOf, form: str, clause: str) -> None:
    claim = main_claim(claims_of(told(form, clause)))

    assert (claim.stance, claim.polarity) == (Stance.ASSERTS, Polarity.AFFIRMED)


@pytest.mark.parametrize(
    "text",
    [
        "The pumps, Dana Ruiz said, had {}been inspected since 2019.",
        "The pumps, according to Dana Ruiz, had {}been inspected since 2019.",
        "The pumps had {}been inspected since 2019, the Harbour Board said in a statement.",
        'The Harbour Board said: "No, the pumps had {}been inspected."',
        "Dana Ruiz denied that the pumps had {}been inspected.",
        "The Harbour Board found no evidence that the pumps had {}been inspected.",
        "Dana Ruiz said there was no evidence that the pumps had {}been inspected.",
        "According to Dana Ruiz, there was no evidence that the pumps had {}been inspected.",
    ],
)
def test_polarity_is_that_of_the_proposition_whatever_is_done_with_it(claims_of: ClaimsOf, text: str) -> None:
    affirmed, negated = main_claim(claims_of(text.format(""))), main_claim(claims_of(text.format("never ")))

    assert (affirmed.polarity, negated.polarity) == (Polarity.AFFIRMED, Polarity.NEGATED)
    assert affirmed.stance is negated.stance


@pytest.mark.parametrize(("negation", "polarity"), [("", Polarity.AFFIRMED), ("not ", Polarity.NEGATED)])
def test_a_denial_has_the_polarity_of_what_it_denies(claims_of: ClaimsOf, negation: str, polarity: Polarity) -> None:
    denial = claims_of(f"Dana Ruiz said the pumps had {negation}been inspected. The Harbour Board denied this.")[-1]

    assert (denial.stance, denial.polarity) == (Stance.DENIES, polarity)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The Harbour Board announced new inspections of the pumps.", Polarity.AFFIRMED),
        ("The Harbour Board announced no new inspections of the pumps.", Polarity.NEGATED),
        ("Dana Ruiz accused the board of inspecting the pumps.", Polarity.AFFIRMED),
        ("Dana Ruiz accused the board of not inspecting the pumps.", Polarity.NEGATED),
        ("Dana Ruiz urged the board to reopen the mill.", Polarity.AFFIRMED),
        ("Dana Ruiz urged the board not to reopen the mill.", Polarity.NEGATED),
    ],
)
def test_a_proposition_without_a_main_verb_is_negated_by_its_own_words(
    claims_of: ClaimsOf, text: str, polarity: Polarity
) -> None:
    assert main_claim(claims_of(text)).polarity is polarity
