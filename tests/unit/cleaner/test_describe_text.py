import pytest

from services.cleaner.layout.describe_text import TEXT_FEATURES, describe_text
from services.cleaner.unit import Segment, Unit


def value(feature: str, text: str) -> float:
    unit = Unit(text=text, segments=(Segment(0, len(text), 0, len(text)),))
    return describe_text(unit)[TEXT_FEATURES.index(feature)]


@pytest.mark.parametrize(
    ("text", "short"),
    [("at seven it sails", 2), ("At Ferry to sea", 2), ("the UN and 300 of us", 4), ("storm, tide; waves", 0)],
)
def test_short_words_are_counted_from_the_first_to_the_last(text: str, short: int) -> None:
    assert value("short_word_share", text) == short / len(text.split())


@pytest.mark.parametrize(
    ("text", "capitals"),
    [("The ferry sails to Vessel Bay", 3), ("“Sail on”, said (Ada) McKay", 3), ("iPhone of the eBay", 0)],
)
def test_words_with_a_capital_are_counted_also_behind_quotes_and_brackets(text: str, capitals: int) -> None:
    assert value("capital_share", text) == capitals / len(text.split())
