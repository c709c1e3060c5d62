from collections.abc import Callable

import pytest

from claimwire.models import Claim, SpeakerType

ClaimsOf = Callable[[str], tuple[Claim, ...]]

INTRODUCTION = "President Tomas Velder met Maria Olsen in Geneva."


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Velder said the port was closed.", "Tomas Velder"),
        ("Olsen said the port was closed.", "Maria Olsen"),
        ("The president said the port was closed.", "Tomas Velder"),
    ],
)
def test_a_surname_or_a_role_is_resolved_to_the_full_name(claims_of: ClaimsOf, sentence: str, name: str) -> None:
    claim = claims_of(f"{INTRODUCTION}\n\n{sentence}")[-1]

    assert claim.speaker.name == name


def test_a_pronoun_is_the_last_person_who_spoke(claims_of: ClaimsOf) -> None:
    claims = claims_of("Maria Olsen said the port was closed. She said 40 ships were waiting.")

    assert claims[-1].speaker.name == "Maria Olsen"
    assert claims[-1].speaker.mention == "She"


def test_a_pronoun_that_contradicts_a_title_is_somebody_else(claims_of: ClaimsOf) -> None:
    claims = claims_of(
        "Tomas Velder said the port was closed. Mrs. Maria Olsen said it was open. He said 40 ships lay there."
    )

    assert claims[-1].speaker.name == "Tomas Velder"


def test_a_pronoun_without_a_person_is_nobody(claims_of: ClaimsOf) -> None:
    claim = claims_of("He said the port was closed.")[0]

    assert claim.speaker.name is None
    assert claim.speaker.mention == "He"


def test_a_capital_stands_for_its_government(claims_of: ClaimsOf) -> None:
    claim = claims_of("Moscow said the port was closed.")[0]

    assert (claim.speaker.name, claim.speaker.mention) == ("Russia", "Moscow")


def test_officials_without_a_name_are_anonymous(claims_of: ClaimsOf) -> None:
    claim = claims_of("Two senior officials said the port was closed.")[0]

    assert claim.speaker.type is SpeakerType.OFFICIAL_ANONYMOUS


def test_a_statement_speaks_for_whoever_issued_it(claims_of: ClaimsOf) -> None:
    claim = claims_of("Maria Olsen issued a statement saying that the port was closed.")[0]

    assert claim.speaker.name == "Maria Olsen"


def test_several_speakers_are_all_kept(claims_of: ClaimsOf) -> None:
    claim = claims_of("Norway and Sweden said the port was closed.")[0]

    assert [claim.speaker.name, *(speaker.name for speaker in claim.co_speakers)] == ["Norway", "Sweden"]
