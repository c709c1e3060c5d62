"""Reads the times of a statement and resolves them against the article's publication, no more exactly than they say."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from claimwire.models import DatedBelief, Granularity, TimeExpression

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = {
    word: i
    for i, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)"
)
_UNIT = r"(?P<unit>day|week|month|year|decade)"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"

_HALF_YEAR = 6  # months

Resolved = tuple[str, Granularity]
_Reader = Callable[[re.Match[str], date], Resolved | None]


def read_times(
    text: str, start: int, end: int, *, published: DatedBelief | None, offset: int
) -> tuple[TimeExpression, ...]:
    """Read the times between two characters of a passage that starts at ``offset`` of the article.

    Without a publication date only full dates and years are resolved.
    """
    today = published.instant.date() if published is not None else None
    found: list[TimeExpression] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(match.start() + offset < other.end and other.start < match.end() + offset for other in found):
                continue
            resolved = read(match, today) if today is not None else _absolute(match)
            found.append(
                TimeExpression(
                    start=match.start() + offset,
                    end=match.end() + offset,
                    text=match.group(),
                    resolved=resolved[0] if resolved else None,
                    granularity=resolved[1] if resolved else None,
                ),
            )
    return tuple(sorted(found, key=lambda time: time.start))


def _absolute(match: re.Match[str]) -> Resolved | None:
    groups = match.groupdict()
    return _read_date(match, date.min) if groups.get("year") else None


def _read_date(match: re.Match[str], today: date) -> Resolved | None:
    groups = match.groupdict()
    if not groups.get("month"):
        return groups["year"], Granularity.YEAR
    month = _month_number(groups["month"])
    day = int(groups["day"]) if groups.get("day") else None
    year = int(groups["year"]) if groups.get("year") else _year_of(month, day, today, match)
    if day is None:
        return f"{year:04d}-{month:02d}", Granularity.MONTH
    try:
        return date(year, month, day).isoformat(), Granularity.DAY
    except ValueError:  # 31 June: printed, but no date
        return None


def _year_of(month: int, day: int | None, today: date, match: re.Match[str]) -> int:
    """Choose the year of a month without one.

    A day is the nearest of that name, as news names days on both sides of its own; a bare month is the latest that is
    not to come, unless the text says "next".
    """
    if (match.groupdict().get("which") or "").lower() == "next":
        return today.year + (month <= today.month)
    if day is None:
        return today.year - (month > today.month)
    months_ahead = month - today.month
    return today.year - (months_ahead > _HALF_YEAR) + (months_ahead < -_HALF_YEAR)


def _read_weekday(match: re.Match[str], today: date) -> Resolved | None:
    weekday = _WEEKDAYS.index(match["weekday"].lower())
    which = (match["which"] or "").lower()
    back = (today.weekday() - weekday) % 7
    if which == "next":
        day = today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
    elif which == "last":
        day = today - timedelta(days=back or 7)
    else:  # the day itself, when the article is of that weekday
        day = today - timedelta(days=back)
    return day.isoformat(), Granularity.DAY


def _read_near_day(match: re.Match[str], today: date) -> Resolved | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["near"].lower().split()[0], 0)
    return (today + timedelta(days=shift)).isoformat(), Granularity.DAY


def _read_period(match: re.Match[str], today: date) -> Resolved | None:
    which = match["which"].lower()
    shift = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    return _shifted(today, match["unit"].lower(), shift)


def _read_ago(match: re.Match[str], today: date) -> Resolved | None:
    count = match["count"].lower()
    number = int(count) if count.isdigit() else _NUMBERS.get(count, 1)
    return _shifted(today, match["unit"].lower(), -number)


def _shifted(today: date, unit: str, shift: int) -> Resolved | None:
    try:
        if unit == "day":
            return (today + timedelta(days=shift)).isoformat(), Granularity.DAY
        if unit == "week":
            year, week, _ = (today + timedelta(weeks=shift)).isocalendar()
            return f"{year:04d}-W{week:02d}", Granularity.WEEK
        if unit == "month":
            months = today.year * 12 + today.month - 1 + shift
            return date(months // 12, months % 12 + 1, 1).isoformat()[:7], Granularity.MONTH
        year = today.year + shift if unit == "year" else (today.year // 10 + shift) * 10
        return date(year, 1, 1).isoformat()[:4], Granularity.YEAR if unit == "year" else Granularity.DECADE
    except (OverflowError, ValueError):  # "9000 years ago" is before any calendar
        return None


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3]))


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


#: The most telling first: what an earlier pattern took, a later one leaves alone.
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_compile(rf"\b(?:on )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {_YEAR})?\b(?!,\d)"), _read_date),
    (_compile(rf"\b(?:on )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}(?:,? {_YEAR})?\b"), _read_date),
    (_compile(rf"\b(?:in |since )?{_MONTH},? (?:of )?{_YEAR}\b"), _read_date),
    (
        _compile(rf"\b(?:(?:on|since|by|until) )?(?:(?P<which>last|next|this) )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b"),
        _read_weekday,
    ),
    (_compile(r"\b(?P<near>yesterday|today|tonight|tomorrow(?: night)?)\b"), _read_near_day),
    (_compile(rf"\b(?:earlier |later )?(?P<which>this|last|past|previous|next|coming) {_UNIT}\b"), _read_period),
    (_compile(rf"\b(?P<count>\d{{1,4}}|an?|{'|'.join(_NUMBERS)}) {_UNIT}s? ago\b"), _read_ago),
    # "may" is a verb and "march" a walk, so a bare month needs a capital and a word of time before it.
    (
        re.compile(
            r"\b(?i:in|since|until|by|last|next|early|late|mid)[ -](?:(?P<which>last|next) )?(?=[A-Z])"
            rf"(?i:{_MONTH})(?!\w| \d)",
        ),
        _read_date,
    ),
    (
        _compile(rf"\b(?:in |since )?{_YEAR}(?=[\s.,;:)\u2019'\"”]|$)(?! (?:people|soldiers|troops|dollars))"),
        _read_date,
    ),
)
