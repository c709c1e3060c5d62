import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extractor.numeral import Numeral, find_numerals
from tests.unit.extractor.write_numbers import HOSTILE, in_indian_figures, in_words

COUNTS = st.integers(min_value=0, max_value=10**12 - 1)


def read(text: str) -> list[Numeral]:
    return list(find_numerals(text, 0, len(text)))


def value_of(written: str) -> float | None:
    text = f"They counted {written} crates."
    found = read(text)
    return found[0].value if len(found) == 1 and text[found[0].start : found[0].end] == written else None


@given(COUNTS)
def test_figures_with_commas_are_read_back(number: int) -> None:
    assert value_of(f"{number:,}") == number


@given(st.integers(min_value=1000, max_value=10**10))
def test_indian_figures_are_read_back(number: int) -> None:
    assert value_of(in_indian_figures(number)) == number


@given(st.integers(min_value=1000, max_value=10**12 - 1), st.sampled_from(["\u00a0", "\u202f", "\u2009", " "]))
def test_figures_parted_by_spaces_are_read_back(number: int, space: str) -> None:
    assert value_of(f"{number:,}".replace(",", space)) == number


@given(COUNTS, st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]), st.booleans())
def test_words_are_read_back(number: int, joint: str, hyphen: str, capital: bool) -> None:
    words = in_words(number, joint=joint, hyphen=hyphen)

    assert value_of(words.capitalize() if capital else words) == number


@given(
    st.decimals(min_value="0.1", max_value="999", places=1),
    st.sampled_from(
        [(" thousand", 1e3), (" million", 1e6), ("-million", 1e6), ("bn", 1e9), (" lakh", 1e5), (" crore", 1e7)]
    ),
)
def test_scaled_figures_are_read_back(number: object, scale: tuple[str, float]) -> None:
    value = value_of(f"{number}{scale[0]}")

    assert value is not None
    assert math.isclose(value, float(str(number)) * scale[1])


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["$", "US$", "€", "£", "₹", "Rs ", "USD ", "A$"]))
def test_an_amount_of_money_is_read_with_its_sign(number: int, sign: str) -> None:
    text = f"It cost {sign}{number:,}."

    (found,) = read(text)

    assert (found.value, text[found.start : found.end]) == (number, f"{sign}{number:,}")
    assert found.currency is not None
    assert len(found.currency) == 3


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("twelve hundred", 1200),
        ("a hundred thousand", 100_000),
        ("two and a half million", 2.5e6),
        ("a million and a half", 1.5e6),
        ("two-and-a-half", 2.5),
        ("1½", 1.5),
        ("½", 0.5),
        ("two dozen", 24),
        ("1 lakh crore", 1e12),
        ("minus 5", -5),
    ],
)
def test_mixed_forms_are_read(written: str, value: float) -> None:
    assert value_of(written) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one two three", [1, 2, 3]),
        ("twenty and thirty", [20, 30]),
        ("two hundred and three hundred", [200, 300]),
        ("one million two million", [1e6, 2e6]),
    ],
)
def test_numbers_in_a_row_are_not_added_up(text: str, values: list[float]) -> None:
    assert [numeral.value for numeral in read(text)] == values


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("5m tall", 5, "metres"),
        ("5 m away", 5, "metres"),
        ("5m people", 5e6, None),
        ("5M users", 5e6, None),
        ("10km", 10, "kilometres"),
        ("£5m", 5e6, None),
        ("100km/h", 100, "kilometres per hour"),
    ],
)
def test_an_m_is_a_metre_or_a_million_by_what_is_beside_it(text: str, value: float, measure: str | None) -> None:
    (found,) = read(text)

    assert (found.value, found.measure) == (value, measure)


@pytest.mark.parametrize(
    "text", ["A-10", "F16", "1.2.3", "2030-05-16", "10/12", "4:20", "1990s", "21st", "1,2", "COVID-19", "x5", "9" * 400]
)
def test_names_dates_and_codes_hold_no_numeral_of_their_own(text: str) -> None:
    assert [numeral for numeral in read(text) if text[numeral.start : numeral.end] != "2030"] == []


@settings(max_examples=300, deadline=None)
@given(HOSTILE)
def test_no_text_breaks_the_reader_and_all_values_are_finite(text: str) -> None:
    found = read(text)

    assert all(math.isfinite(numeral.value) for numeral in found)
    assert all(0 <= one.start < one.end <= other.start for one, other in itertools.pairwise(found))
