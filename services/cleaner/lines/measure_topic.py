"""Measures how much of a line's vocabulary the rest of its text shares: other stories drift from it."""

import re
from collections.abc import Sequence

TOPIC_FEATURES = ("told_elsewhere", "told_often", "words_told_elsewhere", "lead_share")

#: Shorter words stand in every text, and endings differ from case to case.
_SHORTEST = 4
_STEM = 5
#: Scripts without spaces between words: two characters say about as much as a word.
_PAIR = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]{2}")
_LONGEST_WORD = 24
_LEAD_UNITS = 3
#: What the lead itself shares with the lead says nothing.
_UNKNOWN = 0.5


def measure_topic(lines: Sequence[Sequence[str]], is_body: Sequence[bool]) -> list[tuple[float, ...]]:
    """Return the values of TOPIC_FEATURES for each line of words; ``is_body`` tells which say what the text is about.

    Case counts: it hardly ever differs, and folding it costs more than all the rest.
    """
    stems = [_stems(words) for words in lines]
    body = [at for at, inside in enumerate(is_body) if inside]
    once: set[str] = set()
    twice: set[str] = set()
    thrice: set[str] = set()
    for at in body:
        again = once & stems[at]
        thrice |= twice & again
        twice |= again
        once |= stems[at]
    lead = set().union(*(stems[at] for at in body[:_LEAD_UNITS]))
    leading = frozenset(body[:_LEAD_UNITS])
    rows: list[tuple[float, ...]] = []
    for at, mine in enumerate(stems):
        # A line of the body has told its words once itself.
        elsewhere, often = (twice, thrice) if is_body[at] else (once, twice)
        size = len(mine) + 1
        shared = mine & elsewhere
        in_lead = _UNKNOWN if at in leading else len(mine & lead) / size
        rows.append((len(shared) / size, len(shared & often) / size, len(shared), in_lead))
    return rows


def _stems(words: Sequence[str]) -> set[str]:
    stems = {word[:_STEM] for word in words if len(word) >= _SHORTEST}
    if not words[0].isascii() and max(map(len, words)) > _LONGEST_WORD:
        stems.update(pair for word in words for pair in _PAIR.findall(word))
    return stems
