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


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The shipyard Dovrel said the port was closed.", "Dovrel", SpeakerType.ORGANISATION),
        ("Lasse Orm said the port was closed.", "Lasse Orm", SpeakerType.PERSON),
        ("The Velder Institute said the port was closed.", "Velder Institute", SpeakerType.ORGANISATION),
        (
            "BERLIN (Agency) - Transport minister Lasse Orm said the port was closed.",
            "Lasse Orm",
            SpeakerType.PERSON,
        ),
    ],
)
def test_a_name_is_told_from_what_stands_around_it(
    claims_of: ClaimsOf, text: str, name: str, kind: SpeakerType
) -> None:
    speaker = claims_of(text)[0].speaker

    assert (speaker.name, speaker.type) == (name, kind)


def test_a_dateline_is_no_part_of_a_mention(claims_of: ClaimsOf) -> None:
    claim = claims_of("BERLIN (Agency) - Transport minister Lasse Orm said the port was closed.")[0]

    assert claim.speaker.mention == "Transport minister Lasse Orm"


def test_a_speaker_is_introduced_with_an_organisation(claims_of: ClaimsOf) -> None:
    claim = claims_of("Lasse Orm, a spokesman for the Velder Institute, said the port was closed.")[0]

    assert (claim.speaker.name, claim.speaker.organisation) == ("Lasse Orm", "Velder Institute")


def test_the_official_is_the_one_who_spoke_before(claims_of: ClaimsOf) -> None:
    claims = claims_of("A harbour official said the port was closed. The official said 40 ships were waiting.")

    assert [claim.speaker.name for claim in claims] == ["harbour official", "harbour official"]


def test_a_given_name_tells_whom_a_pronoun_means(claims_of: ClaimsOf) -> None:
    claims = claims_of("Maria Olsen met Tomas Velder. He said the port was closed. She said it was open.")

    assert [claim.speaker.name for claim in claims] == ["Tomas Velder", "Maria Olsen"]


def test_it_is_no_group_of_people(claims_of: ClaimsOf) -> None:
    claim = claims_of("Two officials said the port was closed. It said 40 ships were waiting.")[-1]

    assert claim.speaker.name is None


def test_a_man_who_speaks_after_his_words_is_their_speaker(claims_of: ClaimsOf) -> None:
    claim = claims_of('"They should all go home," wrote a man from the upper town.')[0]

    assert claim.speaker.mention is not None
    assert claim.speaker.mention.startswith("a man")


def test_they_are_no_single_person_of_no_name(claims_of: ClaimsOf) -> None:
    claims = claims_of("A seasoned voter said the port was closed. They said 40 ships were waiting.")

    assert (claims[-1].speaker.name, claims[-1].speaker.mention) == (None, "They")


def test_a_pronoun_in_what_is_told_is_the_only_person_it_can_mean(claims_of: ClaimsOf) -> None:
    claims = claims_of("Maria Olsen left the town on Monday. Officials said she had closed the port.")

    assert claims[-1].text == "Maria Olsen had closed the port."


def test_a_pronoun_in_what_is_told_that_can_mean_two_is_kept(claims_of: ClaimsOf) -> None:
    claims = claims_of("Maria Olsen met Anna Velder on Monday. Officials said she had closed the port.")

    assert claims[-1].text.endswith("she had closed the port.") or claims[-1].text.startswith("She had closed")


@pytest.mark.parametrize(
    ("text", "name", "proposition"),
    [
        (
            "The mill's owner, Pell Board, denied that its managers had locked two of the four exits.",
            "Pell Board",
            "Pell Board's managers had locked two of the four exits.",
        ),
        (
            "The contractor, Hadd & Sons, denied that its workers had locked the exits.",
            "Hadd & Sons",
            "Hadd & Sons's workers had locked the exits.",
        ),
        ("The regulator, the Velder Institute, said the exits were open.", "Velder Institute", "The exits were open."),
        ("The mill's owner, Dana Ruiz, said her exits were open.", "Dana Ruiz", "Dana Ruiz's exits were open."),
    ],
)
def test_the_name_beside_a_description_is_the_speakers(
    claims_of: ClaimsOf, text: str, name: str, proposition: str
) -> None:
    claim = claims_of(text)[0]

    assert (claim.speaker.name, claim.text) == (name, proposition)


def test_the_name_of_a_place_within_a_description_is_not_the_speakers(claims_of: ClaimsOf) -> None:
    claim = claims_of("The contractor in Haldre, Norvik, said the exits were open.")[0]

    assert claim.speaker.name is not None
    assert "contractor" in claim.speaker.name
