import pytest

from services.cleaner.markup.decode_entity import ENTITY, decode_entity


def decoded(text: str) -> tuple[str, int]:
    found = ENTITY.match(text)
    assert found is not None
    entity = decode_entity(found.group())
    assert entity is not None
    return entity.text, entity.raw_length


@pytest.mark.parametrize(
    ("text", "meaning", "length"),
    [
        ("&amp;", "&", 5),
        ("&copy2031", "©", 5),
        ("&notit;", "¬", 4),
        ("&#65;", "A", 5),
        ("&#x41b", "\u041b", 6),
        ("&#0000000000065;", "A", 16),
        ("&#x80;", "€", 6),
        ("&#0;", "\ufffd", 4),
        ("&#99999999999;", "\ufffd", 14),
        ("&#xD800;", "\ufffd", 8),
        ("&NotEqualTilde;", "\u2242\u0338", 15),
    ],
)
def test_a_reference_stands_for_what_a_browser_shows(text: str, meaning: str, length: int) -> None:
    assert (meaning, length) == decoded(text)


def test_a_number_of_a_million_digits_is_no_character() -> None:
    assert decoded(f"&#{'9' * 1_000_000};") == ("\ufffd", 1_000_003)


@pytest.mark.parametrize("text", ["&bogus;", "&a", "&AMPLE"[:2]])
def test_a_name_that_is_none_stands_for_itself(text: str) -> None:
    found = ENTITY.match(text)

    assert found is None or decode_entity(found.group()) is None


@pytest.mark.parametrize("text", ["&;", "&#;", "&#x;", "& amp;", "&1;"])
def test_an_ampersand_alone_is_no_reference(text: str) -> None:
    assert ENTITY.match(text) is None
