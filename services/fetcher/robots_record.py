"""Decides what holds for a site after its robots.txt was fetched, or could not be (RFC 9309, 2.3.1). Pure."""

import json
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from claimwire.events import DropReason
from services.fetcher.page import FetchFailed
from services.fetcher.robots_rules import RobotsRules

#: RFC 9309, 2.4: a copy is not used for longer.
_FRESH = timedelta(hours=24)
#: A site whose robots.txt cannot be had is closed for as long as that lasts, and open after a "reasonably long" time
#: (RFC 9309, 2.3.1.4). News is stale after a day, and few crawlers wait longer.
_CLOSED_FOR = timedelta(hours=24)
_SHORTEST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(minutes=30)
#: Pages of a site that does not answer at all are dropped for that, not for its rules.
_NO_ANSWER = (DropReason.UNREACHABLE, DropReason.TIMED_OUT)


@dataclass(frozen=True, kw_only=True)
class RobotsRecord:
    """What is known of a site's robots.txt."""

    rules: RobotsRules | None
    """None while the site is closed because its robots.txt cannot be had."""
    fresh_until: datetime
    failing_since: datetime | None = None
    failure: str = ""
    """Why it cannot be had."""
    reason: DropReason = DropReason.ROBOTS
    """What pages are dropped for while the site is closed."""


def record_rules(rules: RobotsRules, now: datetime) -> RobotsRecord:
    """Return what holds after a robots.txt was read."""
    return RobotsRecord(rules=rules, fresh_until=now + _FRESH)


def record_failure(before: RobotsRecord | None, failure: FetchFailed, now: datetime) -> RobotsRecord:
    """Return what holds after a robots.txt could not be had.

    None at all, or one that leads nowhere, forbids nothing (2.3.1.3). Of one whose server fails, the last known copy
    goes on to hold; without any, the site counts as closed at first.
    """
    if not _is_trouble(failure):
        return record_rules(RobotsRules(""), now)
    since = (before and before.failing_since) or now
    failing_for = now - since
    record = RobotsRecord(
        rules=before.rules if before else None,
        # Asked again after as long as it has been failing, so that a short trouble costs a minute.
        fresh_until=now + min(max(failing_for, _SHORTEST_PAUSE), _LONGEST_PAUSE),
        failing_since=since,
        failure=failure.detail,
        reason=failure.reason if failure.status is None and failure.reason in _NO_ANSWER else DropReason.ROBOTS,
    )
    if record.rules is None and failing_for >= _CLOSED_FOR:
        return replace(record, rules=RobotsRules(""))
    return record


def _is_trouble(failure: FetchFailed) -> bool:
    if failure.status is None:
        return failure.may_pass
    return failure.status >= HTTPStatus.INTERNAL_SERVER_ERROR or failure.status == HTTPStatus.TOO_MANY_REQUESTS


def write_record(record: RobotsRecord) -> bytes:
    """Write a record as Redis keeps it."""
    fields = {
        "rules": record.rules.text if record.rules is not None else None,
        "fresh_until": record.fresh_until.timestamp(),
        "failing_since": record.failing_since.timestamp() if record.failing_since else None,
        "failure": record.failure,
        "reason": record.reason,
    }
    return zlib.compress(json.dumps(fields).encode())


def read_record(packed: bytes) -> RobotsRecord:
    """Read a record."""
    fields = json.loads(zlib.decompress(packed))
    since = fields["failing_since"]
    return RobotsRecord(
        rules=RobotsRules(fields["rules"]) if fields["rules"] is not None else None,
        fresh_until=datetime.fromtimestamp(fields["fresh_until"], UTC),
        failing_since=datetime.fromtimestamp(since, UTC) if since is not None else None,
        failure=fields["failure"],
        reason=DropReason(fields["reason"]),
    )
