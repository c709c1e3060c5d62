import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.models import Quantity
from services.extractor.extract import Extractor
from services.extractor.read_quantities import read_quantities
from tests.unit.extractor.write_numbers import HOSTILE, in_words


def read(extractor: Extractor, text: str) -> tuple[Quantity, ...]:
    return read_quantities(extractor.annotator.annotate([text])[0], 0, len(text), offset=0)


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "approximate"),
    [
        ("They sent 10,000 crates.", 10_000, None, None, False),
        ("They sent about 10,000 crates.", 10_000, None, None, True),
        ("We know about 10,000 crates.", 10_000, None, None, False),
        ("They sent up to 300 crates.", None, None, 300, False),
        ("They sent at least 300 crates.", None, 300, None, False),
        ("They sent more than 300 crates.", None, 300, None, True),
        ("They sent between 3,000 and 14,000 crates.", None, 3_000, 14_000, False),
        ("They sent 20-30 crates.", None, 20, 30, False),
        ("They sent 2 to 3 million crates.", None, 2e6, 3e6, False),
        ("They sent dozens of crates.", None, 24, None, True),
        ("They sent tens of thousands of crates.", None, 10_000, None, True),
        ("It took two-and-a-half years.", 2.5, None, None, False),
        ("They sent twenty-five crates.", 25, None, None, False),
        ("They sent a million crates.", 1e6, None, None, False),
        ("They sent nearly 300 crates.", 300, None, None, True),
        ("They sent some 300 crates.", 300, None, None, True),
        ("They sent fewer than 300 crates.", None, None, 300, True),
        ("They sent as many as 300 crates.", None, None, 300, False),
        ("They sent at least some 300 crates.", None, 300, None, True),
        ("They sent just over 300 crates.", None, 300, None, True),
        ("They sent 300 crates or more.", None, 300, None, False),
        ("At least 20 may have drowned.", None, 20, None, False),
        ("Some 300 march through the town each week.", 300, None, None, True),
        ("They sent 40 mary-lamps.", 40, None, None, False),
        ("They sent 300-odd crates.", 300, None, None, True),
        ("They sent 300+ crates.", None, 300, None, False),
        ("They sent 20\u201330 crates.", None, 20, 30, False),
        ("They sent two or three crates.", None, 2, 3, False),
        ("They sent from 10 to 15 crates.", None, 10, 15, False),
        ("They sent 5m-10m dollars.", None, 5e6, 10e6, False),
        ("They sent 1.2 million crates.", 1.2e6, None, None, False),
        ("They sent a couple of crates.", 2, None, None, True),
        ("They sent a couple of hundred crates.", 200, None, None, True),
        ("They sent several hundred crates.", None, 200, None, True),
        ("They sent half a million crates.", 5e5, None, None, False),
        ("They sent about 2000 crates.", 2000, None, None, True),
        ("We know [of] about 10,000 crates.", 10_000, None, None, False),
        ("It took 3 1/2 years.", 3.5, None, None, False),
        ("Trade rose 12.3% to 1,500 crates.", 12.3, None, None, False),
        ("An unspecified number of crates was sent.", None, None, None, True),
    ],
)
def test_a_number_is_read_with_its_bounds(
    extractor: Extractor, text: str, value: float | None, low: float | None, high: float | None, *, approximate: bool
) -> None:
    quantity = read(extractor, text)[0]

    assert (quantity.value, quantity.low, quantity.high, quantity.approximate) == (value, low, high, approximate)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It rose by 12 percent.", 12, "percent"),
        ("It rose by 12.5%.", 12.5, "percent"),
        ("It cost $5 million.", 5e6, "USD"),
        ("It cost €3bn.", 3e9, "EUR"),
        ("It cost 40 euros.", 40, "EUR"),
        ("They hired 300 dock workers.", 300, "dock workers"),
        ("They hired 300 of its dock workers.", 300, "dock workers"),
        ("It cost 20 Australian dollars.", 20, "AUD"),
        ("It cost Rs 50 crore.", 50e7, "INR"),
        ("It cost 500€.", 500, "EUR"),
        ("It cost 40 million yuan.", 40e6, "CNY"),
        ("It weighed 30 pounds.", 30, "pounds"),
        ("It cost 30 pounds.", 30, "GBP"),
        ("It fell by 3 percentage points.", 3, "percentage points"),
        ("It let 40 litres a second through.", 40, "litres per second"),
        ("It is a 61-metre dam.", 61, "metre"),
        ("She was a 19-year-old student.", 19, "years old"),
        ("It lost about a third of its trade.", 0.3333, "share"),
        ("It lost two-thirds of its trade.", 0.6667, "share"),
        ("One in five islanders left.", 0.2, "share"),
        ("It took half an hour.", 0.5, "hours"),
        ("It took a year and a half.", 1.5, "years"),
        ("They sent 300-odd crates.", 300, "crates"),
        ("Two of the firm's directors left.", 2, "directors"),
        ("At least 5m people saw it.", None, "people"),
        ("It was 5m tall.", 5, "metres"),
    ],
)
def test_a_number_is_read_with_its_unit(extractor: Extractor, text: str, value: float | None, unit: str) -> None:
    quantity = read(extractor, text)[0]

    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "It won 6-4.",
        "It was a six-figure sum.",
        "The No. 26 seed won.",
        "It began in 2022.",
        "It began 2022-10-17.",
        "It began on June 5.",
        "It began at 5 p.m.",
        "The one they wanted left.",
        "The 3rd ship left.",
        "The third ship left.",
        "A third ship left.",
        "It was the first half of 2016.",
        "The 2016 elections were held.",
        "It lasted from 2014 to 2016.",
        "It was held on June 10-15.",
        "It opened at 9-11 a.m.",
        "Flight 370 was late.",
        "The Boeing 737 was late.",
        "It has a 401(k) plan.",
        "It was twenty years ago.",
        "No one came.",
        "It lost 2-3 to the guests.",
    ],
)
def test_a_date_an_hour_and_an_ordinal_are_no_quantities(extractor: Extractor, text: str) -> None:
    assert read(extractor, text) == ()


def test_both_ends_of_a_change_are_quantities_of_their_own(extractor: Extractor) -> None:
    found = read(extractor, "The share rose from 10 to 15 percent.")

    assert [quantity.value for quantity in found] == [10, 15]


def test_several_quantities_keep_their_order_and_places(extractor: Extractor) -> None:
    text = "It said 1,200 people, a third of them children, paid €5 each for two or three days."

    found = read(extractor, text)

    assert [quantity.text for quantity in found] == ["1,200", "a third", "€5", "two or three"]
    assert all(text[quantity.start : quantity.end] == quantity.text for quantity in found)


BOUNDS = st.sampled_from(["", "about ", "at least ", "up to ", "more than ", "nearly ", "some ", "between 5 and "])


@settings(max_examples=60, deadline=None)
@given(number=st.integers(min_value=10, max_value=10**9), bound=BOUNDS, words=st.booleans())
def test_a_bounded_number_is_read_back(extractor: Extractor, *, number: int, bound: str, words: bool) -> None:
    written = in_words(number) if words else f"{number:,}"
    text = f"They sent {bound}{written} crates."

    (found,) = read(extractor, text)

    assert number in {found.value, found.low, found.high}
    assert found.text == f"{bound}{written}"
    assert found.unit == "crates"


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_any_text_gives_exact_places_and_finite_values(extractor: Extractor, text: str) -> None:
    encodable = text.encode("utf-8", "replace").decode()

    for quantity in read(extractor, encodable):
        assert encodable[quantity.start : quantity.end] == quantity.text
        assert all(math.isfinite(each) for each in (quantity.value, quantity.low, quantity.high) if each is not None)
