"""When two names are one source."""

import pytest

from claimwire.models import Speaker, SpeakerType
from services.linker.origins import same_source


def person(name: str) -> Speaker:
    return Speaker(name=name, type=SpeakerType.PERSON)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olexander Danylsky", "Oleksandr Danylskyy"),
        ("Danylskiy", "Olexander Danylsky"),
        ("A. Corvel", "Ada Corvel"),
        ("ADA CORVEL", "Ada Corvel's"),
        ("José Mirón", "Jose Miron"),
    ],
)
def test_spellings_of_one_person_agree(one: str, other: str) -> None:
    assert same_source(person(one), person(other))
    assert same_source(person(other), person(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Corvel", "Bruno Corvel"),
        ("Corvel", "Corven"),
        ("A. Corvel", "B. Corvel"),
        ("Ada Corvel", "Ada Lindqvist"),
    ],
)
def test_different_persons_do_not(one: str, other: str) -> None:
    assert not same_source(person(one), person(other))


def test_an_organisation_agrees_with_its_name_only() -> None:
    ministry, article, other = (
        Speaker(name=name, type=SpeakerType.ORGANISATION)
        for name in ("Harbour Ministry", "the harbour ministry", "Finance Ministry")
    )

    assert same_source(ministry, article)
    assert not same_source(ministry, other)


def test_an_unnamed_official_is_nobody_else() -> None:
    official = Speaker(name="an official", type=SpeakerType.OFFICIAL_ANONYMOUS)

    assert not same_source(official, official)
