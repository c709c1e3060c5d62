import pytest

from services.extractor.extract import Extractor
from services.extractor.roster import Person, Roster
from services.extractor.token_places import entity_around

TOMAS = Person("Tomas Velder", roles=["Arcadian President"])
ROSTER = Roster(
    by_name={"Tomas Velder": TOMAS},
    by_last_word={"Velder": (TOMAS,)},
    subjects=((10, TOMAS), (900, TOMAS)),
    by_role={"president": (TOMAS,), "arcadian": (TOMAS,)},
)


@pytest.mark.parametrize("mention", ["Velder", "Tomas Velder", "T. Velder", "Tomas Jan Velder"])
def test_a_person_is_found_by_any_form_of_the_name(mention: str) -> None:
    assert ROSTER.person(mention) is TOMAS


def test_a_relative_with_the_same_surname_is_somebody_else() -> None:
    assert ROSTER.person("Anna Velder") is None


@pytest.mark.parametrize(
    ("noun", "modifier", "expected"),
    [
        ("president", None, TOMAS),
        ("president", "Arcadian", TOMAS),
        ("president", "Belmaran", None),
        ("mayor", None, None),
    ],
)
def test_a_person_is_found_by_role(noun: str, modifier: str | None, expected: Person | None) -> None:
    assert ROSTER.with_role(noun, modifier) is expected


def test_a_role_that_two_have_names_neither() -> None:
    other = Person("Maria Olsen", roles=["President"])
    roster = Roster(by_name={}, by_last_word={}, subjects=(), by_role={"president": (TOMAS, other)})

    assert roster.with_role("president", None) is None


def test_only_who_is_named_within_reach_counts() -> None:
    assert ROSTER.subjects_before(1_000, 500) == ((900, TOMAS),)
    assert ROSTER.subjects_before(900, 500) == ()


def test_the_entity_around_a_word_is_that_of_the_recogniser(extractor: Extractor) -> None:
    (doc,) = extractor.annotator.annotate(["Oona Brandt met Lena Orr in Geneva on Tuesday with nobody else."])

    around = {(found.start, found.end, found.label_) for token in doc if (found := entity_around(token)) is not None}

    assert around == {(entity.start, entity.end, entity.label_) for entity in doc.ents}
