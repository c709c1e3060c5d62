"""Describes a unit's text by its shape alone, the same in every language."""

# ruff: noqa: RUF001 - texts begin and end with the marks of many scripts

import re

from services.cleaner.sentences import word_count
from services.cleaner.unit import Unit

TEXT_FEATURES = (
    "words",
    "characters_per_word",
    "link_share",
    "sentences",
    "commas_per_word",
    "digit_share",
    "capital_share",
    "short_word_share",
    "ends_with",
    "starts_with",
    "marks",
    "is_bold",
)

#: What lies further in says nothing new about a paragraph's shape.
_SAMPLE = 600
_LABEL_WORDS = 2
_MENU_WORDS = 12
_LINKED = 0.9
_INNER_END = re.compile(r"[.!?…。！？।][\"'”’»)]{0,2}(?=\s)|[。！？।]")
#: Looks behind itself last: a search skips to what an expression begins with.
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿа-яёіїєґ](?<![^\s\"'“„«(].)")
_SHORT_WORD = re.compile(r"\s[^\W\d_A-Z]{1,3}(?!\S)")
_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"[|•·©@►▶→]|https?:|www\.")
_CLOSERS = "\"'”’»“)]›」』"
_OPENERS = "\"'“„«‘‹「『"


def describe_text(unit: Unit) -> list[float]:
    """Return the values of TEXT_FEATURES."""
    text = unit.text
    sample = text[:_SAMPLE]
    words = max(word_count(text), 1)
    sampled = sample.count(" ") + 1
    # Most of a page's units are its menus, which need no closer look.
    is_menu = unit.link_share > _LINKED and sampled <= _MENU_WORDS
    is_label = is_menu or sampled <= _LABEL_WORDS
    return [
        float(words),
        len(text) / words,
        unit.link_share,
        0.0 if is_label else float(len(_INNER_END.findall(sample))),
        sample.count(",") / sampled,
        0.0 if sample.isalpha() else len(_DIGIT.findall(sample)) / len(sample),
        -1.0 if is_menu else len(_CAPITAL.findall(sample)) / sampled,
        0.0 if is_label else len(_SHORT_WORD.findall(f" {sample}")) / sampled,
        _end(text),
        _start(text),
        0.0 if is_label else float(len(_MARK.findall(sample))),
        float(unit.is_bold),
    ]


def _end(text: str) -> float:
    """Order the ways to end from label to sentence."""
    last = text[-1]
    quoted = last in _CLOSERS
    if quoted:
        last = text.rstrip(_CLOSERS)[-1:] or last
    if text.endswith(("...", "…")):
        return 1.0
    if last == ":":
        return 2.0
    if last in "?!？！":
        return 4.0
    if last in ".。।":
        return 5.0
    if quoted:
        return 3.0
    return 0.0 if last.isalpha() else -1.0


def _start(text: str) -> float:
    """Order the ways to begin: mark, digit, small letter, capital, quotation."""
    first = text[0]
    if first in _OPENERS:
        return 4.0
    if first.isalpha():
        return 2.0 if first.islower() else 3.0
    return 1.0 if first.isdigit() else 0.0
