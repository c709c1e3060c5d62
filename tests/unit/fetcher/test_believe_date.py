from datetime import UTC, datetime

import pytest

from claimwire.models import Granularity
from services.fetcher.believe_date import believe_date


@pytest.mark.parametrize(
    ("text", "written", "granularity", "zone_known"),
    [
        ("2031", "2031", Granularity.YEAR, False),
        ("2031-03", "2031-03", Granularity.MONTH, False),
        ("2031-03-04", "2031-03-04", Granularity.DAY, False),
        ("2031-03-04T10:22Z", "2031-03-04T10:22Z", Granularity.MINUTE, True),
        ("2031-03-04T10:22:05.250+02:00", "2031-03-04T10:22:05+02:00", Granularity.SECOND, True),
        ("2031-03-04 10:22:05", "2031-03-04T10:22:05", Granularity.SECOND, False),
        ("Tue, 04 Mar 2031 10:22:05 GMT", "2031-03-04T10:22:05Z", Granularity.SECOND, True),
        ("Tue, 04 Mar 2031 10:22 -0500", "2031-03-04T10:22-05:00", Granularity.MINUTE, True),
        ("04 Mar 2031 10:22:05 -0000", "2031-03-04T10:22:05", Granularity.SECOND, False),
    ],
)
def test_a_date_is_believed_as_exactly_as_it_is_written(
    text: str, written: str, granularity: Granularity, zone_known: bool
) -> None:
    belief = believe_date(text)

    assert belief is not None
    assert (belief.text, belief.granularity, belief.zone_known) == (written, granularity, zone_known)


def test_a_date_without_zone_stands_for_that_hour_in_utc() -> None:
    belief = believe_date("2031-03-04 10:22:05")

    assert belief is not None
    assert belief.instant == datetime(2031, 3, 4, 10, 22, 5, tzinfo=UTC)


def test_what_a_lenient_parser_understood_serves_where_no_standard_form_fits() -> None:
    belief = believe_date("the 4th of March 2031", datetime(2031, 3, 4, tzinfo=UTC))

    assert belief is not None
    assert (belief.text, belief.granularity) == ("2031-03-04", Granularity.DAY)


@pytest.mark.parametrize("text", ["", "soon", "0001-01-01T00:00:00Z", "9999-12-31", "Mon, 99 Foo 2031 10:22:05 GMT"])
def test_what_is_no_date_of_a_feed_is_not_believed(text: str) -> None:
    assert believe_date(text) is None
