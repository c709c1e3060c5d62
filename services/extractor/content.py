"""Trims the words of a statement: what belongs to it and what only joins it to its cue."""

import re
from collections.abc import Sequence

from services.extractor.quotes import Quote

_LEADING = re.compile(r"(?:[\s,;:.\u2013—-]|(?:that|and that|but that|and|but)\b)+", re.IGNORECASE)
_TRAILING = " \t\n\r\xa0,;:.\u2013—-"
_CLOSING_REST = re.compile(r"[\s,.?!…;:]*(?:''|[”\"»“\u2019'])?[\s,.?!]*")
_WORD = re.compile(r"\w+")


def trim(text: str, start: int, end: int, quotes: Sequence[Quote]) -> tuple[int, int]:
    """Trim a range of a passage to a statement, without cutting through a quotation's edge.

    Joining words and outer punctuation go; a quotation that the range enters or leaves by no more than its mark and
    stops keeps both marks.
    """
    for quote in quotes:
        if start < quote.end <= end and quote.start < start and not _WORD.search(text[quote.start : start]):
            start = quote.start
        if start <= quote.start < end < quote.end and _CLOSING_REST.fullmatch(text[end : quote.end]):
            end = quote.end
    if not any(quote.start == start for quote in quotes):
        leading = _LEADING.match(text, start, end)
        start = leading.end() if leading else start
    while end > start and text[end - 1] in _TRAILING and not any(quote.end == end for quote in quotes):
        end -= 1
    return start, end


def count_words(text: str) -> int:
    """Count runs of letters and digits."""
    return len(_WORD.findall(text))
