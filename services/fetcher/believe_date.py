"""Reads a feed's date, and notes how exact it is and whether its zone is known."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from claimwire.models import DatedBelief, Granularity

_YEAR_AND_MONTH = re.compile(r"\d{4}(-\d{2})?")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?P<seconds>:\d{2})?")
#: Feeds did not exist before; what says so is a default value of some software, or a slip.
_FIRST_YEAR = 1970
_LAST_YEAR = 2200


def believe_date(text: str, understood: datetime | None = None) -> DatedBelief | None:
    """Read an ISO 8601 or RFC 822 date.

    ``understood`` is what a more lenient parser made of the same text, as an instant; it serves where the two
    standard forms do not fit. Returns None for what is no date, or none that a feed can have.
    """
    text = text.strip()
    moment = _read_iso(text) or _read_rfc822(text) or understood
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    granularity = _granularity_of(text, moment)
    zone_known = moment.tzinfo is not None and moment is not understood and granularity is not Granularity.DAY
    return DatedBelief(
        text=_write(moment if zone_known else moment.replace(tzinfo=None), granularity),
        instant=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        granularity=granularity,
        zone_known=zone_known,
        source="feed",
    )


def _read_iso(text: str) -> datetime | None:
    if _YEAR_AND_MONTH.fullmatch(text):
        text = f"{text}-01-01"[:10]
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _read_rfc822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _granularity_of(text: str, moment: datetime) -> Granularity:
    if _YEAR_AND_MONTH.fullmatch(text):
        return Granularity.MONTH if "-" in text else Granularity.YEAR
    clock = _CLOCK.search(text)
    if clock is None:
        has_time = bool(moment.hour or moment.minute or moment.second)
        return Granularity.SECOND if has_time else Granularity.DAY
    return Granularity.SECOND if clock["seconds"] else Granularity.MINUTE


def _write(moment: datetime, granularity: Granularity) -> str:
    if granularity is Granularity.YEAR:
        return f"{moment.year:04}"
    if granularity is Granularity.MONTH:
        return moment.strftime("%Y-%m")
    if granularity is Granularity.DAY:
        return moment.date().isoformat()
    exactness = "minutes" if granularity is Granularity.MINUTE else "seconds"
    return moment.isoformat(timespec=exactness).replace("+00:00", "Z")
