import pytest

from claimwire.models import Granularity
from services.cleaner.dates import find_date, parse_date


@pytest.mark.parametrize(
    ("written", "text", "instant", "granularity", "zone_known"),
    [
        ("2031-05-06", "2031-05-06", "2031-05-06T00:00:00+00:00", Granularity.DAY, False),
        ("2031-05-06T10:22", "2031-05-06T10:22", "2031-05-06T10:22:00+00:00", Granularity.MINUTE, False),
        ("2031-05-06T10:22:09.123Z", "2031-05-06T10:22:09Z", "2031-05-06T10:22:09+00:00", Granularity.SECOND, True),
        (
            "2031-05-06 10:22:09 +0200",
            "2031-05-06T10:22:09+02:00",
            "2031-05-06T10:22:09+02:00",
            Granularity.SECOND,
            True,
        ),
        (
            "Tue, 06 May 2031 10:22:09 GMT",
            "2031-05-06T10:22:09+00:00",
            "2031-05-06T10:22:09+00:00",
            Granularity.SECOND,
            True,
        ),
    ],
)
def test_a_machine_s_date_is_no_more_exact_than_written(
    written: str, text: str, instant: str, granularity: Granularity, zone_known: bool
) -> None:
    belief = parse_date(written, "meta")

    assert belief is not None
    assert (belief.text, belief.instant.isoformat()) == (text, instant)
    assert (belief.granularity, belief.zone_known, belief.source) == (granularity, zone_known, "meta")


@pytest.mark.parametrize("written", ["", "yesterday", "2031-13-40", "2031-05-06T99:99", "0000-00-00", "9" * 10_000])
def test_what_is_no_date_is_not_believed(written: str) -> None:
    assert parse_date(written, "meta") is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Velmora, 6. Mai 2031, 14:05 Uhr", "2031-05-06T14:05"),
        ("publicado el 6 de mayo de 2031", "2031-05-06"),
        ("6 травня 2031", "2031-05-06"),
        ("12:15 am, Sept. 6th, 2031", "2031-09-06T00:15"),
        ("06.05.2031", "2031-05-06"),
    ],
)
def test_a_date_in_words_is_found_with_its_time(text: str, date: str) -> None:
    found = find_date(text)

    assert found is not None
    assert found.text == date


@pytest.mark.parametrize("text", ["version 1.2.2031.4", "May 2031", "31 February 2031", "maybe 12, 20315"])
def test_numbers_that_are_no_date_are_not_found(text: str) -> None:
    assert find_date(text) is None
