"""Reads how often a feed asks to be polled. Pure."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
#: What WordPress writes into each of its feeds, so it says nothing of the outlet.
_DEFAULT_OF_WORDPRESS = timedelta(hours=1)
_LONGEST = timedelta(days=365)
_WHOLE_NUMBER = re.compile(r"\d{1,9}")
_SKIP_HOURS = re.compile(rb"<skipHours>([^\0]{0,2000}?)</skipHours>", re.IGNORECASE)
_HOUR = re.compile(rb"<hour>\s{0,20}(\d{1,2})\s{0,20}</hour>", re.IGNORECASE)


def read_ttl(channel: Mapping[str, Any]) -> timedelta | None:
    """Return how long a channel asks to be left alone.

    ``ttl`` (RSS 2.0) counts minutes. ``sy:updatePeriod`` and ``sy:updateFrequency`` (RSS 1.0 Syndication module) say
    how often the channel is brought up to date; the default that nobody chose does not count.
    """
    minutes = _whole_number(channel.get("ttl"))
    if minutes:
        return min(timedelta(minutes=minutes), _LONGEST)
    period = _PERIODS.get(str(channel.get("sy_updateperiod", "")).strip().lower())
    if period is None:
        return None
    ttl = period / (_whole_number(channel.get("sy_updatefrequency")) or 1)
    return None if ttl == _DEFAULT_OF_WORDPRESS else ttl


def read_skip_hours(body: bytes) -> frozenset[int]:
    """Return the hours, in UTC, that an RSS feed says it brings nothing in; 24 is another name of 0."""
    found = _SKIP_HOURS.search(body)
    hours = {int(hour) % 24 for hour in _HOUR.findall(found[1]) if int(hour) <= 24} if found else set()
    return frozenset(hours) if len(hours) < 24 else frozenset()


def _whole_number(text: object) -> int | None:
    found = _WHOLE_NUMBER.fullmatch(text.strip()) if isinstance(text, str) else None
    return int(found[0]) if found else None
