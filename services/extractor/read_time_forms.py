"""Reads what each form of a time means, from its parts and the statement around it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from claimwire.models import Granularity
from services.extractor.calendar_words import is_future
from services.extractor.resolve_times import (
    Resolved,
    a_day,
    a_month,
    a_period,
    a_year,
    count_of,
    day_of_month,
    edge_of,
    month_number,
    nearest_year,
    quarter,
    shifted,
    weekday_near,
    weekday_of_week,
    weekend_near,
    year_of_month,
)


class UndatedError(Exception):
    """Raised where a time means nothing without the day of publication, and that is not known."""


@dataclass(frozen=True)
class Context:
    """What a time is resolved against: the statement around it and the day of publication."""

    text: str
    start: int
    end: int
    published: date | None

    @property
    def today(self) -> date:
        """Give the day of publication.

        Raises:
            UndatedError: it is not known.
        """
        if self.published is None:
            raise UndatedError
        return self.published

    def future(self, match: re.Match[str]) -> bool | None:
        """Tell whether the verbs around a time say that it is to come."""
        return is_future(self.text, match.span(), (self.start, self.end))


_SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "the": 0, "next": 1, "coming": 1}
_MONTHS_IN_YEAR = 12
_HOURS_IN_DAY = 24
_UNTIL = re.compile(r"(?:by|until|till|before)\b", re.IGNORECASE)


def _direction(match: re.Match[str], context: Context) -> bool | None:
    """Tell whether a time is to come; "by" and "until" look ahead unless the verb is of the past."""
    future = context.future(match)
    return True if future is None and _UNTIL.match(match.group()) else future


def read_date(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve a day of a month, or days of it."""
    groups = match.groupdict()
    month, day, year = month_number(match["month"]), int(match["day"]), match["year"]
    if year:
        chosen = int(year)
    elif groups.get("of"):
        chosen = context.today.year + _SHIFTS[groups["of"].lower()]
    else:
        chosen = nearest_year(day, month, context.today, future=_direction(match, context))
    first = day_of_month(day, month, chosen)
    last_day = groups.get("last_day")
    if last_day is None or first is None:
        return first
    last = day_of_month(int(last_day), month, chosen)
    return a_period(first, last) if last is not None else None


def read_figures(match: re.Match[str], _context: Context) -> Resolved | None:
    """Resolve "25/10/2024" and "10/25/2024"; "5/10/2024" is another day on each side of the Atlantic."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if one == other or other > _MONTHS_IN_YEAR >= one:
        return day_of_month(other, one, year) if one <= _MONTHS_IN_YEAR else None
    return day_of_month(one, other, year) if one > _MONTHS_IN_YEAR >= other else None


def read_iso(match: re.Match[str], _context: Context) -> Resolved | None:
    """Resolve a date in figures."""
    return day_of_month(int(match["day"]), int(match["month"]), int(match["year"]))


def read_month(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve a month or months, of a year or of the nearest that fits."""
    month, groups = month_number(match["month"]), match.groupdict()
    last_month = groups.get("last_month")
    if groups.get("year"):
        year = int(groups["year"])
    else:
        which = (groups.get("which") or "").lower()
        begin = month_number(last_month) if last_month else month
        year = year_of_month(begin, context.today, which, future=_direction(match, context))
    if last_month:
        last = month_number(last_month)
        return a_period(a_month(year - (month > last), month), a_month(year, last))
    return a_month(year, month)


def read_month_of_year(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve "June of this year"."""
    return a_month(context.today.year + _SHIFTS[match["of"].lower()], month_number(match["month"]))


def read_years(match: re.Match[str], _context: Context) -> Resolved | None:
    """Resolve years from one to another."""
    first, last = match["year"], match["last_year"]
    full = last if len(last) == len(first) else first[:2] + last
    return a_period(a_year(int(first)), a_year(int(full)))


def read_year(match: re.Match[str], _context: Context) -> Resolved | None:
    """Resolve a year, or its beginning or end."""
    groups = match.groupdict()
    year = int(groups["year"])
    edge = (groups.get("edge") or "").lower()
    if edge in {"end", "close"}:
        return a_month(year, 12)
    return a_month(year, 1) if edge in {"start", "beginning"} else a_year(year)


def read_decade(match: re.Match[str], _context: Context) -> Resolved | None:
    """Resolve a decade, or decades."""
    decade = match["decade"] or f"19{match['short']}"
    last = match["last_decade"]
    full = last if last is None or len(last) == len(decade) else decade[:2] + last
    return Resolved(decade, Granularity.DECADE, full if full is not None and full > decade else None)


def read_weekday(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve a weekday, of a week where one is named, or weekdays."""
    groups = match.groupdict()
    if groups.get("week"):
        return a_day(weekday_of_week(match["weekday"], context.today, _SHIFTS[groups["week"].lower()]))
    which = (groups.get("which") or "").lower()
    future = True if which == "this" and context.future(match) is not False else _direction(match, context)
    first = weekday_near(match["weekday"], context.today, which, future=future)
    if not groups.get("last_weekday"):
        return a_day(first)
    last = weekday_near(groups["last_weekday"], first + timedelta(days=1), "", future=True)
    return a_period(a_day(first), a_day(last))


def read_near_day(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve "yesterday", "tonight", "overnight"."""
    words = match["near"].lower()
    if words == "overnight":
        return a_period(a_day(context.today - timedelta(days=1)), a_day(context.today))
    if words.startswith("the day"):
        return a_day(context.today + timedelta(days=-2 if "before" in words else 2))
    shift = -1 if words.startswith(("yesterday", "last")) else 1 if words.startswith("tomorrow") else 0
    return a_day(context.today + timedelta(days=shift))


def read_weekend(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve a weekend to its two days."""
    return weekend_near(context.today, (match["which"] or "").lower(), future=_direction(match, context))


def read_period(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve "last week", "earlier this month", "by the end of the year"."""
    groups = match.groupdict()
    shift, unit = _SHIFTS[match["which"].lower()], match["unit"].lower()
    edge = (groups.get("edge") or "").lower()
    if edge:
        return edge_of(unit, context.today, shift, is_end=edge in {"end", "close"})
    return shifted(context.today, unit, shift)


def read_span(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve "in the past three years", "over the next two weeks"."""
    count, unit = count_of(match.groupdict().get("count") or "one"), match["unit"].lower()
    if unit == "hour":  # no more exact than the day of publication
        count, unit = -(-count // _HOURS_IN_DAY), "day"
    if unit == "decade":  # the past ten years, not the nineties
        count, unit = 10 * count, "year"
    now = shifted(context.today, unit, 0)
    other = shifted(context.today, unit, count * _SHIFTS[match["which"].lower()])
    if now is None or other is None:
        return None
    return a_period(now, other) if other.start > now.start else a_period(other, now)


def read_ago(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve "two days ago"."""
    return shifted(context.today, match["unit"].lower(), -count_of(match["count"]))


def read_season(match: re.Match[str], context: Context) -> Resolved | None:
    """Resolve a season to its year: which months it has depends on the hemisphere."""
    groups = match.groupdict()
    is_winter = match["season"].lower() == "winter"
    if groups.get("year"):
        return a_year(int(groups["year"]))
    if is_winter or not groups.get("which"):
        return None  # a winter has two years
    return a_year(context.today.year + _SHIFTS[match["which"].lower()])


def read_quarter(match: re.Match[str], _context: Context) -> Resolved | None:
    """Resolve a quarter of a year that is named."""
    named = match["quarter"].lower()
    number = int(named[0]) if named[0].isdigit() else ("first", "second", "third", "fourth").index(named) + 1
    return quarter(number, int(match["year"]))


def leave_unresolved(_match: re.Match[str], _context: Context) -> Resolved | None:
    """Leave a time that is too vague for any date: "a few days ago"."""
    return None
