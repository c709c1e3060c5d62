"""Reads a line that says who wrote an article, and when."""

# ruff: noqa: RUF001 - bylines are matched with the dashes, quotes and letters that pages are written with

import re
from dataclasses import dataclass, replace

from services.cleaner.agencies import agency_in_credit, is_credit_line
from services.cleaner.dates import FoundDate, find_date
from services.cleaner.month_names import MONTHS

_PREFIX = re.compile(
    r"(?:by|written by|reported by|story by|words by|text by|von|par|por|di|автор[:]?|автори[:]?|"
    r"authors?\s?:|autor(?:in)?\s?:|auteur\s?:|"
    r"text\s?:|reporter\s?:)\s+",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    {
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "bin",
        "bint",
        "ibn",
        "al",
        "el",
        "abu",
        "y",
        "e",
        "ben",
        "af",
        "av",
        "zu",
        "'bin",
    }
)
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|und|et|y)\s|,|;|\||·|•|/|&|\s(?:and|und|et|y|e|та|і|й)\s)\s*", re.IGNORECASE)
#: What may stand in a byline besides names and dates.
_REST = re.compile(
    r"(?:published|updated|posted|last updated|last modified|first published|created|on|at|date|"
    r"veröffentlicht|aktualisiert|publié le|publié|mis à jour|"
    r"publicado|actualizado|опубліковано|оновлено|uhr|am|pm|a\.m\.|p\.m\.|(?:[aecmp][sd]|ces|ce|ees|"
    r"ee|bs|is|gs|js|aes|hk|sg)t|msk|utc|gmt|local time|\d{1,3}[\s-]?min(?:ute)?s?(?: read)?|read|"
    r"\d{1,2}[:.]\d\d|\d+ (?:hours?|minutes?|days?) ago|[\W_]+)\s*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:[\w-]+ ){0,4}(?:reporter|writers?|editors?|correspondent|columnist|producer|staff|desk|"
    r"bureau|journalist|contributor|analyst|redaktion|team|newsroom|chief|kolumnist(?:in)?|korrespondent(?:in)?)"
    r"(?: (?:in|at|for|of) [\w ]{2,40})?|(?:in|for|at) [A-Z][\w ]{1,40}|[\w ]{2,24} news",
    re.IGNORECASE,
)
#: "Jane Roe in Brussels", "Jane Roe with AFP".
_FOR_WHOM = re.compile(r" (?:in|at|for|with|from|aus|à|avec|mit|con|en) [^\W\d_a-z][\w ./-]{1,40}\Z")
_NO_NAME = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "morning",
        "afternoon",
        "evening",
        "night",
        "week",
        "month",
        "year",
        "today",
    }
) | set(MONTHS)
_LABELS_BEHIND = re.compile(r"(?:\b(?:published|updated|posted|on|at)\b|[\W_])+\Z", re.IGNORECASE)
_READING_TIME = re.compile(r"[\s|•·,–-]{1,4}\d{1,3}[\s-]?min(?:ute)?s?(?: read)?\Z", re.IGNORECASE)
_LONGEST = 200


@dataclass(frozen=True)
class Byline:
    """Who wrote it, as far as a line says."""

    text: str
    authors: tuple[str, ...] = ()
    agency: str | None = None
    date: FoundDate | None = None


def read_byline(text: str) -> Byline | None:
    """Read a byline, or return None where a line is none: a sentence, a headline, a date alone."""
    prefix = _PREFIX.match(text)
    rest = text[prefix.end() :] if prefix else text
    date = find_date(rest) if len(text) <= _LONGEST else None
    if prefix is None and date is not None and date.start == 0:
        behind = rest[date.end :].lstrip(" |,·•–-")
        named = read_byline(behind) if _PREFIX.match(behind) else None
        return None if named is None else replace(named, date=date)
    if len(text) > _LONGEST or (prefix is None and (date is None or date.start == 0)):
        return None
    names = rest[: date.start] if date else rest
    if date and not _is_only_rest(rest[date.end :]):
        return None
    names = _strip_rest(names)
    if is_credit_line(names):
        return Byline(text=names, agency=agency_in_credit(names), date=date)
    authors = _authors(names)
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
    if not 2 <= len(words) <= 5 or len(text) > 60:
        return False
    capitals = [word for word in words if word[0].isupper()]
    if any(word.lower() in _NO_NAME for word in words):
        return False
    shaped = all(re.fullmatch(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*", word) for word in words)
    return shaped and len(capitals) >= 2 and all(word[0].isupper() or word.lower() in _PARTICLES for word in words)


def _authors(names: str) -> tuple[str, ...]:
    """Return the people in a byline without its dates; none where anything else is in it."""
    authors: list[str] = []
    for part in filter(None, _SEPARATOR.split(names)):
        name = _FOR_WHOM.sub("", part)
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
