"""Reads a text that someone already extracted: joins hard-wrapped lines, parts paragraphs that were glued."""

# ruff: noqa: RUF001 - sentences close with curly quotes

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from services.cleaner.bounds import require_characters, require_segments
from services.cleaner.document import MOST_UNITS, too_many_units
from services.cleaner.fold_text import INVISIBLE, UnitBuilder
from services.cleaner.sentences import ends_as_sentence
from services.cleaner.unit import Segment, Unit

#: White space that is folded, and characters that are left out, inside a line.
_FOLDS = re.compile(rf"[{INVISIBLE}\t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

#: Lines of a hard-wrapped text are no longer than this; a paragraph on one line is.
_WIDEST_WRAP = 140
_NARROWEST_WRAP = 40
#: A wrapped line fills its width but for a word, so a line shorter than this share of it ends a paragraph.
_FILLED_SHARE = 0.6
#: Share of lines that must have been broken for want of room before a text counts as hard-wrapped.
_WRAPPED_SHARE = 0.35

#: A paragraph that was wrapped takes a few lines.
_MOST_LINES = 5 * MOST_UNITS

_LOWER = r"[^\W\d_A-ZÀ-ÞА-ЯІЇЄҐ]"
# "…both deny.Next, she…": a word, its full stop, and a capitalised word without white space between. The stop is
# looked for first: it is what a search skips to.
_GLUED = re.compile(rf"[.!?](?<={_LOWER}{{3}}.)[\"”’»]?(?=[^\W\d_a-zà-ÿа-яіїєґ]{_LOWER})")
#: Both sides of a glued paragraph have at least so many words; below it is "Example.Com".
_GLUED_WORDS = 8


class _Line(NamedTuple):
    start: int
    end: int
    blank_before: bool


def read_lines(text: str) -> list[Unit]:
    """Part a plain text into units: its paragraphs, or its lines where each line is a paragraph.

    Raises:
        NotAnArticle: it has more of them than any article.
    """
    require_characters(len(text))
    require_segments(text.count("\t") + text.count("  "))
    lines = list(islice(_lines(text), _MOST_LINES + 1))
    if len(lines) > _MOST_LINES:
        raise too_many_units()
    width = _wrap_width(text, lines)
    if width:
        units = _paragraphs(text, lines, width)
    elif "  " in text or _FOLDS.search(text):
        units = [unit for line in lines if (unit := _unit(text, line))]
    else:
        # Each line stands for itself, character by character, and needs nobody to build it.
        units = [_exact_unit(text[line.start : line.end], line.start) for line in lines]
    parts = [part for unit in units for part in _unglue(unit)]
    if len(parts) > MOST_UNITS:
        raise too_many_units()
    return parts


def _exact_unit(raw: str, start: int) -> Unit:
    return Unit(text=raw, segments=(Segment(0, len(raw), start, len(raw)),))


def _paragraphs(text: str, lines: Sequence[_Line], width: int) -> list[Unit]:
    units = []
    builder = UnitBuilder()
    for at, line in enumerate(lines):
        if at and not _continues(text, lines[at - 1], line, width) and (unit := builder.build()) is not None:
            units.append(unit)
        if at:
            builder.add_space(lines[at - 1].end, line.start - lines[at - 1].end)
        builder.add(text, line.start, line.end)
    if (unit := builder.build()) is not None:
        units.append(unit)
    return units


def _unit(text: str, line: _Line) -> Unit | None:
    raw = text[line.start : line.end]
    if "  " not in raw and not _FOLDS.search(raw):
        return _exact_unit(raw, line.start)
    builder = UnitBuilder()
    builder.add(text, line.start, line.end)
    return builder.build()


def _lines(text: str) -> Iterator[_Line]:
    if text.count("\n") + (not text.endswith("\n")) == len(text.splitlines()) and "\r" not in text:
        yield from _plain_lines(text)
        return
    blank = True
    end = 0
    for found in _LINE.finditer(text):
        start = found.start()
        blank = blank or text.count("\n", end, start) > 1 or text.count("\r", end, start) > 2
        end = found.end()
        line = found.group().rstrip()
        if not line:
            blank = True
            continue
        length = len(line)
        yield _Line(start + length - len(line.lstrip()), start + length, blank)
        blank = False


def _plain_lines(text: str) -> Iterator[_Line]:
    """Yield the lines of a text that is broken by line feeds alone, as almost all are."""
    blank = True
    start = 0
    for raw in text.split("\n"):
        line = raw.rstrip()
        if line:
            length = len(line)
            yield _Line(start + length - len(line.lstrip()), start + length, blank)
        blank = not line
        start += len(raw) + 1


def _wrap_width(text: str, lines: Sequence[_Line]) -> int | None:
    """Return the width at which a text was wrapped, or None if it was not.

    A line was broken for want of room where the next one's first word would not have fitted behind it.
    """
    width = 0
    for line in lines:
        length = line.end - line.start
        # An address is as long as it is: only what could have been broken tells the width.
        if length > width and text.find(" ", line.start, line.end) >= 0:
            if length > _WIDEST_WRAP:
                return None
            width = length
    followed = [(line, after) for line, after in pairwise(lines) if not after.blank_before]
    if width < _NARROWEST_WRAP or not followed:
        return None
    full = sum(_is_full(text, line, after, width) for line, after in followed)
    return width if full >= _WRAPPED_SHARE * len(followed) else None


def _continues(text: str, before: _Line, line: _Line, width: int) -> bool:
    if line.blank_before or before.end - before.start < _FILLED_SHARE * width:
        return False
    # Lines that were set in a proportional font are ragged: one that stops in mid-sentence goes on all the same.
    return _is_full(text, before, line, width) or not ends_as_sentence(text[before.start : before.end])


def _is_full(text: str, before: _Line, line: _Line, width: int) -> bool:
    length = before.end - before.start
    room = width - length
    word_end = line.start
    while word_end < line.end and word_end - line.start <= room and not text[word_end].isspace():
        word_end += 1
    return length >= _FILLED_SHARE * width and word_end - line.start + 1 > room


def _unglue(unit: Unit) -> tuple[Unit, ...]:
    cuts: list[int] = []
    last, words_left = 0, unit.words
    for found in _GLUED.finditer(unit.text):
        at = found.end()
        words = unit.text.count(" ", last, at)
        if words >= _GLUED_WORDS and words_left - words > _GLUED_WORDS:
            cuts.append(at)
            last, words_left = at, words_left - words
    return unit.split(*cuts) if cuts else (unit,)
