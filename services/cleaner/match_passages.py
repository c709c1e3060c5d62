"""Finds an extractor's paragraphs again among a page's units, so that what it kept has raw characters."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from claimwire.models import BlockKind

#: Letters and digits only: extractors fold white space, mend quotes and drop control characters.
_NOT_LETTERS = re.compile(r"[\W_]+")

#: Characters that may be searched for paragraphs which are no unit of their own; real pages need a hundredth.
_SEARCH_BUDGET = 50_000_000


class Passage(NamedTuple):
    """A paragraph as an extractor gives it."""

    text: str
    kind: BlockKind


class Found(NamedTuple):
    """Letters of a unit that a passage holds, counted over letters and digits of the unit alone."""

    start: int
    end: int
    kind: BlockKind


def letters(text: str) -> str:
    """Return what a text is compared by."""
    return _NOT_LETTERS.sub("", text)


def match_passages(texts: Sequence[str], passages: Sequence[Passage]) -> dict[int, list[Found]]:
    """Map the index of each unit's text to the stretches of it that the passages hold, in order.

    Passages that equal exactly one unit anchor the rest; a passage of several units, or of a part of one, is
    looked for between its neighbours' anchors.
    """
    page = _Letters([letters(text) for text in texts])
    wanted = [(letters(passage.text), passage.kind) for passage in passages]
    wanted = [(key, kind) for key, kind in wanted if key]
    anchors = _anchors(page.keys, [key for key, _ in wanted])
    spans: list[tuple[int, int, BlockKind]] = []
    budget, low = _SEARCH_BUDGET, 0
    ahead = _next_anchor(
        [page.starts[anchors[at]] if at in anchors else None for at in range(len(wanted))], page.length
    )
    for at, (key, kind) in enumerate(wanted):
        if at in anchors:
            start = page.starts[anchors[at]]
        else:
            high = ahead[at]
            budget -= high - low
            start = page.find(key, low, high, from_end=not spans) if budget > 0 else -1
        if start >= 0:
            spans.append((start, start + len(key), kind))
            low = start + len(key)
    return page.split(spans)


class _Letters:
    """All units' letters in one string, with the way back to the units."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self.starts = [0, *accumulate(len(key) for key in keys)]
        self.length = self.starts[-1]
        self._joined = "".join(keys)
        self._edges = set(self.starts)

    def find(self, key: str, low: int, high: int, *, from_end: bool) -> int:
        """Find a key; before the first passage the nearest to what follows, because menus repeat headlines."""
        if len(key) < _SHORTEST_PART:
            return self._find_whole(key, low, high)
        return self._joined.rfind(key, low, high) if from_end else self._joined.find(key, low, high)

    def _find_whole(self, key: str, low: int, high: int) -> int:
        # A short key counts only as whole units: "Share" is in "shared".
        start = self._joined.find(key, low, high)
        while start >= 0 and not (start in self._edges and start + len(key) in self._edges):
            start = self._joined.find(key, start + 1, min(high, start + _SHORT_SEARCH))
        return start

    def split(self, spans: Sequence[tuple[int, int, BlockKind]]) -> dict[int, list[Found]]:
        found: dict[int, list[Found]] = {}
        for start, end, kind in spans:
            unit = bisect_right(self.starts, start) - 1
            while unit < len(self.keys) and self.starts[unit] < end:
                base = self.starts[unit]
                low, high = max(start - base, 0), min(end - base, len(self.keys[unit]))
                if low < high:
                    found.setdefault(unit, []).append(Found(low, high, kind))
                unit += 1
        return found


#: Shorter passages are looked for as whole units only, and not far.
_SHORTEST_PART = 12
_SHORT_SEARCH = 5_000


def _anchors(units: Sequence[str], passages: Sequence[str]) -> dict[int, int]:
    """Map passages to the units that equal them, where both are unique and the order is kept."""
    counted, wanted = Counter(units), Counter(passages)
    places = {key: at for at, key in enumerate(units) if counted[key] == 1}
    pairs = [(at, places[key]) for at, key in enumerate(passages) if wanted[key] == 1 and key in places]
    return dict(_longest_increasing(pairs))


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the most pairs whose seconds increase (patience sorting)."""
    tops: list[int] = []
    top_index: list[int] = []
    before: list[int | None] = []
    for at, (_, value) in enumerate(pairs):
        pile = bisect_left(tops, value)
        before.append(top_index[pile - 1] if pile else None)
        tops[pile : pile + 1] = [value]
        top_index[pile : pile + 1] = [at]
    kept = []
    step = top_index[-1] if top_index else None
    while step is not None:
        kept.append(pairs[step])
        step = before[step]
    return kept[::-1]


def _next_anchor(starts: Sequence[int | None], length: int) -> list[int]:
    bounds, bound = [], length
    for start in reversed(starts):
        bounds.append(bound)
        bound = bound if start is None else start
    return bounds[::-1]
