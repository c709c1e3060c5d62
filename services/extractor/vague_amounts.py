"""Finds amounts that no numeral gives: "dozens", "several hundred", "a couple of", "two thirds", "one in five"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.extractor.numbers_in_news import (
    DOZEN,
    FRACTIONS,
    HANDFUL,
    SCALES,
    SCORES,
    UNITS,
    VAGUE,
    VAGUE_COUNT,
    VAGUE_FACTORS,
)

#: The unit of a part of a whole: "a third of the votes" is 0.3333 of them.
SHARE = "share"


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A value or its bounds at a place of the text."""

    start: int
    end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    unit: str | None = None
    """What it measures, where its form says so."""


_Reading = dict[str, float | bool | str]

_SMALL = "|".join(word for word, number in UNITS.items() if 0 < number <= 20)
_PART = "|".join(FRACTIONS)
_MULTIPLES = "|".join([*SCALES, "dozen"])
_MEASURED = r"(?:second|minute|hour|day|week|month|year|decade|century|mile|metre|meter|kilometre|kilometer|ton|tonne)"


def find_vague(text: str, start: int, end: int) -> Iterator[Amount]:
    """Yield the amounts between two characters that are given without a plain numeral; the first pattern wins."""
    taken: list[tuple[int, int]] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(match.start() < last and first < match.end() for first, last in taken):
                continue
            reading = read(match)
            if reading is not None:
                taken.append(match.span())
                yield Amount(start=match.start(), end=match.end(), **reading)  # type: ignore[arg-type]  # the readers name its fields


def _read_multiple(match: re.Match[str]) -> _Reading | None:
    factor = _multiple(match["multiple"])
    if match["part"] or match["parts"]:
        return {"value": _part(match) * factor}
    if match["couple"]:
        return {"value": 2 * factor, "approximate": True}
    return {"low": VAGUE_COUNT * factor, "approximate": True}


def _read_plural(match: re.Match[str]) -> _Reading | None:
    words = match.group().lower().split()
    if len(words) == 1:
        return {"low": VAGUE[words[0]], "approximate": True}
    return {"low": VAGUE_FACTORS[words[0]] * VAGUE[words[-1]], "approximate": True}


def _read_part(match: re.Match[str]) -> _Reading | None:
    return {"value": round(_part(match), 4), "unit": SHARE}


def _read_one_in(match: re.Match[str]) -> _Reading | None:
    some, all_of_them = _count(match["some"]), _count(match["all"])
    return {"value": round(some / all_of_them, 4), "unit": SHARE} if 0 < some < all_of_them else None


def _read_half_of_unit(match: re.Match[str]) -> _Reading | None:
    unit = (match["half_unit"] or match["more_unit"]).lower()
    plural = "centuries" if unit == "century" else f"{unit}s"
    return {"value": 0.5 if match["half_unit"] else 1.5, "unit": plural}


def _part(match: re.Match[str]) -> float:
    groups = match.groupdict()
    count = (groups["count"] or "a").lower()
    parts = FRACTIONS[(groups["parts"] or groups["part"]).lower()]
    return (1 if count in {"a", "an"} else _count(count)) / parts


def _count(word: str) -> float:
    return float(word) if word.isdigit() else float(UNITS[word.lower()])


def _multiple(word: str) -> float:
    return DOZEN if word.lower() == "dozen" else SCALES[word.lower()]


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NOT_A_SPAN = r"(?!\s+(?:second|minute|hour|day|night|week|month|year|decade|round|set|game|match|place))"
_WHOLE = r"(?=\s+(?:of|the|its|their|his|her|our|all|as\s+(?:many|much)|more|less|fewer|higher|lower|larger|smaller)\b)"

#: The longer before the shorter: what an earlier pattern took, a later one leaves alone.
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Reading | None]], ...] = (
    # "half a million", "three quarters of a million", "several hundred", "a couple of dozen"
    (
        _compile(
            r"\b(?:(?:an?[\s-])?(?P<part>half)[\s-](?:a[\s-])?|"
            r"(?P<count>an?|one|two|three)[\s-](?P<parts>quarter|third)s?\s+of\s+an?\s+|"
            r"(?P<couple>a\s+couple(?:\s+of)?\s+)|(?:several|a\s+few)\s+)"
            rf"(?P<multiple>{_MULTIPLES})\b",
        ),
        _read_multiple,
    ),
    (
        _compile(
            rf"\b(?:(?:{'|'.join(VAGUE_FACTORS)})\s+of\s+)?(?:{'|'.join(VAGUE)})\b(?!\s+of\s+(?:{'|'.join(VAGUE)})\b)"
        ),
        _read_plural,
    ),
    (_compile(r"\bscores\s+of\b"), lambda _: {"low": SCORES, "approximate": True}),
    (
        _compile(
            rf"\bhalf[\s-](?:an?[\s-])?(?P<half_unit>{_MEASURED})\b|"
            rf"\b(?:an?|one)\s+(?P<more_unit>{_MEASURED})\s+and\s+a\s+half\b",
        ),
        _read_half_of_unit,
    ),
    (
        _compile(
            rf"\b(?P<some>{_SMALL}|\d{{1,2}})\s+(?:out\s+of|in)\s+(?:every\s+)?(?P<all>{_SMALL}|\d{{1,3}})\b"
            rf"{_NOT_A_SPAN}(?![\s-]*(?:hundred|thousand|million)|[,.:]\d|-)",
        ),
        _read_one_in,
    ),
    # "A third ship" is an ordinal and "the first half" a time, so a part needs its whole after it.
    (
        _compile(
            rf"(?<!first\s)(?<!second\s)(?<!other\s)(?<!latter\s)"
            rf"\b(?:(?P<count>an?|one|{_SMALL})[\s-](?P<parts>{_PART})s?|(?P<part>half))\b{_WHOLE}",
        ),
        _read_part,
    ),
    (_compile(rf"\b(?P<count>two|three|four|five|seven|nine)[\s-](?P<parts>{_PART})s\b"), _read_part),
    (
        _compile(
            r"(?<=\bby\s)(?:(?P<count>an?|one)[\s-])?(?P<parts>half|third|quarter|fifth|tenth)\b"
            r"(?=[.,;)”\"]|\s+(?:in|since|over|from|to|on|by|and|last|this)\b|$)",
        ),
        _read_part,
    ),
    (
        _compile(r"\ba\s+couple\s+of\b(?!\s+\w+\s+ago\b)"),
        lambda _: {"value": 2.0, "approximate": True},
    ),
    (_compile(r"\ba\s+handful\s+of\b"), lambda _: {"low": HANDFUL, "approximate": True}),
    (
        _compile(r"\ban?\s+(?:unspecified|unknown|undisclosed|undetermined|unconfirmed)\s+number\b"),
        lambda _: {"approximate": True},
    ),
)
