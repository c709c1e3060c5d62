"""Every text that people type has a meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.index.query_text import pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("  ", ()),
        ("red line", ("red", "line")),
        ('"red line" talks', ("red line", "talks")),
        ("“red line” talks", ("red line", "talks")),
        ('talks "red line', ("talks", "red", "line")),
        ('""', ()),
        (
            "a AND (b OR c) field:x^2 +d -e [f TO g]",
            ("a", "AND", "(b", "OR", "c)", "field:x^2", "+d", "-e", "[f", "TO", "g]"),
        ),
    ],
)
def test_a_text_is_parted_into_words_and_phrases(text: str, expected: tuple[str, ...]) -> None:
    assert expected == pieces(text)


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    assert all(piece.strip() for piece in pieces(text))
