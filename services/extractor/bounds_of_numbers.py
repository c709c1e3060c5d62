"""Reads the words around a number that bound or loosen it: "at least", "some", "or more"."""

import re
from dataclasses import replace

from services.extractor.vague_amounts import Amount

_MORE = r"(?:(?:just|well|slightly|far|a\s+little|considerably|significantly|many|much)\s+)?"
_BEFORE = re.compile(
    r"(?P<approximate>(?<!\w)(?:about|around|approximately|approx\.|roughly|nearly|almost|some|an\s+estimated|"
    r"estimated|circa|close\s+to|nearing|approaching|perhaps|maybe|something\s+like|on\s+the\s+order\s+of|"
    r"in\s+the\s+region\s+of|virtually|practically|just\s+shy\s+of|~)\s*)$|"
    rf"(?P<low>(?<!\w){_MORE}(?:more\s+than|over|at\s+least|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|"
    r"above|upwards?\s+of|exceeding|in\s+excess\s+of|north\s+of|as\s+few\s+as|as\s+little\s+as|as\s+low\s+as|"
    r"a\s+minimum\s+of|greater\s+than|higher\s+than|>)\s*)$|"
    rf"(?P<high>(?<!\w){_MORE}(?:up\s+to|as\s+many\s+as|as\s+much\s+as|as\s+high\s+as|at\s+most|no\s+more\s+than|"
    r"not\s+more\s+than|fewer\s+than|less\s+than|lower\s+than|under|below|a\s+maximum\s+of|south\s+of|<)\s*)$",
    re.IGNORECASE,
)
#: The longest of these words with the spaces around it.
_MAX_CHARACTERS = 40
_INCLUSIVE = re.compile(
    r"up\s+to|as\s+many|as\s+much|as\s+high|at\s+most|no\s+more|not\s+more|maximum|"
    r"at\s+least|no\s+fewer|no\s+less|not\s+less|as\s+few|as\s+little|as\s+low|minimum",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<touching>\+|-plus\b|\s+plus\b(?=\s+[a-z]+s\b)|(?P<odd>-odd\b|-ish\b))|"
    r"(?:\s+[a-z]+){0,2}?\s+(?:or\s+(?:(?P<more>more|above|higher|over)|(?P<less>less|fewer|under|below)|"
    r"(?P<so>so|thereabouts))|and\s+(?P<up>above|up|over)|at\s+(?:the\s+)?(?:very\s+)?(?:(?P<least>least)|(?P<most>most)))\b",
    re.IGNORECASE,
)
#: "Over two days" is a span of time as often as a bound.
_SPANS_OF_TIME = re.compile(r"\s+(?:seconds|minutes|hours|days|nights|weekends)\b", re.IGNORECASE)
#: "At least some 300" has two such words.
_MAX_WORDS_BEFORE = 2


def read_bounds(text: str, amount: Amount, limit: int) -> Amount:
    """Apply the words around an amount, looking back no further than ``limit``; its span grows over those before it."""
    bounded = amount
    for _ in range(_MAX_WORDS_BEFORE):
        before = _BEFORE.search(text, max(limit, bounded.start - _MAX_CHARACTERS), bounded.start)
        if before is None or _is_span_of_time(before, text, amount):
            break
        bounded = _loosened(bounded, before)
    if amount.value is not None and bounded.value is not None:
        bounded = _after(text, bounded)
    return bounded


def _loosened(amount: Amount, before: re.Match[str]) -> Amount:
    start = before.start()
    if before["approximate"] or amount.value is None:
        return replace(amount, start=start, approximate=True)
    approximate = amount.approximate or not _INCLUSIVE.search(before.group())
    if before["low"]:
        return replace(amount, start=start, value=None, low=amount.value, approximate=approximate)
    return replace(amount, start=start, value=None, high=amount.value, approximate=approximate)


def _after(text: str, amount: Amount) -> Amount:
    after = _AFTER.match(text, amount.end)
    if after is None:
        return amount
    end = after.end() if after["touching"] else amount.end
    if after["odd"] or after["so"]:
        return replace(amount, end=end, approximate=True)
    if after["less"] or after["most"]:
        return replace(amount, end=end, value=None, high=amount.value)
    return replace(amount, end=end, value=None, low=amount.value)


def _is_span_of_time(before: re.Match[str], text: str, amount: Amount) -> bool:
    return before.group().strip().lower() == "over" and _SPANS_OF_TIME.match(text, amount.end) is not None
