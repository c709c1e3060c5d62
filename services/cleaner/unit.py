"""A unit is a stretch of readable text that still knows the raw characters it came from, and whether it is kept."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from typing import NamedTuple

from claimwire.models import BlockKind, RemovalReason


class Segment(NamedTuple):
    """Characters of a unit's text and the raw characters they came from, as in a ledger's KeptRun.

    Equal lengths map character by character; otherwise the whole stands for the whole.
    """

    start: int
    length: int
    raw_start: int
    raw_length: int

    @property
    def is_exact(self) -> bool:
        return self.length == self.raw_length


class Verdict(NamedTuple):
    """Why a unit is left out, and which rule says so."""

    reason: RemovalReason
    rule: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Readable text between two breaks, white space folded, without white space at its ends."""

    text: str
    segments: tuple[Segment, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    zone: RemovalReason | None = None
    """What the markup around it says that it is, if that is no part of the body."""
    tag: str = ""
    """The nearest element that makes a block."""
    link_share: float = 0.0
    """How much of the text is inside links, 0 to 1."""
    is_bold: bool = False
    """Every word of it stands in ``<b>`` or ``<strong>``."""
    element: int = 0
    """The number of that element on its page, for ``Page.parents``."""
    verdict: Verdict | None = None
    """Why it is left out; None while it is kept."""
    words: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.text.count(" ") + 1)

    @property
    def raw_start(self) -> int:
        return self.segments[0].raw_start

    @property
    def raw_end(self) -> int:
        return self.segments[-1].raw_start + self.segments[-1].raw_length

    def removed(self, reason: RemovalReason, rule: str) -> "Unit":
        """Mark it as left out. The first verdict stays: an earlier rule knew it for what it is."""
        if self.verdict is not None:
            return self
        # Most units of a page come by here, and dataclasses.replace takes ten times as long.
        removed = object.__new__(Unit)
        for name in _FIELDS:
            object.__setattr__(removed, name, getattr(self, name))
        object.__setattr__(removed, "verdict", Verdict(reason, rule))
        return removed

    def kept(self) -> "Unit":
        """Take a verdict back."""
        return replace(self, verdict=None)

    def of_kind(self, kind: BlockKind) -> "Unit":
        """Call it what it is among the kept blocks."""
        return replace(self, kind=kind)

    def slice(self, start: int, end: int) -> "Unit":
        """Cut out ``text[start:end]``, trimmed; both must lie at the edge of words."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        part = part.strip()
        return replace(self, text=part, segments=_slice_segments(self.segments, start, start + len(part)))

    def split(self, *cuts: int) -> tuple["Unit", ...]:
        """Part it at offsets of its text; parts without text vanish, no character does."""
        edges = [0, *(self._whole(cut) for cut in cuts), len(self.text)]
        return tuple(self.slice(start, end) for start, end in pairwise(edges) if self.text[start:end].strip())

    def _whole(self, cut: int) -> int:
        # An entity of several characters stands for its raw characters as a whole: cut behind it.
        segment = self.segments[max(bisect_right(self.segments, cut, key=lambda run: run.start) - 1, 0)]
        inside = not segment.is_exact and segment.start < cut < segment.start + segment.length
        return segment.start + segment.length if inside else cut


_FIELDS = tuple(each.name for each in fields(Unit))


def _slice_segments(segments: Sequence[Segment], start: int, end: int) -> tuple[Segment, ...]:
    first = max(bisect_right(segments, start, key=lambda run: run.start) - 1, 0)
    kept = []
    for segment in segments[first:]:
        if segment.start >= end:
            break
        low, high = max(segment.start, start), min(segment.start + segment.length, end)
        if low >= high:
            continue
        if segment.is_exact:
            kept.append(Segment(low - start, high - low, segment.raw_start + low - segment.start, high - low))
        else:
            kept.append(Segment(low - start, high - low, segment.raw_start, segment.raw_length))
    return tuple(kept)
