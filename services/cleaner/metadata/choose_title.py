"""Decides what an article is called: what a page declares is checked against the headline that it prints."""

# ruff: noqa: RUF001 - titles are parted with dashes

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from services.cleaner.metadata.same_words import fold, squash

#: Pages add the outlet, and often the section, behind one of these.
_SEPARATOR = re.compile(r"\s{1,3}(?:[|–—·»«•:/~-]|::|--|›|>)\s{1,3}|--|\s?\|\s?")
_MARK_BEFORE = re.compile(r"\s?[|–—·»:-]\s")
_CUT_OFF = ("…", "...")
#: A headline has at least so much of a title that holds the outlet too.
_LEAST_SHARE = 0.4
#: Where a headline is printed alone, as the whole of an element, less of it will do.
_LEAST_PRINTED_SHARE = 0.25
_FEWEST_LETTERS = 3
_MOST_TITLES = 12
_LONGEST_TITLE = 600
_LONGEST_TAIL_WORDS = 8
#: What outlets' names have besides in the title: "Sample Times Online", "Example.com News".
_LONGEST_REST = 8


def choose_title(
    declared: Sequence[str], window: str | None, printed: Sequence[str], outlets: Iterable[str]
) -> str | None:
    """Choose among the titles that are written for machines (best first), the window's, and the printed headlines.

    1. A declared title that is printed too, or the window's if that one is; without what only the outlet adds.
    2. A printed headline that a declared title holds before what the outlet adds, or the window's title, if it is the
       only one, behind it.
    3. A declared title that is printed beside a kicker.
    4. Else what most of them say, the first of these.
    """
    names = frozenset(filter(None, map(fold, outlets)))
    titles = [squash(title) for title in (*declared[:_MOST_TITLES], window or "") if len(title) <= _LONGEST_TITLE]
    titles = [title for title in titles if fold(title) and fold(title) not in names]
    headlines = {fold(text): squash(text) for text in reversed(printed) if len(fold(text)) >= _FEWEST_LETTERS}
    stripped = [title if fold(title) in headlines else strip_outlet(title, names) for title in titles]
    for title in stripped:
        headline = headlines.get(fold(title))
        if headline is not None:
            return headline if title.endswith(_CUT_OFF) and not headline.endswith(_CUT_OFF) else title
    for title in titles:
        if (headline := _headline_in(title, headlines)) is not None:
            return headline
    if window and len(titles) == 1 and (headline := _headline_behind(titles[0], headlines)) is not None:
        return headline
    for title in stripped:
        if (whole := _printed_around(title, headlines)) is not None:
            return whole
    votes = Counter(map(fold, stripped))
    return max(stripped, key=lambda title: votes[fold(title)], default=None)


def strip_outlet(title: str, names: Iterable[str]) -> str:
    """Cut off the outlet's name, before or behind; ``names`` are folded. A dash inside a headline stays."""
    cuts = list(_SEPARATOR.finditer(title))
    known = [name for name in names if len(name) >= _FEWEST_LETTERS]
    for cut in cuts:
        head, tail = fold(title[: cut.start()]), title[cut.end() :]
        part = tail[
            : next((other.start() for other in cuts if other.start() >= cut.end()), cut.end() + len(tail)) - cut.end()
        ]
        if head and _names_outlet(fold(part), known, is_bar="|" in cut.group()):
            return strip_outlet(title[: cut.start()], known) if head not in known else title
    if cuts and fold(title[: cuts[0].start()]) in known:
        return title[cuts[0].end() :].strip()
    return title.strip()


def _names_outlet(part: str, known: Sequence[str], *, is_bar: bool) -> bool:
    if len(part) < _FEWEST_LETTERS:
        return False
    for name in known:
        if part == name or (name.startswith(part) and len(part) * 2 >= len(name)):
            return True
        # "Sample Times apologises" behind a dash is half of a headline.
        if is_bar and name in part and len(part) - len(name) <= _LONGEST_REST:
            return True
    return False


def _headline_in(title: str, headlines: dict[str, str]) -> str | None:
    """Return the printed headline before a mark in a title, if little else follows."""
    for cut in reversed(list(_SEPARATOR.finditer(title))):
        headline = headlines.get(fold(title[: cut.start()]))
        is_short = title.count(" ", cut.end()) < _LONGEST_TAIL_WORDS
        if headline is not None and is_short and cut.start() >= _LEAST_PRINTED_SHARE * len(title):
            return headline
    return None


def _headline_behind(title: str, headlines: dict[str, str]) -> str | None:
    """Return the printed headline behind a mark in a title: "Sample Times: Harbour closed"."""
    for cut in _MARK_BEFORE.finditer(title):
        headline = headlines.get(fold(title[cut.end() :]))
        if headline is not None and title.count(" ", 0, cut.start()) < _LONGEST_TAIL_WORDS:
            return headline
    return None


def _printed_around(title: str, headlines: dict[str, str]) -> str | None:
    """Return a title that stands in a printed headline beside a kicker; the whole headline where it was cut off."""
    folded = fold(title)
    for key, headline in headlines.items():
        if title.endswith(_CUT_OFF) and key.startswith(folded):
            return headline
        if len(folded) >= _LEAST_SHARE * len(key) and (key.endswith(folded) or key.startswith(folded)):
            return title
    return None
