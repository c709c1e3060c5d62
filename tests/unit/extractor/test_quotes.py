import pytest

from services.extractor.quotes import find_quotes


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "we won" today.', ['"we won"']),
        ("She said “we won” today.", ["“we won”"]),
        ("Elle a dit « on a gagné » hier.", ["« on a gagné »"]),
        ("Sie sagte „gewonnen“ und ging.", ["„gewonnen“"]),
        ("She said ``we won'' today.", ["``we won''"]),
        ("\u2018We don\u2019t have the money,\u2019 he said.", ["\u2018We don\u2019t have the money,\u2019"]),
    ],
)
def test_every_kind_of_mark_is_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_apostrophe_opens_nothing() -> None:
    assert quoted("The workers\u2019 rights and the '90s don\u2019t matter, the owners\u2019 letter says.") == []


def test_a_mark_that_opens_twice_drops_the_first() -> None:
    assert quoted("He wrote “stop and left. “We go on,” she said.") == ["“We go on,”"]


def test_speech_that_goes_on_in_the_next_paragraph_runs_to_the_end_of_this_one() -> None:
    quote = find_quotes("“The first part of the speech.")[0]

    assert quote.runs_on
    assert quote.end == len("“The first part of the speech.")


def test_an_inch_mark_opens_nothing() -> None:
    assert quoted('The 12" pipe broke and the 14" pipe held.') == []


def test_speech_that_goes_on_after_a_finished_sentence_runs_to_the_end_of_the_paragraph() -> None:
    text = "“It is closed,” she said. “It will stay so."

    assert quoted(text) == ["“It is closed,”", "“It will stay so."]
