"""Finds the numerals of a text and gives their values: figures, words, mixed. Knows no bounds, units or grammar."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.extractor.numbers_in_news import (
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    DOZEN,
    HUNDRED,
    MEASURES,
    ONE_LETTER_SCALES,
    SCALES,
    SHORT_SCALES,
    TENS,
    UNITS,
    VULGAR_FRACTIONS,
)


@dataclass(frozen=True, kw_only=True)
class Numeral:
    """A number as it is printed, with the currency, percent sign or measure that touches it."""

    start: int
    end: int
    value: float
    figure: str | None = None
    """The bare digits, where nothing but digits was printed: what may be a year or a day."""
    currency: str | None = None
    measure: str | None = None
    is_percent: bool = False
    scale: float = 1.0
    """The factor that a word or letter after figures gave: 1e6 in "2.5 million"."""
    words: tuple[str, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing printed with the number makes it an amount."""
        return not (self.currency or self.measure or self.is_percent or self.scale != 1)


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_WORD = rf"(?:{_any_of([*UNITS, *TENS, *SCALES])}|dozen|lakhs|crores)"
_SCALE = rf"(?:{_any_of(list(SCALES))}|lakhs|crores|dozen)"
_SIGN = rf"(?-i:{_any_of([*CURRENCY_SIGNS, *CURRENCY_CODES])})"
_AFTER_SIGN = rf"(?-i:[€£₽₴₺₪₹]|zł|(?:{'|'.join(CURRENCY_CODES)})\b)"
_VULGAR = f"[{''.join(VULGAR_FRACTIONS)}]"
#: Fifteen digits are what a float holds exactly; longer runs are identifiers.
_FIGURE = (
    r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3}){1,4}(?:\.\d{1,6})?|\d{1,3}(?: \d{3}){1,4}(?!\d)|"
    r"\d{1,2}(?:,\d\d){1,4},\d{3}(?:\.\d{1,6})?|"
    r"\d{1,15}(?:\.\d{1,10})?|\.\d{1,10}"
)
_NUMERAL = re.compile(
    # A hyphen before a number joins a range ("20-30"), but not a name ("A-10") or a date ("2030-05-16").
    r"(?<![\w,/:])(?<!\w\.)(?:(?<![^\W\d]-)|(?<=\d[kmb]-)|(?<=\d[bmt]n-))(?<!\d{4}-)(?<!-\d\d-)"
    rf"(?P<minus>minus\s+|(?<!\S)[\u2212-](?=[\d.$€£]))?(?:(?P<sign>(?<!\w){_SIGN})\s?)?"
    rf"(?:(?P<figure>{_FIGURE})(?:(?P<mixed>{_VULGAR})|[ -](?P<top>[1-7])/(?P<bottom>[2-8])(?![\d/]))?|"
    rf"(?P<vulgar>{_VULGAR})|"
    rf"(?P<word>(?:a[\s-](?={_SCALE}\b))?{_WORD}(?:(?:\s+and)?[\s-]+{_WORD}){{0,30}}))"
    r"(?P<half>[\s-]and[\s-]a[\s-](?:half|quarter)\b)?"
    rf"(?:[\s-]?(?P<scale>{_SCALE})\b(?:[\s-](?P<second>{_SCALE})\b)?|"
    rf"(?P<space>\s)?(?P<short>{_any_of(list(SHORT_SCALES))})\b)?"
    r"(?P<late_half>[\s-]and[\s-]a[\s-]half\b)?"
    rf"(?:(?P<percent>\s?%|[\s-]per\s?cent\b|[\s-]pct\b)|\s?(?P<after>{_AFTER_SIGN})|"
    rf"\s?(?P<measure>(?-i:{_any_of(list(MEASURES))})(?![\w/])))?"
    r"(?![\w²³]|[,.:/]\d)",
    re.IGNORECASE,
)
_PLURAL_SCALES = frozenset({"lakhs", "crores"})
_TOKEN = re.compile(r"[a-z]+")
#: After "5m" these tell a length from five million of something.
_MILLION_OF = re.compile(
    r"(?:(?:\s?[\u2013-]\s?|\s+(?:to|and|or)\s+)\d[\d.,]{0,10}m)?\s+(?:(?!(?:tall|wide|high|deep|long|away|above|below|"
    r"from|and|or|to|in|at|race|final|sprint|hurdles)\b)[a-z]+s|people|men|women|children)\b"
)


def find_numerals(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Yield the numerals between two characters, in order, without overlap."""
    position = start
    while (match := _NUMERAL.search(text, position, end)) is not None:
        numeral = _read(text, match)
        position = max(numeral.end if numeral is not None else match.end(), match.start() + 1)
        if numeral is not None:
            yield numeral


def _read(text: str, match: re.Match[str]) -> Numeral | None:
    stop = match.end()
    words: tuple[str, ...] = ()
    if match["word"]:
        read = _read_words(match["word"])
        if read is None:
            return None
        value, length = read
        words = tuple(_TOKEN.findall(match["word"][:length].lower()))
        if length < len(match["word"]):  # "one two": the rest is another numeral
            begin = match.start()
            return Numeral(start=begin, end=match.start("word") + length, value=value, words=words)
    elif match["figure"]:
        value = float(re.sub(r"[^\d.]", "", match["figure"])) + VULGAR_FRACTIONS.get(match["mixed"] or "", 0.0)
        value += int(match["top"]) / int(match["bottom"]) if match["top"] else 0.0
    else:
        value = VULGAR_FRACTIONS[match["vulgar"]]
    currency = _currency(match["sign"] or match["after"])
    measure, short = match["measure"], (match["short"] or "").lower()
    if short in ONE_LETTER_SCALES and not currency:
        printed, is_apart = match["short"], match["space"] is not None
        if is_apart or (printed == "m" and not _MILLION_OF.match(text, match.end("short"))):
            short = ""
            if printed in MEASURES:
                measure = printed
            else:  # "5 k" is a five
                stop = match.start("space")
    if match["half"] or match["late_half"]:
        share = 0.25 if (match["half"] or "").lower().endswith("quarter") else 0.5
        value += share * (SCALES.get(words[-1], 1.0) if words else 1.0)  # "a million and a half"
    scale = _scale(match["scale"]) * _scale(match["second"]) * SHORT_SCALES.get(short, 1.0)
    is_whole = not (match["mixed"] or match["top"])
    is_digits = bool(match["figure"]) and match["figure"].isascii() and match["figure"].isdigit() and is_whole
    return Numeral(
        start=match.start(),
        end=stop,
        value=round(value * scale, 6) * (-1 if match["minus"] else 1),
        figure=match["figure"] if is_digits else None,
        currency=currency,
        measure=MEASURES.get(measure or ""),
        is_percent=bool(match["percent"]),
        scale=scale,
        words=words,
    )


def _currency(sign: str | None) -> str | None:
    if sign is None or sign == "zł":
        return "PLN" if sign else None
    return CURRENCY_SIGNS.get(sign, sign)


def _scale(word: str | None) -> float:
    if not word:
        return 1.0
    return DOZEN if word.lower() == "dozen" else SCALES[word.lower().removesuffix("s")]


def _read_words(words: str) -> tuple[float, int] | None:
    """Read a number in words from the start of a run; give its value and how many characters it took."""
    reading = _Words()
    for token in _TOKEN.finditer(words.lower()):
        word = token.group().removesuffix("s") if token.group() in _PLURAL_SCALES else token.group()
        if not reading.take(word, token.end()):
            break
    return reading.result


@dataclass
class _Words:
    """A number in words as far as it is read."""

    total: float = 0.0
    group: float = 0.0
    largest: float = math.inf
    last: str = ""
    result: tuple[float, int] | None = None
    whole: tuple[float, int] | None = None
    """What was read when the last multiple ended."""

    def take(self, word: str, end: int) -> bool:
        """Take one more word; False where it cannot belong to the number."""
        if word == "and":
            return self.last in SCALES
        if word in UNITS or word in TENS:
            number = UNITS.get(word) or TENS.get(word, 0)
            fills_tens = self.last in TENS and 0 < number < 10
            if self.last not in {"", "a"} and not (fills_tens or self.last in SCALES):
                return False
            self.group += number
        elif word != "a" and not self._multiply(word):
            self.result = self.whole  # "two hundred and three hundred": the three begins another number
            return False
        self.last, self.result = word, (self.total + self.group, end)
        if word in SCALES:
            self.whole = self.result
        return True

    def _multiply(self, word: str) -> bool:
        if word in {HUNDRED, "dozen"}:
            if self.group >= 100 or self.last in SCALES:
                return False
            self.group = (self.group or 1) * (100 if word == HUNDRED else DOZEN)
            return True
        if SCALES[word] >= self.largest:
            return False
        self.total += (self.group or 1) * SCALES[word]
        self.group, self.largest = 0.0, SCALES[word]
        return True
