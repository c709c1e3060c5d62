"""Reads a line that says who wrote an article, and when."""

# ruff: noqa: RUF001 - bylines are matched with the dashes, quotes and letters that pages are written with

import re
from dataclasses import dataclass, replace

from services.cleaner.metadata.agencies import agency_in_credit, is_credit_line
from services.cleaner.metadata.byline_words import (
    CONJUNCTIONS,
    DUTCH_CONJUNCTION,
    DUTCH_PREFIX,
    LABELS,
    NOT_CALLED,
    PARTICLES,
    PREFIXES,
    PREPOSITIONS,
    READING_TIME,
    ROLES,
    WEEKDAYS,
)
from services.cleaner.metadata.dates import FoundDate, find_date

_PREFIX = re.compile(rf"(?:{'|'.join(PREFIXES)})\s+", re.IGNORECASE)
_DUTCH_PREFIX = re.compile(DUTCH_PREFIX, re.IGNORECASE)
_AND = "|".join(CONJUNCTIONS)
_SEPARATOR = re.compile(rf"\s*(?:,\s*(?:{_AND})\s|[,;|·•/&+]|\s(?:{_AND})\s)\s*", re.IGNORECASE)
_DUTCH_SEPARATOR = re.compile(
    rf"\s*(?:,\s*(?:{_AND}|{DUTCH_CONJUNCTION})\s|[,;|·•/&+]|\s(?:{_AND}|{DUTCH_CONJUNCTION})\s)\s*", re.IGNORECASE
)
_ANY_LABEL = "|".join(map(re.escape, sorted((*LABELS, *WEEKDAYS), key=len, reverse=True)))
#: What may stand in a byline besides names and dates.
_REST = re.compile(
    rf"(?:{READING_TIME}|(?:{_ANY_LABEL})(?!\w)|\d{{1,2}}[:.h]\d\d|\d+ (?:hours?|minutes?|days?) ago|[\W_]+)\s*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    rf"{ROLES}(?: (?:{PREPOSITIONS}|of) [\w ]{{2,40}})?|(?:{PREPOSITIONS}) [A-Z][\w ]{{1,40}}|[\w ]{{2,24}} news",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(rf" (?:{PREPOSITIONS}) [^\W\d_a-zа-яёіїєґß-ÿ][\w ./-]{{1,40}}\Z")
#: "(abc)", "(STANDARD)": a newsroom's short name behind the name.
_SHORT_NAME = re.compile(r"\s\([^()]{1,24}\)\Z")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*")
#: "d'Example".
_ELIDED = re.compile(r"[dl]['’][^\W\d_a-z]")
_LABELS_BEHIND = re.compile(
    rf"(?:(?<!\w)(?:{'|'.join(re.escape(label) for label in LABELS if len(label) > 1)})(?!\w)|[\W_])+\Z",
    re.IGNORECASE,
)
_READING_TIME = re.compile(rf"[\s|•·,–-]{{1,4}}(?:{READING_TIME})\Z", re.IGNORECASE)
_LONGEST = 200
_LONGEST_NAME = 60
_MOST_NAME_WORDS = 5


@dataclass(frozen=True)
class Byline:
    """Who wrote it, as far as a line says."""

    text: str
    authors: tuple[str, ...] = ()
    agency: str | None = None
    date: FoundDate | None = None


def read_byline(text: str) -> Byline | None:
    """Read a byline, or return None where a line is none: a sentence, a headline, a date alone."""
    if len(text) > _LONGEST:
        return None
    prefix = _PREFIX.match(text)
    rest = text[prefix.end() :] if prefix else text
    date = find_date(rest)
    if prefix is None and (date is None or date.start == 0):
        behind = rest[date.end :].lstrip(" |,·•–-") if date else ""
        named = read_byline(behind) if _PREFIX.match(behind) else None
        return None if named is None else replace(named, date=date)
    if date and not _is_only_rest(rest[date.end :]):
        return None
    names = _strip_rest(rest[: date.start] if date else rest)
    return _named(names, date, prefix.group() if prefix else None)


def _named(names: str, date: FoundDate | None, prefix: str | None) -> Byline | None:
    if is_credit_line(names):
        return Byline(text=names, agency=agency_in_credit(names), date=date)
    # "Von der Reise": what follows is the object of the preposition, and no name.
    if prefix is not None and not names[:1].isupper():
        return None
    authors = _people(names, is_dutch=prefix is not None and _DUTCH_PREFIX.match(prefix) is not None)
    if not authors:
        return None
    return Byline(text=", ".join(authors), authors=authors, agency=agency_in_credit(names), date=date)


def is_date_line(text: str) -> bool:
    """Tell whether a line holds a date or time of publication and nothing else."""
    if len(text) > _LONGEST:
        return False
    date = find_date(text)
    return date is not None and _is_only_rest(text[: date.start]) and _is_only_rest(_without_dates(text[date.end :]))


def is_name(text: str) -> bool:
    """Tell whether a text has the shape of a person's name: two to five words, each capitalised or a particle."""
    words = text.split()
    if not 2 <= len(words) <= _MOST_NAME_WORDS or len(text) > _LONGEST_NAME:
        return False
    capitals = [word for word in words if word[0].isupper() or _ELIDED.match(word)]
    if any(word.lower() in NOT_CALLED for word in words):
        return False
    shaped = all(_NAME_WORD.fullmatch(word) for word in words)
    return shaped and len(capitals) >= 2 and all(_may_stand(word) for word in words)


def _may_stand(word: str) -> bool:
    return word[0].isupper() or word.lower() in PARTICLES or _ELIDED.match(word) is not None


def split_names(text: str, *, is_dutch: bool = False) -> tuple[str, ...]:
    """Part a field that holds names: "Ana Sample (as) and Jon Example, Staff Writer" are two; roles are left out."""
    text = _SHORT_NAME.sub("", text.strip(" ,;|"))
    prefix = _PREFIX.match(text)
    text = text[prefix.end() :] if prefix and text[prefix.end() :][:1].isupper() else text
    parts = _parts(text, is_dutch=is_dutch)
    if len(parts) == 1:
        return tuple(parts)
    found: list[str] = []
    for part in parts:
        name = _SHORT_NAME.sub("", part)
        # Behind the first name: "Jane Roe, Professor of ..., Exampleton".
        if found and (_ROLE.fullmatch(name) or not (is_name(name) or is_credit_line(name) or _is_short(name))):
            continue
        found.append(name)
    return tuple(found)


def without_place(name: str) -> str:
    """Leave out where someone writes from: "Jane Roe in Velmora"."""
    return _FOR_WHOM.sub("", name)


def _is_short(name: str) -> bool:
    """Tell whether it may be a person's short name or a name in letters without capitals: "abc", "李明"."""
    return " " not in name and (name.islower() or not name.isascii()) and len(name) <= 6


def _parts(names: str, *, is_dutch: bool) -> list[str]:
    parts = [part for part in (_DUTCH_SEPARATOR if is_dutch else _SEPARATOR).split(names) if part]
    # "Ortega y Gasset" is one person: what stands beside the conjunction is no whole name.
    if len(parts) > 1 and is_name(names) and not all(is_name(part) for part in parts):
        return [names]
    return parts


def _people(names: str, *, is_dutch: bool) -> tuple[str, ...]:
    """Return the people in a byline without its dates; none where anything else is in it."""
    authors: list[str] = []
    for part in _parts(names, is_dutch=is_dutch):
        whole = _SHORT_NAME.sub("", part)
        name = whole if is_name(whole) else without_place(whole)
        if is_credit_line(part) or (authors and _ROLE.fullmatch(part)):
            continue
        if not is_name(name):
            return ()
        authors.append(name)
    return tuple(authors)


def _without_dates(text: str) -> str:
    while (date := find_date(text)) is not None:
        text = text[: date.start] + " " + text[date.end :]
    return text


def _is_only_rest(text: str) -> bool:
    position = 0
    text = _without_dates(text)
    while position < len(text):
        found = _REST.match(text, position)
        if found is None or found.end() == position:
            return False
        position = found.end()
    return True


def _strip_rest(names: str) -> str:
    return _READING_TIME.sub("", _LABELS_BEHIND.sub("", names)).strip()
