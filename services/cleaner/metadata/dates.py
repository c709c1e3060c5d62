"""Finds dates as bylines write them, no more exactly than they are written."""

# ruff: noqa: RUF001 - dates are matched with the dashes and letters that pages are written with

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from claimwire.models import DatedBelief
from services.cleaner.metadata.machine_dates import parse_machine_date
from services.cleaner.metadata.month_names import MONTHS, MONTHS_WRITTEN_FIRST
from services.cleaner.metadata.time_zones import PRINTED_ZONE, zone_text

#: A date is looked for around its year only: most texts have none, and names of months are many.
#: Looks behind itself last: a search skips to what an expression begins with.
_YEARS = re.compile(r"(?:19|20)(?<!\d\d\d)\d\d")
_MOST_YEARS = 12
_BEFORE_YEAR = 32
_BEHIND_YEAR = 16

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
# Who writes the month first; elsewhere short names are words ("a record set 12 2031").
_FIRST_NAMES = "|".join(sorted(MONTHS_WRITTEN_FIRST, key=len, reverse=True))
# A time may be glued to the year ("Oct 18, 202410:22 am"), a fifth digit may not.
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))"
_TIME = r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|:[ae]|[ºª°.])?"
_DATES = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}", re.IGNORECASE)
    for pattern in (
        rf"(?P<month>{_FIRST_NAMES})\b\.?\s{{0,2}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s{{1,2}}{_YEAR}",
        rf"{_DAY}(?:\s{{0,2}}(?:de\s|of\s|d[’'])?|[-/])(?P<month>{_NAMES})\b\.?,?(?:\s{{1,2}}(?:de\s|del\s)?|[-/]){_YEAR}",
        rf"{_YEAR}(?P<mark>[-/.])\s?(?P<month>[01]?\d)(?P=mark)\s?(?P<day>[0-3]?\d)(?!\d)",
        rf"{_YEAR}\s?(?:年|년)\s?(?P<month>[01]?\d)\s?(?:月|월)\s?(?P<day>[0-3]?\d)\s?(?:日|일)",
        rf"(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.\s?{_YEAR}(?!\.\d)",
        rf"(?P<first>[0-3]?\d)(?P<mark>[-/])(?P<second>[0-3]?\d)(?P=mark){_YEAR}(?![-/]\d)",
    )
)
_ZONE = rf"(?:\s?\(?(?P<zone>{PRINTED_ZONE})\b\)?)?"
_TIME_BEFORE = re.compile(
    rf"(?<![\d:.]){_TIME}{_ZONE}(?:\s?(?:uhr|uur)\b)?[\s,|•·–-]{{1,3}}"
    r"(?:[^\W\d_]{2,12}\.?,?\s{1,2})?\Z",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(
    r"[\s,|•·/–-]{0,3}(?:T|at\s|um\s|à\s|às\s|a las\s|alle(?:\sore)?\s|ore\s|om\s|kl\.?\s?|klockan\s|o\s|о\s|об\s|в\s)?"
    rf"{_TIME}{_ZONE}(?:\s?(?:uhr|uur|h)\b)?",
    re.IGNORECASE,
)
_DATE_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
#: A machine's date with a time that is none says that its day is none either.
_BROKEN = re.compile(r"\s{0,8}\d{4}-\d\d-\d\dT")
#: "Published Tuesday, 6 May 2031": a date in a field of its own has a label and the day of the week before it at most.
_MOST_WORDS_BEFORE = 2


class FoundDate(NamedTuple):
    """A date and where it stands."""

    start: int
    end: int
    text: str
    """ISO 8601, as exact as it is written."""

    def belief(self, source: str) -> DatedBelief | None:
        """Say what is believed, and why."""
        return parse_machine_date(self.text, source)


def parse_date(text: str, source: str) -> DatedBelief | None:
    """Parse a date that stands where a machine reads it; None if it is no date, or more than one could be meant.

    Most are written for machines; the rest as for readers ("6 May 2031, 10:22").
    """
    belief = parse_machine_date(text, source)
    if belief is not None:
        return belief
    if _BROKEN.match(text):
        return None
    found = find_date(text[:80])
    if found is None or text.count(" ", 0, found.start) > _MOST_WORDS_BEFORE:
        return None
    return found.belief(source)


def find_date(text: str) -> FoundDate | None:
    """Find the first date in words, with the time beside it if there is one."""
    for found in _candidates(text):
        day = _day(found)
        if day is None:
            continue
        before = _TIME_BEFORE.search(text, max(found.start() - 32, 0), found.start())
        after = _TIME_AFTER.match(text, found.end())
        time = before or after
        start = before.start() if before else found.start()
        end = after.end() if after else found.end()
        if time is None:
            return FoundDate(start, end, day)
        return FoundDate(start, end, f"{day}T{_iso_time(time)}{zone_text(time['zone'])}")
    return None


def date_in_address(url: str | None) -> DatedBelief | None:
    """Read the day that a web address names: ".../2031/05/06/...", "...-20310506"."""
    found = _DATE_IN_ADDRESS.search(url or "")
    return parse_machine_date("-".join(found.group(1, 3, 4)), "url") if found else None


def _candidates(text: str) -> Iterator[re.Match[str]]:
    for count, year in enumerate(_YEARS.finditer(text)):
        if count == _MOST_YEARS:
            return
        start, end = max(year.start() - _BEFORE_YEAR, 0), min(year.end() + _BEHIND_YEAR, len(text))
        for pattern in _DATES:
            found = pattern.search(text, start, end)
            if found is not None and found.start("year") == year.start():
                yield found


def _day(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        # Half of the world writes the day first, a quarter the month: below 13 both could be meant.
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (second, first) if second > 12 else (first, second)
    else:
        name = parts["month"].lower()
        day, month = int(parts["day"]), MONTHS.get(name) or int(name)
    try:
        return datetime(int(parts["year"]), month, day, tzinfo=UTC).date().isoformat()
    except ValueError:
        return None


def _iso_time(time: re.Match[str]) -> str:
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    return f"{hour:02}:{time['minute']}"
