"""Decides when an article was published and changed: ranked sources, checked against each other and the calendar."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from claimwire.models import DatedBelief, Granularity
from services.cleaner.metadata.dates import parse_date

#: Clocks go wrong and zones are left out; a day covers both.
_SLACK = timedelta(days=1)
#: What programs write where they know no date.
_PLACEHOLDERS = frozenset(
    {date(1969, 12, 31), date(1970, 1, 1), date(1970, 1, 2), date(1900, 1, 1), date(1899, 12, 30)}
)
#: No newspaper is older; year 1 is a program's zero.
_FIRST_YEAR = 1600
_EXACT = (Granularity.SECOND, Granularity.MINUTE)


class DateClaim(NamedTuple):
    """What one source says about a time, as it is written there."""

    text: str
    source: str


def believe(claims: Iterable[DateClaim], fetched_at: datetime | None) -> list[DatedBelief]:
    """Return those claims that are dates, and neither a placeholder nor later than the page was fetched; best first."""
    beliefs = (parse_date(claim.text, claim.source) for claim in dict.fromkeys(claims))
    return [belief for belief in beliefs if belief is not None and is_possible(belief, fetched_at)]


def is_possible(belief: DatedBelief, fetched_at: datetime | None) -> bool:
    """Tell whether a time can be one of publication."""
    day = date.fromisoformat(belief.text[:10])
    if day.year < _FIRST_YEAR or day in _PLACEHOLDERS:
        return False
    return fetched_at is None or belief.instant <= fetched_at + _SLACK


def choose_published(
    machine: Sequence[DatedBelief], witnesses: Sequence[DatedBelief], marked: Sequence[DatedBelief] = ()
) -> DatedBelief | None:
    """Choose when an article was published.

    ``machine`` is what the page declares, best source first; ``witnesses`` are independent of it: the printed date, the
    address, the feed. The first declared date counts, unless witnesses contradict it and confirm another. Without any,
    the first witness counts. The same time said more exactly or with its zone, also by what the page merely ``marked``
    as a time, is better.
    """
    if machine:
        chosen = max(machine, key=lambda belief: any(_same_day(belief, witness) for witness in witnesses))
    elif witnesses:
        chosen = witnesses[0]
    else:
        return None
    return _sharpen(chosen, [*machine, *witnesses, *marked])


def choose_modified(machine: Sequence[DatedBelief], published: DatedBelief | None) -> DatedBelief | None:
    """Choose when an article was last changed; not before it was published."""
    for belief in machine:
        if published is None or not _is_before(belief, published):
            return _sharpen(belief, machine)
    return None


def _sharpen(belief: DatedBelief, others: Iterable[DatedBelief]) -> DatedBelief:
    """Return the same time as another source says it more exactly."""
    for other in others:
        if belief.granularity is Granularity.DAY and other.granularity in _EXACT and belief.text == other.text[:10]:
            return other
        # One clock's time, here without and there with its zone.
        is_same_clock = belief.granularity in _EXACT and belief.text[:16] == other.text[:16]
        if is_same_clock and not belief.zone_known and other.zone_known:
            return other
    return belief


def _same_day(one: DatedBelief, other: DatedBelief) -> bool:
    return abs(_noon(one) - _noon(other)) <= _SLACK


def _noon(belief: DatedBelief) -> datetime:
    return datetime.combine(date.fromisoformat(belief.text[:10]), datetime.min.time(), UTC)


def _is_before(one: DatedBelief, other: DatedBelief) -> bool:
    if one.granularity is Granularity.DAY or other.granularity is Granularity.DAY or one.zone_known != other.zone_known:
        return one.text[:10] < other.text[:10]
    return one.instant < other.instant
