"""Rewords a passage by replacing runs of its characters, so that any part of it can be read as reworded."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Edit:
    """Words in place of the characters of a passage."""

    start: int
    end: int
    words: str


class Wording:
    """A passage and what is said in place of some of its words; an edit that overlaps an earlier one is left out."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self._text = text
        self._edits: list[Edit] = []
        last = 0
        for edit in sorted(edits):
            if edit.start >= last:
                self._edits.append(edit)
                last = edit.end

    def between(self, start: int, end: int) -> str:
        """Read the passage between two characters as reworded; an edit that reaches out of them is not made."""
        pieces: list[str] = []
        for edit in self._edits:
            if edit.start >= start and edit.end <= end:
                pieces += (self._text[start : edit.start], edit.words)
                start = edit.end
        return "".join((*pieces, self._text[start:end]))
