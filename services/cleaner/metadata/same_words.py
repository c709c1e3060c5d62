"""Compares names and titles by their letters: quotes, dashes, case and invisible characters differ without meaning."""

import re

_NO_LETTERS = re.compile(r"[\W_]+")
#: Hyphens and joiners that only a line break would show.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


def fold(text: str | None) -> str:
    """Return what a name or title is compared by."""
    return _NO_LETTERS.sub("", text.casefold()) if text else ""


def squash(text: str) -> str:
    """Return it on one line, without characters that nobody sees."""
    return " ".join(_INVISIBLE.sub("", text).split())


def alike_in_length(one: str, other: str) -> bool:
    """Tell whether two texts can be the same words: folding costs more than counting."""
    return abs(len(one) - len(other)) <= max(len(one), len(other)) // 4
