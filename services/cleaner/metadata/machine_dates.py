"""Reads dates that were written for machines, no more exactly than they are written."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from claimwire.models import DatedBelief, Granularity
from services.cleaner.metadata.time_zones import MACHINE_ZONE, zone_offset, zone_text

#: Longer than any date with its zone's name.
_LONGEST = 80
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)"
    r"(?:(?:T|\s{1,2})(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    rf"(?!\d|\s?[ap]m\b)\s?(?P<zone>{MACHINE_ZONE}(?!\w))?)?",
    re.IGNORECASE,
)
#: "Tue, 06 May 2031 10:22:09 GMT", as in mail.
_MAIL = re.compile(r"(?:[A-Za-z]{3,9},?\s{1,2})?\d{1,2}[\s-][A-Za-z]{3}[\s-]\d{2,4}\s\d")
#: "Tue May 06 2031 10:22:09 GMT+0200 (...)", as scripts print it.
_SCRIPT = re.compile(
    rf"[A-Za-z]{{3}}\s(?P<day>[A-Za-z]{{3}}\s\d\d)\s(?P<year>\d{{4}})\s(?P<time>\d\d:\d\d:\d\d)\s?(?P<zone>{MACHINE_ZONE})?"
)
#: "Tue May 06 10:22:09 CEST 2031", as Java and C print it.
_SYSTEM = re.compile(
    rf"[A-Za-z]{{3}}\s(?P<day>[A-Za-z]{{3}}\s\d\d)\s(?P<time>\d\d:\d\d:\d\d)\s(?:(?P<zone>{MACHINE_ZONE})\s|[A-Z]{{2,5}}\s)?(?P<year>\d{{4}})\Z"
)
#: Seconds or milliseconds since 1970, of this century's first half or the last decade before it.
_EPOCH = re.compile(r"(?P<seconds>[6-9]\d{8}|[12]\d{9})(?:\d{3})?(?:\.\d{1,6})?\Z")


def parse_machine_date(text: str, source: str) -> DatedBelief | None:
    """Parse ISO 8601 and its relatives, a mail's date, a script's date, or seconds since 1970; else return None."""
    text = text[: _LONGEST + 2].strip()
    if len(text) > _LONGEST:
        return None
    try:
        return _parse(text, source)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _parse(text: str, source: str) -> DatedBelief | None:
    if found := _EPOCH.match(text):
        return _belief(datetime.fromtimestamp(int(found["seconds"]), UTC), "Z", source)
    if found := _ISO.match(text):
        return _from_iso(found, source)
    if found := _SCRIPT.match(text) or _SYSTEM.match(text):
        written = f"{found['day']} {found['year']} {found['time']}"
        instant = datetime.strptime(written, "%b %d %Y %H:%M:%S")  # noqa: DTZ007 - the zone is added below
        return _belief(instant.replace(tzinfo=zone_offset(found["zone"])), zone_text(found["zone"]), source)
    if _MAIL.match(text):
        instant = parsedate_to_datetime(text)
        return _belief(instant, instant.isoformat()[19:], source)
    return None


def _from_iso(found: re.Match[str], source: str) -> DatedBelief | None:
    day = f"{found['year']}-{found['month']}-{found['day']}"
    if found["hour"] is None:
        instant = datetime.fromisoformat(day).replace(tzinfo=UTC)
        return DatedBelief(text=day, instant=instant, granularity=Granularity.DAY, source=source)
    time = f"{found['hour']}:{found['minute']}" + (f":{found['second']}" if found["second"] else "")
    instant = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=zone_offset(found["zone"]))
    granularity = Granularity.SECOND if found["second"] else Granularity.MINUTE
    return _belief(instant, zone_text(found["zone"]), source, granularity)


def _belief(instant: datetime, zone: str, source: str, granularity: Granularity = Granularity.SECOND) -> DatedBelief:
    written = instant.replace(tzinfo=None).isoformat(
        timespec="seconds" if granularity is Granularity.SECOND else "minutes"
    )
    return DatedBelief(
        text=written + zone,
        instant=instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC),
        granularity=granularity,
        zone_known=instant.tzinfo is not None,
        source=source,
    )
