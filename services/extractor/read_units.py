"""Reads what a number counts or measures: the noun after it, its currency, its rate."""

import re

from spacy.tokens import Doc, Token

from services.extractor.numbers_in_news import CURRENCY_WORDS, NATIONAL_CURRENCIES
from services.extractor.token_places import token_at

_MAX_WORDS = 4
_COUNTED = frozenset({"NOUN", "PROPN", "ADJ"})
#: Words between a number and what it counts.
_JOINING = frozenset(
    {
        "of",
        "more",
        "other",
        "additional",
        "further",
        "extra",
        "-",
        "+",
        "odd",
        "plus",
        "the",
        "its",
        "his",
        "her",
        "their",
    }
)
_RATE = re.compile(r"\s+(?:per|an?)\s+(second|minute|hour|day|week|month|year|head|capita)\b", re.IGNORECASE)
_COMPOUND = re.compile(r"[-\u2011](?!(?:odd|plus|ish)\b)(?P<unit>[a-z]+)(?P<old>[-\s]old)?\b", re.IGNORECASE)
#: "Pounds" are money, except of goods or of a body.
_WEIGHED = re.compile(r"\b(?:weigh\w*|weight|los[et]\w*|lost|gain\w*|heavy)\b[^.]{0,30}$", re.IGNORECASE)
_LENGTH_OF_WEIGHED = 45


def read_unit(doc: Doc, end: int) -> str | None:
    """Read what the number counts that ends at a character: "northern soldiers", "litres per second", "USD"."""
    text = doc.text
    compound = _COMPOUND.match(text, end)
    if compound is not None:
        return "years old" if compound["old"] else compound["unit"].lower()
    words = _noun_after(doc, end)
    if not words:
        return None
    last = words[-1]
    after = last.idx + len(last)
    if text[after:].startswith((" old", "-old")) and last.lower_ in {"years", "year", "months"}:
        return f"{last.lower_} old"
    unit = " ".join(token.text for token in words)
    currency = _currency(doc, words)
    if currency is not None:
        return currency
    rate = _RATE.match(text, after)
    return f"{unit} per {rate[1].lower()}" if rate is not None else unit


def _currency(doc: Doc, words: list[Token]) -> str | None:
    singular = words[-1].lower_.removesuffix("s")
    if len(words) > 1:
        national = NATIONAL_CURRENCIES.get((words[-2].lower_, singular))
        if national is not None:
            return national
    currency = CURRENCY_WORDS.get(singular)
    if currency == "GBP":
        begin = words[0].idx
        is_goods = doc.text[words[-1].idx + len(words[-1]) :].startswith(" of ")
        is_weight = is_goods or _WEIGHED.search(doc.text, max(0, begin - _LENGTH_OF_WEIGHED), begin)
        return None if is_weight else currency
    return currency


def _noun_after(doc: Doc, position: int) -> list[Token]:
    """Read the noun phrase after a number, at most four words."""
    words: list[Token] = []
    for token in doc[token_at(doc, position) : token_at(doc, position) + 2 * _MAX_WORDS]:
        if not words and token.lower_ in _JOINING:
            continue
        if token.tag_ == "POS":  # "two of the firm's directors"
            words.clear()
            continue
        if token.pos_ not in _COUNTED or len(words) == _MAX_WORDS:
            break
        words.append(token)
    while words and words[-1].pos_ == "ADJ":
        words.pop()
    return words
