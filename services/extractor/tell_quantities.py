"""Tells quantities from the other numbers of a text: years, days, hours, names, ordinals, "one" as a pronoun."""

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from services.extractor.calendar_words import MONTH_BESIDE_NUMBER, YEAR
from services.extractor.numeral import Numeral
from services.extractor.token_places import token_at

_MONTH_BEFORE = re.compile(rf"\b{MONTH_BESIDE_NUMBER}\.?\s*$")
_YEAR = re.compile(YEAR)
_CLOCK_OR_MONTH_AFTER = re.compile(
    rf"\s*(?:(?i:a\.?m\b|p\.?m\b|o'clock|GMT\b|UTC\b|hrs\b|(?:st|nd|rd|th)\b)|(?i:of\s+)?{MONTH_BESIDE_NUMBER}\b)"
)
_LABEL_BEFORE = re.compile(
    r"\b(?:no|nos|number|page|pages|chapter|section|article|act|title|resolution|highway|route|interstate|room|flight|"
    r"channel|phase|level|grade|type|class|category|version|top|aged?|at|covid|group|gate|platform|exhibit|count|"
    r"amendment|proposition|district|precinct|unit|block|lot|volume|line|step|tier|model|world\s+war)\.?\s+$",
    re.IGNORECASE,
)
_LABEL_CHARACTERS = 16
_BOUND_BEFORE = re.compile(
    r"\b(?:about|around|some|nearly|almost|least|than|over|roughly|approximately|to|estimated|under|below|above)\s+$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s+(?:and|to|or|until|through)\s+|\s?[\u2013-]\s?|,\s+", re.IGNORECASE)
#: "20-somethings", "six-figure", "five-and-dime", "401(k)", "20 years ago" (a time), "three decades earlier".
_NOT_A_COUNT_AFTER = re.compile(
    r"-(?:some|somethings?|figures?|digit|and|star)\b|['\u2019]s\b(?=\s+\w)|\([a-z]\)|"
    r"\s+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries)\s+(?:ago|earlier|later)\b",
    re.IGNORECASE,
)
_COUNTING_VERBS = frozenset({"VERB", "AUX"})
_SINGLE_WORDS = frozenset({"one", "zero"})
# fmt: off
#: "One" counts where it is bounded or where it counts people; elsewhere it is "some" more often ("one report says").
_PEOPLE = frozenset({
    "person", "man", "woman", "child", "boy", "girl", "baby", "soldier", "officer", "civilian", "policeman",
    "worker", "student", "patient", "passenger", "victim", "protester", "prisoner", "hostage", "resident",
})
# fmt: on
_ONLY_BEFORE = re.compile(r"\b(?:least|most|only|just|than)\s+$", re.IGNORECASE)


def are_quantities(doc: Doc, numerals: Sequence[Numeral]) -> list[bool]:
    """Tell for each numeral of a passage whether it is a quantity; those joined to a date or a label are none."""
    counted = [_counts(doc, numeral) for numeral in numerals]
    for i, (one, other) in enumerate(pairwise(numerals)):
        joined = _JOINED.fullmatch(doc.text, one.end, other.start)
        is_pair = joined is not None and "," not in joined.group() and one.is_bare and other.is_bare
        if is_pair and counted[i] != counted[i + 1] and one.figure and other.figure:
            counted[i] = counted[i + 1] = False
    return counted


def _counts(doc: Doc, numeral: Numeral) -> bool:
    if not numeral.is_bare:
        return True
    if _NOT_A_COUNT_AFTER.match(doc.text, numeral.end):
        return False
    if len(numeral.words) == 1 and numeral.words[0] in _SINGLE_WORDS:
        return _counts_single(doc, numeral)
    return _counts_in_figures(doc, numeral, numeral.figure) if numeral.figure else True


def _counts_in_figures(doc: Doc, numeral: Numeral, figure: str) -> bool:
    before = max(0, numeral.start - _LABEL_CHARACTERS)
    if _MONTH_BEFORE.search(doc.text, before, numeral.start) or _CLOCK_OR_MONTH_AFTER.match(doc.text, numeral.end):
        return False
    if _YEAR.fullmatch(figure):
        return _counts_although_a_year(doc, numeral)
    if len(figure) > 1 and figure[0] == "0":
        return False  # "007", "05": a code
    is_label = _LABEL_BEFORE.search(doc.text, before, numeral.start) or _is_part_of_name(doc, numeral)
    return not is_label or _precedes_plural(doc, numeral)


def _counts_although_a_year(doc: Doc, numeral: Numeral) -> bool:
    """Tell "they sent 2000 soldiers" and "about 2000 soldiers" from "the 2016 elections"."""
    if not _precedes_plural(doc, numeral):
        return False
    index = token_at(doc, numeral.start)
    is_bound = _BOUND_BEFORE.search(doc.text, max(0, numeral.start - _LABEL_CHARACTERS), numeral.start) is not None
    return is_bound or (index > 0 and doc[index - 1].pos_ in _COUNTING_VERBS)


def _counts_single(doc: Doc, numeral: Numeral) -> bool:
    index = token_at(doc, numeral.start)
    if index + 1 >= len(doc):
        return False
    token = doc[index]
    if token.dep_ != "nummod" or token.head.i <= index:
        return False
    if numeral.value == 0:
        return token.head.tag_ == "NNS"
    before = max(0, numeral.start - _LABEL_CHARACTERS)
    return token.head.lemma_.lower() in _PEOPLE or _ONLY_BEFORE.search(doc.text, before, numeral.start) is not None


def _is_part_of_name(doc: Doc, numeral: Numeral) -> bool:
    """Tell "Apollo 11": a name stands right before the number and nothing it could count after it."""
    index = token_at(doc, numeral.start)
    if index == 0 or doc.text[numeral.start - 1] != " ":
        return False
    before = doc[index - 1]
    return before.tag_ == "NNP" and before.text[:1].isupper() and not before.is_sent_start


def _precedes_plural(doc: Doc, numeral: Numeral) -> bool:
    after = doc[token_at(doc, numeral.end) : token_at(doc, numeral.end) + 3]
    return any(token.tag_ in {"NNS", "NNPS"} for token in after) and all(
        token.pos_ in {"NOUN", "PROPN", "ADJ"} for token in after[:1]
    )
