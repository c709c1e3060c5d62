from datetime import UTC, datetime

import pytest

from claimwire.models import DatedBelief
from services.cleaner.metadata.choose_date import DateClaim, believe, choose_modified, choose_published, is_possible
from services.cleaner.metadata.dates import parse_date

FETCHED = datetime(2031, 5, 7, 12, tzinfo=UTC)


def date(text: str, source: str = "meta") -> DatedBelief:
    belief = parse_date(text, source)
    assert belief is not None
    return belief


@pytest.mark.parametrize(
    "text", ["1970-01-01", "1969-12-31T23:00:00Z", "0001-01-01T00:00:00Z", "1900-01-01", "2031-06-01"]
)
def test_placeholders_and_the_future_are_impossible(text: str) -> None:
    assert not is_possible(date(text), FETCHED)


@pytest.mark.parametrize("text", ["1970-01-03", "1923-08-01", "2031-05-08T02:00:00+14:00", "2031-05-07"])
def test_old_papers_and_other_zones_are_possible(text: str) -> None:
    assert is_possible(date(text), FETCHED)


def test_what_is_no_date_is_passed_over() -> None:
    claims = [DateClaim("soon", "json-ld"), DateClaim("2031-05-06", "meta")]

    assert [belief.source for belief in believe(claims, FETCHED)] == ["meta"]


def test_the_best_source_wins_where_nothing_contradicts_it() -> None:
    chosen = choose_published([date("2031-05-06", "json-ld"), date("2031-05-02", "meta")], [])

    assert chosen == date("2031-05-06", "json-ld")


def test_a_witness_decides_between_sources() -> None:
    machine = [date("2031-05-06", "json-ld"), date("2029-05-02", "meta")]

    assert choose_published(machine, [date("2029-05-02", "url")]) == date("2029-05-02", "meta")


def test_a_witness_alone_overturns_nothing() -> None:
    machine = [date("2031-05-06", "json-ld")]

    assert choose_published(machine, [date("2029-05-02", "byline")]) == machine[0]


def test_a_day_s_difference_is_one_of_zones() -> None:
    machine = [date("2031-05-06T23:30:00Z", "json-ld"), date("2029-05-02", "meta")]

    assert choose_published(machine, [date("2031-05-07", "url")]) == machine[0]


def test_the_more_exact_of_two_that_agree_is_taken() -> None:
    chosen = choose_published([date("2031-05-06", "json-ld"), date("2031-05-06T10:22+02:00", "meta")], [])

    assert chosen == date("2031-05-06T10:22+02:00", "meta")


def test_another_time_of_the_day_adds_no_zone() -> None:
    machine = [date("2031-05-06T10:22", "json-ld"), date("2031-05-06T11:00Z", "meta")]

    assert choose_published(machine, []) == machine[0]


def test_nothing_comes_of_nothing() -> None:
    assert choose_published([], []) is None
    assert choose_modified([], None) is None


def test_a_change_on_the_day_of_publication_is_believed_where_hours_are_unknown() -> None:
    changed = date("2031-05-06")

    assert choose_modified([changed], date("2031-05-06T10:00:00Z")) == changed
