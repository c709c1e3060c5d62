"""Decides which of the descriptions that a page gives is its printed subtitle."""

from collections.abc import Iterable, Sequence

from services.cleaner.metadata.read_byline import is_name
from services.cleaner.metadata.same_words import alike_in_length, fold, squash

_CUT_OFF = ("…", "...", "[…]", "[...]")
_FEWEST_LETTERS = 12
_MOST = 6


def choose_subtitle(descriptions: Iterable[str], printed: Sequence[str], title: str | None) -> str | None:
    """Return the first description that is printed as a whole; without a known print the first that is whole.

    What only repeats the title, or the beginning of a longer paragraph as software makes it, is no subtitle.
    """
    called = fold(title)
    for text in list(dict.fromkeys(map(squash, descriptions)))[:_MOST]:
        folded = fold(text)
        if len(folded) < _FEWEST_LETTERS or folded == called or is_name(text):
            continue
        if any(fold(unit) == folded for unit in printed if alike_in_length(unit, text)):
            return text
        if not printed and not text.endswith(_CUT_OFF):
            return text
    return None
