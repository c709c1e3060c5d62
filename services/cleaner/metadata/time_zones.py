"""How bylines and machines write a time's zone, and its distance from UTC."""

import re
from datetime import UTC, timedelta, timezone

#: Only names that mean one zone wherever news is written: IST and CST do not, and ET leaves its summer time open.
_HOURS = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "BST": 1,
    "CET": 1,
    "MEZ": 1,
    "WEST": 1,
    "CEST": 2,
    "EET": 2,
    "MESZ": 2,
    "EEST": 3,
    "MSK": 3,
    "JST": 9,
    "KST": 9,
    "EDT": -4,
    "EST": -5,
    "PDT": -7,
    "PST": -8,
}

#: A zone as readers see it, for expressions that ignore case; what stands around it is the expression's. "10:22-12:30"
#: is an hour and another, so that a distance needs a name before it.
PRINTED_ZONE = rf"(?:(?:UTC|GMT)\s?[+-]\d{{1,2}}(?::?\d\d)?|{'|'.join(sorted(_HOURS, key=len, reverse=True))})"
MACHINE_ZONE = rf"(?:[+-]\d\d:?(?:\d\d)?|{PRINTED_ZONE})"
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d\d)?\Z")


def zone_offset(written: str | None) -> timezone | None:
    """Return the zone that is written, or None where none is, or none that is known.

    Raises:
        ValueError: it is further from UTC than a day.
    """
    if written is None:
        return None
    if (hours := _HOURS.get(written.upper())) is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    found = _OFFSET.match(written.upper())
    if found is None:
        return None
    distance = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-distance if found[1] == "-" else distance)


def zone_text(written: str | None) -> str:
    """Return it as ISO 8601 has it: "Z", "+02:00", or nothing."""
    zone = zone_offset(written)
    if zone is None:
        return ""
    seconds = int(zone.utcoffset(None).total_seconds())
    if seconds == 0:
        return "Z" if "+" not in (written or "") and "-" not in (written or "") else "+00:00"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}:{minutes:02}"
