"""Tells which texts of a page are in the body that an editor marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

_WORD = re.compile(r"\w+")
#: A text is the body's where so many of its word triples are: an editor's copy differs in commas and links.
_LEAST_CONTAINED = 0.5


def words_of(text: str) -> list[str]:
    """Return a text's words in lower case."""
    return _WORD.findall(text.lower())


def shingles(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """Return all runs of so many words, or all words where there are fewer."""
    return [tuple(words[at : at + size]) for at in range(max(len(words) - size + 1, 1))] if words else []


@dataclass(frozen=True)
class MarkedBody:
    """The words of a body, ready to be searched."""

    flat: str
    triples: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Take a body's words."""
        return cls(f" {' '.join(words)} ", frozenset(shingles(words, 3)))

    def holds(self, key: Sequence[str]) -> bool:
        """Tell whether a text of these words, at least one, is the body's."""
        own = shingles(key, 3)
        part = sum(each in self.triples for each in own)
        return f" {' '.join(key)} " in self.flat or part >= _LEAST_CONTAINED * len(own)
