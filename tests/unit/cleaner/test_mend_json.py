import pytest

from services.cleaner.metadata.mend_json import read_json


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ('{"a": 1,}', [{"a": 1}]),
        ('{"a": [1, 2,], }', [{"a": [1, 2]}]),
        ('{"a": 1,, "b": 2}', [{"a": 1, "b": 2}]),
        ('//<![CDATA[\n{"a": "x\ny"}\n//]]>', [{"a": "x\ny"}]),
        ('<!-- {"a": 1}; -->', [{"a": 1}]),
        ("{&quot;a&quot;: 1}", [{"a": 1}]),
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('[{"a": 1} {"b": 2}]', [[{"a": 1}, {"b": 2}]]),
        ('{"a": "He said "no" today", "b": 2}', [{"a": 'He said "no" today', "b": 2}]),
        (r'{"a": "C:\path"}', [{"a": "C:\\path"}]),
        ('{"a": , "b": 1}', [{"a": None, "b": 1}]),
        ('{"a": 1}\n{"b":', [{"a": 1}]),
    ],
)
def test_the_usual_slips_are_mended(written: str, values: list[object]) -> None:
    assert list(read_json(written)) == values


@pytest.mark.parametrize("written", ["", "no json", '{"a":', "{" * 1_000, "[" * 100_000, '{"a"' * 10_000, '"' * 10_000])
def test_what_is_no_json_gives_nothing(written: str) -> None:
    assert list(read_json(written)) == []


def test_commas_inside_texts_stay() -> None:
    assert list(read_json('{"a": "one,}", "b": "two,]",}')) == [{"a": "one,}", "b": "two,]"}]
