import pytest

from services.cleaner.metadata.choose_authors import Credits, choose_authors

OUTLETS = ("Velmora Times", "VLT", "velmoratimes.example", "velmoratimes")


def people(*fields: str) -> tuple[str, ...]:
    return choose_authors([fields], OUTLETS, language="en").people


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Ana Sample and Jon Example", ("Ana Sample", "Jon Example")),
        (
            "Ana Sample, Jon Example, Eve Fiction and Max Muster",
            ("Ana Sample", "Jon Example", "Eve Fiction", "Max Muster"),
        ),
        ("Ana Muster und Jon van der Beispiel", ("Ana Muster", "Jon van der Beispiel")),
        ("Ana Exempel og Jon Eksempel", ("Ana Exempel", "Jon Eksempel")),
        ("José Ejemplo y Gasset", ("José Ejemplo y Gasset",)),
        ("Ana Ejemplo y Jon Muestra", ("Ana Ejemplo", "Jon Muestra")),
        ("Ana Sample (as)", ("Ana Sample",)),
        ("By Ana Sample", ("Ana Sample",)),
        ("Ana Sample, Professor of ferries, Exampleton", ("Ana Sample",)),
        ("Ana Sample, VLT Islands", ("Ana Sample",)),
        ("abc, de", ("abc", "de")),
        ("Prince", ("Prince",)),
    ],
)
def test_names_in_one_field_are_parted(field: str, names: tuple[str, ...]) -> None:
    assert people(field) == names


@pytest.mark.parametrize(
    "field",
    [
        "https://social.example/velmora",
        "ana@velmoratimes.example",
        "105092",
        "admin",
        "Velmora Times",
        "Velmora Times Ltd",
        "Velmora Times staff reporter",
        "VLT Islands",
        "velmoratimes.example",
        "AFP",
        "",
        "  ",
        "x" * 200,
    ],
)
def test_addresses_numbers_accounts_agencies_and_the_outlet_are_nobody(field: str) -> None:
    assert people(field) == ()


def test_a_person_who_is_called_like_a_part_of_the_outlet_is_somebody() -> None:
    assert people("Velma Times", "Ana Velmora") == ("Velma Times", "Ana Velmora")


def test_the_first_source_that_names_people_counts() -> None:
    found = choose_authors([["Velmora Times"], ["Ana Sample"], ["Jon Other"]], OUTLETS, language=None)

    assert found == Credits(("Ana Sample",), "Velmora Times", None)


def test_en_joins_names_in_dutch_only() -> None:
    fields = [["Ana Voorbeeld en Jon Proef"]]

    assert choose_authors(fields, (), language="nl-BE").people == ("Ana Voorbeeld", "Jon Proef")
    assert choose_authors(fields, (), language="es").people == ("Ana Voorbeeld en Jon Proef",)
