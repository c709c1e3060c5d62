"""Describes one line of a plain text by its shape alone, the same in every language."""

# ruff: noqa: RUF001 - texts begin and end with the marks of many scripts

import re
from collections.abc import Sequence
from math import log1p

from services.cleaner.sentences import ends_as_sentence, word_count

LINE_FEATURES = (
    "words",
    "is_paragraph",
    "ends_as_sentence",
    "capital_share",
    "ending",
    "beginning",
    "characters_per_word",
    "comma_share",
    "inner_sentences",
    "bars",
    "has_quotation",
)

#: A line of so many words that ends as a sentence does is a paragraph, as far as its shape says.
PARAGRAPH_WORDS = 12
#: What lies further in says nothing new about a line's shape.
_SAMPLE = 160
_SAMPLE_WORDS = 25
_QUOTED_WITHIN = 500

_CLOSERS = "”»›」』\"’'“)]"
_QUOTATION = re.compile(r"[\"“”„«»‹›「」『』]")
_BAR = re.compile(r"[|•·/›>→]")
_ELLIPSES = ("...", "…", "[…]", "(…)")
#: The ways to end, from label to sentence; letters are 0, an ellipsis is 1, other marks are -1.
_ENDINGS = {
    **dict.fromkeys(":;,", 2.0),
    **dict.fromkeys(_CLOSERS, 3.0),
    **dict.fromkeys("?!？！", 4.0),
    **dict.fromkeys(".。।؟", 5.0),
}


def describe_line(text: str, words: Sequence[str]) -> tuple[float, ...]:
    """Return the values of LINE_FEATURES; ``words`` are the text's first ones."""
    sample = text[:_SAMPLE]
    sampled = words[:_SAMPLE_WORDS]
    count = word_count(text)
    is_sentence = ends_as_sentence(text)
    return (
        log1p(count),
        count >= PARAGRAPH_WORDS and (is_sentence or text[-1] in _CLOSERS),
        is_sentence,
        sum([word[0].isupper() for word in sampled]) / len(sampled),
        1.0 if text.endswith(_ELLIPSES) else _ENDINGS.get(text[-1]) or text[-1].isalpha() - 1.0,
        _beginning(text[0]),
        len(text) / max(count, 1),
        sample.count(",") / len(sampled),
        text.count(". "),
        len(_BAR.findall(sample)) + sample.count(" - ") + sample.count(" – ") + sample.count(" — "),
        _QUOTATION.search(text, 0, _QUOTED_WITHIN) is not None,
    )


def _beginning(first: str) -> float:
    """Order the ways to begin: bullet, digit, small letter, capital, quotation."""
    if first.isalpha():
        return 2.0 if first.islower() else 3.0
    if first in "\"'“„«‘‹「『(":
        return 4.0
    return 1.0 if first.isdigit() else 0.0
