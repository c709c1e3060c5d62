"""Reads dates as machines and as bylines write them, no more exactly than they are written."""

# ruff: noqa: RUF001 - dates are matched with the dashes and letters that pages are written with

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from claimwire.models import DatedBelief, Granularity
from services.cleaner.month_names import MONTHS

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
# A time may be glued to the year ("Oct 18, 202410:22 am"), a fifth digit may not.
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))"
_TIME = r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
_DATES = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}", re.IGNORECASE)
    for pattern in (
        rf"(?P<month>{_NAMES})\b\.?\s{{0,2}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s{{1,2}}{_YEAR}",
        rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|\.)?\s{{0,2}}(?:de\s|of\s)?(?P<month>{_NAMES})\b\.?,?\s{{1,2}}(?:de\s)?{_YEAR}",
        rf"{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.{_YEAR}(?!\.\d)",
    )
)
_TIME_BEFORE = re.compile(rf"{_TIME}(?:\s?(?P<zone>utc|gmt))?[\s,|•·–-]{{1,3}}\Z", re.IGNORECASE)
_TIME_AFTER = re.compile(
    rf"[\s,|•·–-]{{0,3}}(?:T|at\s|um\s|à\s|a las\s|о\s)?{_TIME}(?:\s?(?P<zone>utc|gmt|z)\b)?(?:\s?uhr\b)?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?"
)


class FoundDate(NamedTuple):
    """A date and where it stands."""

    start: int
    end: int
    text: str
    """ISO 8601, as exact as it is written."""
    zone_known: bool

    def belief(self, source: str) -> DatedBelief | None:
        """Say what is believed, and why."""
        return parse_date(self.text + ("Z" if self.zone_known else ""), source)


def parse_date(text: str, source: str) -> DatedBelief | None:
    """Parse a date that was written for machines: ISO 8601, or as in mail; None if it is neither, or no date."""
    found = _ISO.match(text.strip())
    try:
        return _from_iso(found, source) if found else _from_mail(text, source)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def find_date(text: str) -> FoundDate | None:
    """Find the first date in words, with the time beside it if there is one."""
    for pattern in _DATES:
        found = pattern.search(text)
        if found is None:
            continue
        month = found["month"].lower()
        day = _iso_day(int(found["year"]), MONTHS.get(month) or int(month), int(found["day"]))
        if day is None:
            continue
        before = _TIME_BEFORE.search(text, max(found.start() - 24, 0), found.start())
        after = _TIME_AFTER.match(text, found.end())
        time = before or after
        start = before.start() if before else found.start()
        end = after.end() if after else found.end()
        if time is None:
            return FoundDate(start, end, day, zone_known=False)
        return FoundDate(start, end, f"{day}T{_iso_time(time)}", zone_known=time["zone"] is not None)
    return None


def _from_iso(found: re.Match[str], source: str) -> DatedBelief:
    if found["hour"] is None:
        instant = datetime.fromisoformat(found["date"]).replace(tzinfo=UTC)
        return DatedBelief(text=found["date"], instant=instant, granularity=Granularity.DAY, source=source)
    time = f"{found['hour']}:{found['minute']}" + (f":{found['second']}" if found["second"] else "")
    zone = _zone(found["zone"])
    text = f"{found['date']}T{time}{_zone_text(found['zone'])}"
    return DatedBelief(
        text=text,
        instant=datetime.fromisoformat(f"{found['date']}T{time}").replace(tzinfo=zone or UTC),
        granularity=Granularity.SECOND if found["second"] else Granularity.MINUTE,
        zone_known=zone is not None,
        source=source,
    )


def _from_mail(text: str, source: str) -> DatedBelief | None:
    instant = parsedate_to_datetime(text.strip()[:60])
    zone_known = instant.tzinfo is not None
    instant = instant if zone_known else instant.replace(tzinfo=UTC)
    return DatedBelief(
        text=instant.isoformat() if zone_known else instant.replace(tzinfo=None).isoformat(),
        instant=instant,
        granularity=Granularity.SECOND,
        zone_known=zone_known,
        source=source,
    )


def _zone(written: str | None) -> timezone | None:
    if written is None:
        return None
    if written in ("Z", "UTC", "GMT"):
        return UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if written[0] == "-" else offset)


def _zone_text(written: str | None) -> str:
    if written is None:
        return ""
    if written in ("Z", "UTC", "GMT"):
        return "Z"
    digits = written[1:].replace(":", "").ljust(4, "0")
    return f"{written[0]}{digits[:2]}:{digits[2:]}"


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime(year, month, day, tzinfo=UTC).date().isoformat()
    except ValueError:
        return None


def _iso_time(time: re.Match[str]) -> str:
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    return f"{hour:02}:{time['minute']}"
