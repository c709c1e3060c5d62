"""Decides when a feed is due. Pure."""

from datetime import datetime, timedelta


def next_due(due_at: datetime, interval: timedelta, now: datetime) -> datetime:
    """Return a feed's first turn after ``now``.

    Turns keep their distance from ``due_at``; those missed while nothing ran are skipped, not made up for.
    """
    missed = max((now - due_at) // interval, 0)
    return due_at + interval * (missed + 1)
