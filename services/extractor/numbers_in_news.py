"""How numbers are written in news: figures, words, scales, currencies, and the patterns that find them."""

import re

# fmt: off
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
WORDS = {word: float(i) for i, word in enumerate(_UNITS)} | {word: 10.0 * (i + 2) for i, word in enumerate(_TENS)}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
#: The least that a vague number word stands for.
VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW"}
CURRENCY_WORDS = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "rupee": "INR",
    "rouble": "RUB",
    "ruble": "RUB",
}

_WORD = rf"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})"
_NUMBER = (
    rf"(?:(?P<half>{_WORD}|\d+)[ -]and[ -]a[ -]half|(?P<figure>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|(?P<word>{_WORD}(?:-{_WORD})?)|(?P<a>a(?=\s+(?:{'|'.join(SCALES)})\b)))"
    rf"(?:[\s-]?(?P<scale>{'|'.join(SCALES)})\b|(?P<short>k|bn|mn|tn|m)\b)?(?:[ -](?P<late_half>and[ -]a[ -]half))?"
)
_CURRENCY = r"(?P<currency>US\$|[$€£¥₹₽₩])\s?"
EXPRESSION = re.compile(
    # A hyphen before a number joins a range ("20-30"), but not a name ("A-10") or a date ("2030-05-16").
    rf"(?<![\w.,/:])(?<!\D-)(?<!\d{{4}}-)(?<!-\d\d-)(?:{_CURRENCY})?{_NUMBER}"
    r"(?P<percent>\s?%|\s+per\s?cent\b|\s+percentage points?\b)?(?!\w|[,.:/]\d)",
    re.IGNORECASE,
)
VAGUE_EXPRESSION = re.compile(rf"\b(?:tens of |hundreds of )?(?:{'|'.join(VAGUE)})\b", re.IGNORECASE)
