"""Finds what a page prints about its article around the headline: who wrote it, and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimwire.models import BlockKind, DatedBelief, RemovalReason
from services.cleaner.metadata.dates import find_date
from services.cleaner.metadata.read_byline import Byline, is_date_line, is_name, read_byline
from services.cleaner.metadata.same_words import alike_in_length, fold
from services.cleaner.unit import Unit

#: Byline and date stand close to the headline; menus and other stories do not count.
_ABOVE = 6
_BELOW = 16
_BODY_WORDS = 25
_PARAGRAPHS = ("p", "div", "section", "article")
_MOST_BODY_UNITS = 2
#: Dates in lists and tables of a story are its own.
_ITEMS = frozenset({"li", "dt", "dd", "td", "th"})
_PARTED = re.compile(r"\s{0,2}[|·•/]")
_MOST_WORDS = 20
_MOST_CHARACTERS = 300
_MOST_TITLES = 8
_LONGEST_TITLE = 600
_FEWEST_HEADLINE_WORDS = 3
_MOST_LINKED = 0.8
_ELSEWHERE = frozenset(
    {
        RemovalReason.NAVIGATION,
        RemovalReason.RELATED,
        RemovalReason.TEASER,
        RemovalReason.COMMENTS,
        RemovalReason.ADVERTISEMENT,
        RemovalReason.CAPTION,
        RemovalReason.CREDIT,
        RemovalReason.FOOTER,
        RemovalReason.CONSENT,
    }
)
_CHANGED = re.compile(
    r"updat|aktualisier|geändert|\bstand\b|mise? à jour|modifi|actualiz|aggiorn|bijgewerkt|gewijzigd|atualiz|"
    r"alterad|uppdater|ändrad|opdater|oppdater|оновлен|обновл|aktualizac",
    re.IGNORECASE,
)
_SENTENCE_ENDS = (".", "!", "?", "…")
_TRAILING = re.compile(r"[\s|·•,–-]{1,4}\Z")  # noqa: RUF001
#: A name without "by" is one person's; of four words it may be two people's.
_MOST_BARE_WORDS = 3


@dataclass(frozen=True)
class Printed:
    """What stands around the headline."""

    authors: tuple[str, ...] = ()
    """Whom a byline near the headline names."""
    marked: tuple[str, ...] = ()
    """Whom a line names that the markup calls a byline, or a name alone above the body: of anybody, maybe."""
    agency: str | None = None
    published: tuple[DatedBelief, ...] = ()
    modified: tuple[DatedBelief, ...] = ()


def headlines(units: Sequence[Unit], titles: Sequence[str]) -> list[str]:
    """Return the texts that may be the headline: first-level headings, and what a declared title holds word by word."""
    wanted = [title for title in dict.fromkeys(titles) if len(title) <= _LONGEST_TITLE][:_MOST_TITLES]
    longest = max(map(len, wanted), default=0)
    found = [unit.text for unit in units if unit.tag == "h1"]
    for unit in units:
        text = unit.text
        if len(text) <= longest and unit.words >= _FEWEST_HEADLINE_WORDS and unit.tag != "title":
            found += [text for title in wanted if text in title][:1]
    return found


def only_headline(units: Sequence[Unit]) -> str | None:
    """Return the one first-level heading, for pages that say nothing to machines."""
    found = [unit.text for unit in units if unit.tag == "h1" and unit.words >= _FEWEST_HEADLINE_WORDS]
    return found[0] if len(found) == 1 else None


def read_printed(units: Sequence[Unit], title: str | None) -> Printed:
    """Read byline and date around the headline, and bylines that the markup calls so."""
    near = list(_around(units, title))
    byline = next(filter(None, (_byline(unit, after) for unit, after in near)), None)
    called = (unit for unit in units if unit.zone is RemovalReason.BYLINE)
    marked = next(filter(None, (_byline(unit, None) for unit in called)), None)
    alone = marked or next((name for unit, after in near if (name := _above_body(unit, after))), None)
    published: list[DatedBelief] = []
    modified: list[DatedBelief] = []
    story = units[_headline_at(units, title) or 0 :]
    body = next((at for at, unit in enumerate(story) if unit.tag == "p" and unit.words >= _BODY_WORDS), len(story))
    in_body = {id(unit) for unit in story[body:] if unit.tag in _ITEMS}
    for unit, _ in near:
        if unit.kind is BlockKind.HEADING or unit.text.endswith(_SENTENCE_ENDS) or id(unit) in in_body:
            continue
        for label, belief in _dates(unit.text):
            (modified if _CHANGED.search(label) else published).append(belief)
    return Printed(
        authors=byline.authors if byline else (),
        marked=alone.authors if alone else (),
        agency=byline.agency if byline else None,
        published=tuple(published),
        modified=tuple(modified),
    )


def _around(units: Sequence[Unit], title: str | None) -> Iterator[tuple[Unit, Unit | None]]:
    """Yield the short units around the headline, each with the one behind it, the ones below the headline first."""
    at = _headline_at(units, title)
    if at is None:
        return
    long = 0
    for place in range(at + 1, min(at + 1 + _BELOW, len(units))):
        unit = units[place]
        long += unit.words >= _BODY_WORDS
        if long > _MOST_BODY_UNITS:
            break
        if _may_tell(unit):
            yield unit, units[place + 1] if place + 1 < len(units) else None
    for place in range(at - 1, max(at - 1 - _ABOVE, -1), -1):
        if _may_tell(units[place]):
            yield units[place], units[place + 1]


def _may_tell(unit: Unit) -> bool:
    return (
        unit.words <= _MOST_WORDS
        and len(unit.text) <= _MOST_CHARACTERS
        and unit.zone not in _ELSEWHERE
        and unit.tag != "title"
    )


def _headline_at(units: Sequence[Unit], title: str | None) -> int | None:
    heads = [at for at, unit in enumerate(units) if unit.tag == "h1"]
    if title:
        folded = fold(title)
        for at in (*heads, *(at for at, unit in enumerate(units) if unit.tag != "title")):
            if alike_in_length(units[at].text, title) and fold(units[at].text) == folded:
                return at
    return next(iter(heads), None)


def _byline(unit: Unit, after: Unit | None) -> Byline | None:
    byline = read_byline(unit.text)
    if byline is not None and (byline.authors or byline.agency):
        return byline
    name = _TRAILING.sub("", unit.text)
    if unit.kind is BlockKind.HEADING or not is_name(name) or unit.words > _MOST_BARE_WORDS:
        return None
    # A name alone on its line is a byline where its element is called so, or a date follows.
    is_marked = unit.zone is RemovalReason.BYLINE
    return Byline(name, (name,)) if is_marked or (after is not None and is_date_line(after.text)) else None


def _above_body(unit: Unit, after: Unit | None) -> Byline | None:
    """Read names that stand alone above a paragraph of the body."""
    if unit.tag not in _PARAGRAPHS or after is None or after.words < _BODY_WORDS:
        return None
    names = unit.text.split("/")
    return Byline(unit.text, tuple(name.strip() for name in names)) if all(map(is_name, names)) else None


def _dates(text: str) -> list[tuple[str, DatedBelief]]:
    """Return the dates of a line of labels and dates, each with the words before it; none where a story follows."""
    found = list(_labelled_dates(text))
    return found if found and _tells_no_story(text) else []


def _tells_no_story(text: str) -> bool:
    """Tell whether a line's date is followed by nothing, a label, a byline, or what a bar parts from it.

    What a label with a colon calls a date is one, whatever follows: "Created: 6 May 2031 in: Harbour".
    """
    first = find_date(text)
    if first is not None and text[: first.start].rstrip().endswith(":"):
        return True
    behind = ""
    while (found := find_date(text)) is not None:
        behind = text = text[found.end :]
    return (
        _PARTED.match(behind) is not None
        or is_date_line(f"1 May 2031 {behind}")
        or read_byline(behind.lstrip(" ,–-")) is not None  # noqa: RUF001
    )


def _labelled_dates(text: str) -> Iterator[tuple[str, DatedBelief]]:
    while (found := find_date(text)) is not None:
        label = text[: found.start]
        is_labelled = is_date_line(text[: found.end]) or read_byline(text[: found.end]) is not None
        belief = found.belief("byline")
        if not is_labelled or belief is None:
            return
        yield label, belief
        text = text[found.end :]
