from datetime import UTC, datetime, timedelta

import pytest

from claimwire.events import DropReason
from services.fetcher.page import FetchFailed
from services.fetcher.robots_record import RobotsRecord, read_record, record_failure, record_rules, write_record
from services.fetcher.robots_rules import RobotsRules

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
RULES = RobotsRules("Disallow: /private")


def status(code: int) -> FetchFailed:
    return FetchFailed(DropReason.UNREACHABLE, f"HTTP status {code}", may_pass=code >= 400, status=code)


SILENT = FetchFailed(DropReason.TIMED_OUT, "no answer", may_pass=True)


def test_rules_hold_for_a_day() -> None:
    assert record_rules(RULES, NOON) == RobotsRecord(rules=RULES, fresh_until=NOON + timedelta(days=1))


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 451])
def test_a_robots_file_that_is_not_there_forbids_nothing(code: int) -> None:
    record = record_failure(record_rules(RULES, NOON), status(code), NOON)

    assert record == record_rules(RobotsRules(""), NOON)


def test_redirects_that_lead_nowhere_forbid_nothing() -> None:
    failure = FetchFailed(DropReason.UNREACHABLE, "more than 5 redirects")

    assert record_failure(None, failure, NOON).rules == RobotsRules("")


@pytest.mark.parametrize(
    "failure", [status(500), status(503), status(429), SILENT], ids=["500", "503", "429", "silent"]
)
def test_a_robots_file_that_cannot_be_had_closes_the_site(failure: FetchFailed) -> None:
    record = record_failure(None, failure, NOON)

    assert record.rules is None
    assert record.fresh_until == NOON + timedelta(minutes=1)


def test_pages_of_a_closed_site_are_dropped_for_what_is_wrong_with_it() -> None:
    assert record_failure(None, status(500), NOON).reason is DropReason.ROBOTS
    assert record_failure(None, SILENT, NOON).reason is DropReason.TIMED_OUT


def test_the_longer_it_fails_the_seldomer_it_is_asked() -> None:
    first = record_failure(None, status(500), NOON)
    pauses = [
        record_failure(first, status(500), now).fresh_until - now
        for now in (NOON + timedelta(minutes=minutes) for minutes in (1, 10, 300))
    ]

    assert pauses == [timedelta(minutes=1), timedelta(minutes=10), timedelta(minutes=30)]


def test_a_robots_file_that_cannot_be_had_forbids_nothing_after_a_day() -> None:
    first = record_failure(None, status(500), NOON)
    almost = record_failure(first, status(500), NOON + timedelta(hours=23))
    after = record_failure(almost, status(500), NOON + timedelta(hours=24))

    assert almost.rules is None
    assert after.rules == RobotsRules("")


def test_known_rules_go_on_to_hold_while_their_server_fails() -> None:
    known = record_rules(RULES, NOON)
    later = NOON + timedelta(days=1, minutes=1)

    failing = record_failure(known, status(503), later)

    assert (failing.rules, failing.failing_since) == (RULES, later)
    assert record_failure(failing, status(503), later + timedelta(days=2)).rules == RULES


def test_a_server_that_answers_again_is_failing_no_more() -> None:
    assert record_rules(RULES, NOON + timedelta(hours=1)).failing_since is None


@pytest.mark.parametrize(
    "record",
    [record_rules(RULES, NOON), record_rules(RobotsRules(""), NOON), record_failure(None, SILENT, NOON)],
    ids=["rules", "none", "closed"],
)
def test_a_record_is_read_as_it_was_written(record: RobotsRecord) -> None:
    assert read_record(write_record(record)) == record
