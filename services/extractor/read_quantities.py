"""Reads the numbers of a statement: figures, words, ranges, bounds, money, shares, and what they count."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claimwire.models import Quantity
from services.extractor.numbers_in_news import (
    CURRENCIES,
    CURRENCY_WORDS,
    EXPRESSION,
    SCALES,
    SHORT_SCALES,
    VAGUE,
    VAGUE_EXPRESSION,
    WORDS,
)

_BEFORE = re.compile(
    r"(?P<approximate>\b(?:about|around|approximately|roughly|nearly|almost|some|an estimated|estimated|"
    r"circa|close to)\s+)$|"
    r"(?P<low>\b(?:more than|over|at least|no fewer than|no less than|above|upwards of|exceeding)\s+)$|"
    r"(?P<high>\b(?:up to|as many as|as much as|at most|no more than|fewer than|less than|under|below|"
    r"a maximum of)\s+)$",
    re.IGNORECASE,
)
#: The longest of these words with the spaces around it.
_MAX_BOUND_CHARACTERS = 24
_INCLUSIVE_HIGH = re.compile(r"up to|as many as|as much as|at most|no more than|maximum", re.IGNORECASE)
_INCLUSIVE_LOW = re.compile(r"at least|no fewer|no less", re.IGNORECASE)
_JOINED = re.compile(r"\s+(?:and|to)\s+|\s?[\u2013-]\s?", re.IGNORECASE)
#: After these "about" names a topic: "we know about ten ships" knows of the ships, not of roughly ten.
_TOPICAL = frozenset(
    {"ask", "complain", "concern", "hear", "know", "learn", "speak", "talk", "tell", "think", "worry", "write"}
)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_CLOCK_OR_MONTH_AFTER = re.compile(
    r"\s*(?:a\.?m\b|p\.?m\b|o'clock|GMT|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)


def read_quantities(doc: Doc, start: int, end: int, *, offset: int) -> tuple[Quantity, ...]:
    """Read the quantities between two characters of a passage that starts at ``offset`` of the article."""
    found = sorted(
        [*_figures(doc, start, end), *_vague(doc, start, end)],
        key=lambda quantity: quantity.start,
    )
    return tuple(
        quantity.model_copy(update={"start": quantity.start + offset, "end": quantity.end + offset})
        for quantity in found
    )


def _figures(doc: Doc, start: int, end: int) -> Iterator[Quantity]:
    text = doc.text
    matches = [match for match in EXPRESSION.finditer(text, start, end) if _counts(text, match)]
    position = 0
    while position < len(matches):
        match = matches[position]
        position += 1
        following = matches[position] if position < len(matches) else None
        if following is not None and _JOINED.fullmatch(text, match.end(), following.start()):
            before = text[start : match.start()]
            frame = re.search(r"\b(?:between|from)\s+$", before, re.IGNORECASE)
            joined = text[match.end() : following.start()].strip().lower()
            is_dash = joined in {"-", "\u2013"}
            if is_dash and _value(match) >= _value(following):
                position += 1  # a score: "won 6-4"
                continue
            if (frame and joined == "and") or joined == "to" or is_dash:
                position += 1
                yield _range(doc, match, following, match.start() - (len(frame.group()) if frame else 0))
                continue
        yield _bounded(doc, match, start)


def _range(doc: Doc, first: re.Match[str], second: re.Match[str], start: int) -> Quantity:
    low, high = _value(first), _value(second)
    if low < high and _factor(first) == 1 and _factor(second) > 1 and low * _factor(second) < high * 1.001:
        low *= _factor(second)  # "2 to 3 million"
    return Quantity(
        start=start,
        end=second.end(),
        text=doc.text[start : second.end()],
        low=min(low, high),
        high=max(low, high),
        unit=_unit(doc, second) or _unit(doc, first),
    )


def _bounded(doc: Doc, match: re.Match[str], limit: int) -> Quantity:
    before = _BEFORE.search(doc.text, max(limit, match.start() - _MAX_BOUND_CHARACTERS), match.start())
    if before is not None and before["approximate"] and _is_topical(doc, before):
        before = None
    begin = before.start() if before is not None else match.start()
    value = _value(match)
    quantity = Quantity(start=begin, end=match.end(), text=doc.text[begin : match.end()], unit=_unit(doc, match))
    if before is None:
        return quantity.model_copy(update={"value": value})
    if before["low"]:
        return quantity.model_copy(update={"low": value, "approximate": not _INCLUSIVE_LOW.search(before["low"])})
    if before["high"]:
        return quantity.model_copy(update={"high": value, "approximate": not _INCLUSIVE_HIGH.search(before["high"])})
    return quantity.model_copy(update={"value": value, "approximate": True})


def _vague(doc: Doc, start: int, end: int) -> Iterator[Quantity]:
    for match in VAGUE_EXPRESSION.finditer(doc.text, start, end):
        words = match.group().lower().split()
        low = VAGUE[words[-1]] * {"tens": 10, "hundreds": 100}.get(words[0] if len(words) > 1 else "", 1)
        yield Quantity(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            low=low,
            unit=_noun_after(doc, match.end()),
            approximate=True,
        )


def _counts(text: str, match: re.Match[str]) -> bool:
    """Tell a quantity from a year, a day, an hour, an ordinal, or "one" as a pronoun."""
    if match["currency"] or match["percent"] or match["scale"] or match["short"] or match["half"]:
        return True
    if (
        match["a"]
        or (match["word"] or "").lower() in {"one", "zero"}
        or text[: match.start()].endswith(("No ", "No. "))
    ):
        return False
    if _MONTH.search(text, max(0, match.start() - 12), match.start()) or _CLOCK_OR_MONTH_AFTER.match(text, match.end()):
        return False
    return not (match["figure"] and _YEAR.fullmatch(match["figure"]))


def _value(match: re.Match[str]) -> float:
    base = match["figure"] or match["half"] or match["word"]
    if base is None:
        number = 1.0
    elif base[0].isdigit():
        number = float(base.replace(",", ""))
    else:
        number = sum(WORDS[word] for word in base.lower().split("-"))
    if match["half"] or match["late_half"]:
        number += 0.5
    return number * _factor(match)


def _factor(match: re.Match[str]) -> float:
    if match["scale"]:
        return SCALES[match["scale"].lower()]
    return SHORT_SCALES[match["short"].lower()] if match["short"] else 1.0


def _is_topical(doc: Doc, before: re.Match[str]) -> bool:
    """Tell whether "about" belongs to a verb before it."""
    if before.group().strip().lower() != "about":
        return False
    earlier = [token for token in doc if before.start() - 20 <= token.idx < before.start() and token.is_alpha]
    return any(token.lemma_.lower() in _TOPICAL for token in earlier[-2:])


def _unit(doc: Doc, match: re.Match[str]) -> str | None:
    if match["percent"]:
        return "percentage points" if "point" in match["percent"] else "percent"
    if match["currency"]:
        return CURRENCIES[match["currency"].upper()]
    noun = _noun_after(doc, match.end())
    return CURRENCY_WORDS.get((noun or "").lower().removesuffix("s"), noun)


def _noun_after(doc: Doc, position: int) -> str | None:
    """Read what is counted: the noun phrase after a number ("northern soldiers"), at most four words."""
    words: list[Token] = []
    for token in doc:
        if token.idx < position or (not words and token.lower_ in {"of", "more", "-"}):
            continue
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or len(words) == 4:
            break
        words.append(token)
    while words and words[-1].pos_ == "ADJ":
        words.pop()
    return " ".join(token.text for token in words) or None
