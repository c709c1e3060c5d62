"""Reads the numbers of a statement: figures, words, ranges, bounds, money, shares, and what they count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from claimwire.models import Quantity
from services.extractor.bounds_of_numbers import read_bounds
from services.extractor.numeral import Numeral, find_numerals
from services.extractor.read_units import read_unit
from services.extractor.tell_quantities import are_quantities
from services.extractor.token_places import token_at
from services.extractor.vague_amounts import Amount, find_vague

_DASHES = frozenset({"-", "\u2013"})
_JOINED = re.compile(r"\s+(?:and|to|or)\s+|\s?\u2013\s?|-", re.IGNORECASE)
_FRAME = re.compile(r"\b(?:anywhere\s+)?(?P<word>between|from)\s+$", re.IGNORECASE)
_FRAME_CHARACTERS = 20
#: After these "from 10 to 15" is a change, so that both ends are quantities of their own.
_CHANGE = re.compile(
    r"\b(?:r[io]se|risen|rising|f[ae]ll(?:en|ing|s)?|increas\w+|decreas\w+|dropp?\w*|gr[eo]w\w*|climb\w*|go(?:es|ing)?|"
    r"went|cut\w*|rais\w+|lower\w*|declin\w+|jump\w*|surg\w+|shr[aiu]nk\w*|slid\w*|mov\w+|chang\w+|up|down|doubl\w+|"
    r"reduc\w+|expand\w*|slip\w*|swell\w*|swollen|plung\w+|tumbl\w+)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"\b(?:w[io]n|lost|loses?|beat(?:en)?|defeat\w*|drew|draw|leads?|led|scored?|victory|ruling|vot\w+)\b[^.,;]{0,25}$",
    re.IGNORECASE,
)
_LOOK_BACK_CHARACTERS = 70
#: "Two or three" is a range, "100 or 10,000" is a choice.
_MAX_CHOICE_FACTOR = 3.0
_TOPICAL_REACH = 5
#: "Lena Orr, 42, said": an age, after a person's name.
_AGE = re.compile(r", \d{1,2}(?=[,.;)])")
#: After these "about" names a topic: "we know about ten ships" knows of the ships, not of roughly ten.
_TOPICAL = frozenset(
    {"ask", "complain", "concern", "hear", "know", "learn", "speak", "talk", "tell", "think", "worry", "write"}
)


def read_quantities(doc: Doc, start: int, end: int, *, offset: int) -> tuple[Quantity, ...]:
    """Read the quantities between two characters of a passage that starts at ``offset`` of the article."""
    found = sorted(_amounts(doc, start, end), key=lambda amount: amount.start)
    return tuple(
        Quantity(
            start=amount.start + offset,
            end=amount.end + offset,
            text=doc.text[amount.start : amount.end],
            value=amount.value,
            low=amount.low,
            high=amount.high,
            unit=amount.unit,
            approximate=amount.approximate,
        )
        for amount in found
    )


def _amounts(doc: Doc, start: int, end: int) -> Iterator[Amount]:
    vague = list(find_vague(doc.text, start, end))
    for amount in vague:
        unit = amount.unit if amount.unit is not None else read_unit(doc, amount.end)
        yield _bounded(doc, replace(amount, unit=unit), start)
    numerals = [
        numeral
        for numeral in find_numerals(doc.text, start, end)
        if not any(numeral.start < amount.end and amount.start < numeral.end for amount in vague)
    ]
    counted = are_quantities(doc, numerals)
    taken = -1
    for i, numeral in enumerate(numerals):
        if i <= taken or not counted[i]:
            continue
        pair = _pair(doc.text, numeral, numerals[i + 1], start) if i + 1 < len(numerals) and counted[i + 1] else None
        if pair is not None and pair.is_score:
            taken = i + 1
        elif pair is not None and pair.is_range:
            taken = i + 1
            yield _bounded(doc, _range(doc, pair), start)
        else:
            yield _bounded(doc, _single(doc, numeral), start)


@dataclass(frozen=True)
class _Pair:
    """Two numerals that a word or a dash joins."""

    first: Numeral
    second: Numeral
    joint: str
    frame: str
    """The word before both: "between", "from"."""
    begin: int
    before: str
    """What stands before both, as far as it tells a score or a change."""

    @property
    def low(self) -> float:
        """Give the first value, scaled as the second is: "2 to 3 million"."""
        scaled = self.first.value * self.second.scale
        return scaled if self.first.scale == 1 and scaled < self.second.value else self.first.value

    @property
    def is_score(self) -> bool:
        """Tell "won 6-4" from "6-8 weeks"; amounts are no points."""
        if self.joint not in _DASHES or not (self.first.is_bare and self.second.is_bare):
            return False
        return self.first.value >= self.second.value or _SCORE.search(self.before) is not None

    @property
    def is_range(self) -> bool:
        """Tell a range from two quantities of their own."""
        low, high = self.low, self.second.value
        if self.first.is_percent and not self.second.is_percent:
            return False
        if self.joint == "and":
            return self.frame == "between"
        if self.joint == "or":
            return low < high <= _MAX_CHOICE_FACTOR * low
        return low < high and not (self.frame == "from" and _CHANGE.search(self.before))


def _pair(text: str, first: Numeral, second: Numeral, limit: int) -> _Pair | None:
    joined = _JOINED.fullmatch(text, first.end, second.start)
    if joined is None:
        return None
    frame = _FRAME.search(text, max(limit, first.start - _FRAME_CHARACTERS), first.start)
    begin = frame.start() if frame is not None else first.start
    return _Pair(
        first=first,
        second=second,
        joint=joined.group().strip().lower(),
        frame=frame["word"].lower() if frame is not None else "",
        begin=begin,
        before=text[max(limit, begin - _LOOK_BACK_CHARACTERS) : begin],
    )


def _single(doc: Doc, numeral: Numeral) -> Amount:
    return Amount(start=numeral.start, end=numeral.end, value=numeral.value, unit=_unit(doc, numeral))


def _range(doc: Doc, pair: _Pair) -> Amount:
    low, high = pair.low, pair.second.value
    return Amount(
        start=pair.begin,
        end=pair.second.end,
        low=min(low, high),
        high=max(low, high),
        unit=_unit(doc, pair.second) or _unit(doc, pair.first),
    )


def _bounded(doc: Doc, amount: Amount, limit: int) -> Amount:
    bounded = read_bounds(doc.text, amount, limit)
    is_topic = doc.text[bounded.start : amount.start].strip().lower() == "about" and _is_topical(doc, bounded.start)
    return amount if is_topic else bounded


def _is_topical(doc: Doc, position: int) -> bool:
    """Tell whether "about" belongs to a verb before it."""
    about = token_at(doc, position)
    # Editors set a preposition between: "we know [of] about ten ships".
    before = [token for token in doc[max(0, about - _TOPICAL_REACH) : about] if token.is_alpha and token.lower_ != "of"]
    return any(token.lemma_.lower() in _TOPICAL for token in before[-2:])


def _unit(doc: Doc, numeral: Numeral) -> str | None:
    if numeral.is_percent:
        return "percent"
    if numeral.currency or numeral.measure:
        return numeral.currency or numeral.measure
    if (
        numeral.figure
        and _AGE.match(doc.text, numeral.start - 2)
        and doc[token_at(doc, numeral.start) - 2].ent_type_ == "PERSON"
    ):
        return "years old"
    return read_unit(doc, numeral.end)
