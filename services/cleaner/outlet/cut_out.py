"""Cuts phrases out of a unit."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from claimwire.models import RemovalReason
from services.cleaner.unit import Segment, Unit

_CLOSING = frozenset(",.;:!?)]…")


class Place(NamedTuple):
    """Where a phrase stands in a text, without white space at its ends."""

    start: int
    end: int


def find_place(text: str, phrase: str, position: int = 0) -> Place | None:
    """Find a phrase from a position on, where it is cut out of no word."""
    bare = phrase.strip()
    at = text.find(phrase, position) if bare else -1
    while at >= 0:
        start = at + phrase.index(bare)
        end = start + len(bare)
        if not (_is_inside_word(text, start) or _is_inside_word(text, end)):
            return Place(start, end)
        at = text.find(phrase, at + len(phrase))
    return None


def find_places(text: str, phrase: str, most: int) -> list[Place]:
    """Find a phrase wherever it stands, so many times at most."""
    places: list[Place] = []
    while len(places) < most and (place := find_place(text, phrase, places[-1].end if places else 0)):
        places.append(place)
    return places


def cut_out(unit: Unit, places: Sequence[Place], rule: str) -> list[Unit]:
    """Cut places, which are in its order, out of a kept unit and mark them; those inside come behind what is left."""
    if not places:
        return [unit]
    left: list[tuple[int, Unit]] = []
    before: list[Unit] = []
    behind: list[Unit] = []
    starts = iter([*places, Place(len(unit.text), len(unit.text))])
    place, position = next(starts), 0
    for part in unit.split(*(edge for place in places for edge in place)):
        position = unit.text.index(part.text, position)
        while position >= place.end:
            place = next(starts)
        if position >= place.start:
            (behind if left else before).append(part.removed(RemovalReason.OUTLET_RULE, rule))
        else:
            left.append((position, part))
        position += len(part.text)
    return [*before, *([_join(unit, left)] if left else ()), *behind]


def _join(unit: Unit, parts: Sequence[tuple[int, Unit]]) -> Unit:
    """Join what is left of a unit, with one of the spaces that stood between, where any did."""
    position, joined = parts[0]
    end = position + len(joined.text)
    text, segments = joined.text, list(joined.segments)
    for position, part in parts[1:]:
        space = next((at for at in (end, position - 1) if unit.text[at].isspace()), None)
        if space is not None and not (unit.text[position - 1] != " " and part.text[0] in _CLOSING):
            segments.append(_character(unit, space)._replace(start=len(text)))
            text += unit.text[space]
        segments += [segment._replace(start=segment.start + len(text)) for segment in part.segments]
        text += part.text
        end = position + len(part.text)
    return replace(unit, text=text, segments=tuple(segments))


def _character(unit: Unit, at: int) -> Segment:
    segment = unit.segments[bisect_right(unit.segments, at, key=lambda each: each.start) - 1]
    if not segment.is_exact:
        return Segment(0, 1, segment.raw_start, segment.raw_length)
    return Segment(0, 1, segment.raw_start + at - segment.start, 1)


def _is_inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
