"""The form of a residue rule."""

# ruff: noqa: RUF001 - sentences open with curly quotes and letters of many alphabets

import re
from dataclasses import dataclass
from enum import StrEnum

from claimwire.models import RemovalReason

#: No word of a headline is longer; it bounds what a pattern is run on where white space is missing.
_LONGEST_WORD = 24


class Place(StrEnum):
    """Where in a unit a rule's words stand."""

    WHOLE = "whole"
    """They are all of it."""
    START = "start"
    """They are glued before a sentence."""
    END = "end"
    """They are glued behind the end of a sentence, up to the end of the unit."""


@dataclass(frozen=True)
class Rule:
    """Words that are no part of an article, and why.

    Patterns are anchored by their place and run on a bounded stretch only; they must not nest quantifiers.
    """

    name: str
    reason: RemovalReason
    pattern: re.Pattern[str]
    place: Place = Place.WHOLE
    most_words: int = 30

    def find(self, text: str, words: int) -> tuple[int, int] | None:
        """Return where the words stand in a unit's text, or None."""
        reach = self.most_words * _LONGEST_WORD
        if self.place is Place.WHOLE:
            fits = words <= self.most_words and len(text) <= reach
            return (0, len(text)) if fits and self.pattern.fullmatch(text) else None
        if self.place is Place.START:
            found = self.pattern.match(text, 0, reach)
            return (0, found.end()) if found and found.end() < len(text) else None
        found = self.pattern.search(text, max(len(text) - reach, 0))
        return (found.start(), len(text)) if found and found.start() > 0 else None


def whole(name: str, reason: RemovalReason, *patterns: str, most_words: int = 30) -> Rule:
    """Make a rule for whole units; case makes no difference."""
    return Rule(name, reason, _any_of(patterns), Place.WHOLE, most_words)


def start(name: str, reason: RemovalReason, *patterns: str) -> Rule:
    """Make a rule for what is glued before a sentence; the sentence must begin like one."""
    return Rule(
        name, reason, re.compile(rf"(?i:{'|'.join(patterns)})\s*(?=[\"'“‘„«(]?[^\W\d_a-zа-яёіїєґß-ÿ])"), Place.START
    )


def end(name: str, reason: RemovalReason, *patterns: str) -> Rule:
    """Make a rule for what is glued behind a sentence; the sentence must have ended."""
    return Rule(name, reason, re.compile(rf"(?<=[.!?…\"”’»)])\s*(?i:{'|'.join(patterns)})\Z"), Place.END)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
