import pytest

from claimwire.models import Quantity
from services.extractor.extract import Extractor
from services.extractor.read_quantities import read_quantities


def read(extractor: Extractor, text: str) -> tuple[Quantity, ...]:
    return read_quantities(extractor.pipeline(text), 0, len(text), offset=0)


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "approximate"),
    [
        ("They sent 10,000 crates.", 10_000, None, None, False),
        ("They sent about 10,000 crates.", 10_000, None, None, True),
        ("We know about 10,000 crates.", 10_000, None, None, False),
        ("They sent up to 300 crates.", None, None, 300, False),
        ("They sent at least 300 crates.", None, 300, None, False),
        ("They sent more than 300 crates.", None, 300, None, True),
        ("They sent between 2,000 and 12,000 crates.", None, 2_000, 12_000, False),
        ("They sent 20-30 crates.", None, 20, 30, False),
        ("They sent 2 to 3 million crates.", None, 2e6, 3e6, False),
        ("They sent dozens of crates.", None, 24, None, True),
        ("They sent tens of thousands of crates.", None, 10_000, None, True),
        ("It took two-and-a-half years.", 2.5, None, None, False),
        ("They sent twenty-five crates.", 25, None, None, False),
        ("They sent a million crates.", 1e6, None, None, False),
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
    ],
)
def test_a_number_is_read_with_its_unit(extractor: Extractor, text: str, value: float, unit: str) -> None:
    quantity = read(extractor, text)[0]

    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "It won 6-4.",
        "The No. 26 seed won.",
        "It began in 2022.",
        "It began 2022-10-17.",
        "It began on June 5.",
        "It began at 5 p.m.",
        "The one they wanted left.",
        "The 3rd ship left.",
    ],
)
def test_a_date_an_hour_and_an_ordinal_are_no_quantities(extractor: Extractor, text: str) -> None:
    assert read(extractor, text) == ()
