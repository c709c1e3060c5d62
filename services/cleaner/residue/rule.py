"""The form of a residue rule."""

# ruff: noqa: RUF001 - sentences open with curly quotes and letters of many alphabets

from dataclasses import dataclass
from enum import StrEnum

from claimwire.models import RemovalReason

#: No word of a headline is longer; it bounds what a pattern is run on where white space is missing.
LONGEST_WORD = 24


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

    Patterns are anchored by their place and run on a bounded stretch only; they must not nest quantifiers, nor
    capture groups.
    """

    name: str
    reason: RemovalReason
    pattern: str
    place: Place = Place.WHOLE
    most_words: int = 30
    holds: tuple[str, ...] = ()
    """Words of which one is in every text that the pattern fits, in small letters: other texts are spared it."""

    @property
    def reach(self) -> int:
        """How many characters of a text may be looked at."""
        return self.most_words * LONGEST_WORD


def whole(name: str, reason: RemovalReason, *patterns: str, most_words: int = 30, holds: tuple[str, ...] = ()) -> Rule:
    """Make a rule for whole units; case makes no difference."""
    return Rule(name, reason, "|".join(f"(?:{pattern})" for pattern in patterns), Place.WHOLE, most_words, holds)


def start(name: str, reason: RemovalReason, *patterns: str) -> Rule:
    """Make a rule for what is glued before a sentence; the sentence must begin like one."""
    sentence = r"(?=[\"'“‘„«(]?[^\W\d_a-zа-яёіїєґß-ÿ])"
    return Rule(name, reason, rf"(?i:{'|'.join(patterns)})\s*{sentence}", Place.START)


def end(name: str, reason: RemovalReason, *patterns: str, holds: tuple[str, ...] = (":", "|")) -> Rule:
    """Make a rule for what is glued behind a sentence; the sentence must have ended."""
    return Rule(name, reason, rf"(?<=[.!?…\"”’»)])\s*(?i:{'|'.join(patterns)})\Z", Place.END, holds=holds)
