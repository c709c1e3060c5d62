"""Resolves the parts of a date against the day of publication: what a month without a year, a weekday, a week mean."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from claimwire.models import Granularity
from services.extractor.calendar_words import COUNTS, MONTHS, WEEKDAYS

_HALF_YEAR = 6  # months
#: A date further off than this on the wrong side of publication is another year's.
_MAX_DAYS_OFF = 31


@dataclass(frozen=True)
class Resolved:
    """A time, no more exact than its granularity, and where a period ends."""

    start: str
    granularity: Granularity
    until: str | None = None


def month_number(name: str) -> int:
    """Give the number of a month from its name or abbreviation."""
    return next(i for i, month in enumerate(MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3]))


def count_of(word: str) -> int:
    """Give a count from figures or a word."""
    words = " ".join(word.lower().split())
    return int(words) if words.isdigit() else COUNTS[words]


def a_day(day: date) -> Resolved:
    """Give a day."""
    return Resolved(day.isoformat(), Granularity.DAY)


def a_month(year: int, month: int) -> Resolved:
    """Give a month."""
    return Resolved(f"{year:04d}-{month:02d}", Granularity.MONTH)


def a_year(year: int) -> Resolved:
    """Give a year."""
    return Resolved(f"{year:04d}", Granularity.YEAR)


def a_period(first: Resolved, last: Resolved) -> Resolved | None:
    """Join two times to a period; None where they are not alike or run backwards."""
    if first.granularity is not last.granularity or first.start >= last.start:
        return None
    return Resolved(first.start, first.granularity, last.start)


def day_of_month(day: int, month: int, year: int) -> Resolved | None:
    """Give a date, or None for 31 June: printed, but no date."""
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return a_day(date(year, month, day))


def nearest_year(day: int, month: int, today: date, *, future: bool | None) -> int:
    """Choose the year of a day without one.

    News names days on both sides of its own, so it is the nearest of that name, unless the verb says otherwise.
    """
    ahead = month - today.month
    year = today.year - (ahead > _HALF_YEAR) + (ahead < -_HALF_YEAR)
    days = (date(year, month, min(day, 28)) - today).days
    if future is True and days < -_MAX_DAYS_OFF:
        return year + 1
    if future is False and days > _MAX_DAYS_OFF:
        return year - 1
    return year


def year_of_month(month: int, today: date, which: str, *, future: bool | None) -> int:
    """Choose the year of a month without one: the latest that has begun, or the next that has not ended."""
    if which == "next":
        return today.year + (month <= today.month)
    if which == "last":
        return today.year - (month >= today.month)
    if which == "this":
        return today.year
    return today.year + (month < today.month) if future else today.year - (month > today.month)


def weekday_near(name: str, today: date, which: str, *, future: bool | None) -> date:
    """Choose the day of a weekday: the last one, or the next if it is to come; today if the article is of that day."""
    weekday = WEEKDAYS.index(name.lower())
    back, ahead = (today.weekday() - weekday) % 7, (weekday - today.weekday()) % 7
    if which in {"next", "coming"}:
        return today + timedelta(days=ahead or 7)
    if which in {"last", "past"}:
        return today - timedelta(days=back or 7)
    return today + timedelta(days=ahead) if future else today - timedelta(days=back)


def weekday_of_week(name: str, today: date, weeks: int) -> date:
    """Give the weekday of another week: "Friday last week"."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    return monday + timedelta(days=WEEKDAYS.index(name.lower()))


def weekend_near(today: date, which: str, *, future: bool | None) -> Resolved:
    """Give the weekend before or after: on a weekend it is that one."""
    saturday = today + timedelta(days=5 - today.weekday())
    is_weekend = today.weekday() >= WEEKDAYS.index("saturday")
    if which in {"last", "past"} or (which in {"", "the"} and not future and not is_weekend):
        saturday -= timedelta(weeks=1)
    elif which == "next":
        saturday += timedelta(weeks=1 if is_weekend else 0)
    elif which == "this" and future is False and not is_weekend:
        saturday -= timedelta(weeks=1)
    return Resolved(saturday.isoformat(), Granularity.DAY, (saturday + timedelta(days=1)).isoformat())


def shifted(today: date, unit: str, shift: int) -> Resolved | None:
    """Give the day, week, month, year or decade that lies some of them from today's; None outside the calendar."""
    try:
        if unit == "day":
            return a_day(today + timedelta(days=shift))
        if unit == "week":
            year, week, _ = (today + timedelta(weeks=shift)).isocalendar()
            return Resolved(f"{year:04d}-W{week:02d}", Granularity.WEEK)
        if unit == "month":
            months = today.year * 12 + today.month - 1 + shift
            return a_month(date(months // 12, months % 12 + 1, 1).year, months % 12 + 1)
        if unit == "year":
            return a_year(date(today.year + shift, 1, 1).year)
        decade = date((today.year // 10 + shift) * 10, 1, 1).year
        return Resolved(f"{decade:04d}", Granularity.DECADE)
    except (OverflowError, ValueError):  # "9000 years ago" is before any calendar
        return None


def edge_of(unit: str, today: date, shift: int, *, is_end: bool) -> Resolved | None:
    """Give the beginning or end of a period: the month of a year; of anything shorter the period itself."""
    if unit != "year":
        return shifted(today, unit, shift)
    year = shifted(today, "year", shift)
    return a_month(int(year.start), 12 if is_end else 1) if year is not None else None


def quarter(number: int, year: int) -> Resolved:
    """Give a quarter of a year by its first and last month."""
    first = 3 * number - 2
    return Resolved(f"{year:04d}-{first:02d}", Granularity.QUARTER, f"{year:04d}-{first + 2:02d}")
