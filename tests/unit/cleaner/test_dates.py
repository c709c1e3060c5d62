# ruff: noqa: RUF001 - Turkish and Ukrainian

import pytest

from claimwire.models import Granularity
from services.cleaner.metadata.dates import date_in_address, find_date, parse_date


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
        ("Publié le 6 mai 2031 à 14h05", "2031-05-06T14:05"),
        ("1er août 2031", "2031-08-01"),
        ("Pubblicato il 6 maggio 2031 alle ore 14:05", "2031-05-06T14:05"),
        ("mercoledì 6 mag 2031", "2031-05-06"),
        ("6 mei 2031 om 14:05 uur", "2031-05-06T14:05"),
        ("12 mrt. 2031", "2031-03-12"),
        ("6 de maio de 2031 às 14h05", "2031-05-06T14:05"),
        ("6 de março de 2031", "2031-03-06"),
        ("Publicerad 6 maj 2031 kl. 14.05", "2031-05-06T14:05"),
        ("den 6:e augusti 2031", "2031-08-06"),
        ("середа, 6 серпня 2031, 14:05", "2031-08-06T14:05"),
        ("14:05, 6 травня 2031 року", "2031-05-06T14:05"),
        ("6. desember 2031", "2031-12-06"),
        ("6 Mayıs 2031", "2031-05-06"),
        ("26/05/2031", "2031-05-26"),
        ("5/26/2031 3:04 pm", "2031-05-26T15:04"),
        ("Mayo 6, 2031", "2031-05-06"),
        ("2031年5月6日", "2031-05-06"),
        ("Updated 10:22 PM EDT, Wed May 6, 2031", "2031-05-06T22:22-04:00"),
        ("6 May 2031 10:22 CEST", "2031-05-06T10:22+02:00"),
        ("6 May 2031 10:22 GMT", "2031-05-06T10:22Z"),
        ("6 May 2031, updated 7 May 2032", "2031-05-06"),
    ],
)
def test_a_date_in_words_is_found_with_its_time(text: str, date: str) -> None:
    found = find_date(text)

    assert found is not None
    assert found.text == date


@pytest.mark.parametrize(
    "text",
    [
        "version 1.2.2031.4",
        "May 2031",
        "31 February 2031",
        "maybe 12, 20315",
        "a record set 12 2031 times",
        "3 out of 2031",
        "06/05/2031",
        "call 555-05-2031-7",
        "no year on 6 May",
    ],
)
def test_numbers_that_are_no_date_are_not_found(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("6 May 2031, 10:22-12:30", "2031-05-06T10:22"),
        ("6 May 2031 10:22 IST", "2031-05-06T10:22"),
        ("6 May 2031 10:22 Zurich", "2031-05-06T10:22"),
    ],
)
def test_a_zone_is_believed_only_where_it_means_one(text: str, time: str) -> None:
    found = find_date(text)

    assert found is not None
    assert found.text == time


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1935750129", "2031-05-05T12:22:09Z"),
        ("1935750129000", "2031-05-05T12:22:09Z"),
        ("Tue May 06 2031 10:22:09 GMT+0200 (Velmora Time)", "2031-05-06T10:22:09+02:00"),
        ("Tue May 06 10:22:09 CEST 2031", "2031-05-06T10:22:09+02:00"),
        ("20310506T102209Z", "2031-05-06T10:22:09Z"),
        ("20310506", "2031-05-06"),
        ("2031/05/06 10:22", "2031-05-06T10:22"),
        ("2031-05-06T10:22:09.5-0330", "2031-05-06T10:22:09-03:30"),
        ("2031-05-06T10:22+02:00[Velmora]", "2031-05-06T10:22+02:00"),
        ("May 6, 2031 10:22 am", "2031-05-06T10:22"),
        ("Dienstag, 6. Mai 2031", "2031-05-06"),
    ],
)
def test_machines_write_dates_in_many_ways(written: str, text: str) -> None:
    belief = parse_date(written, "meta")

    assert belief is not None
    assert belief.text == text


@pytest.mark.parametrize("written", ["2031", "12345", "1/2/2031", "in the story of 6 May 2031", "123456789012345678"])
def test_a_field_with_no_or_more_than_one_meaning_is_no_date(written: str) -> None:
    assert parse_date(written, "meta") is None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://velmora.example/2031/05/06/storm", "2031-05-06"),
        ("https://velmora.example/storm-20310506", "2031-05-06"),
        ("https://velmora.example/a/2031-05-06-storm", "2031-05-06"),
        ("https://velmora.example/2031/05/storm", None),
        ("https://velmora.example/120310506", None),
        ("https://velmora.example/2031/13/06/storm", None),
        (None, None),
    ],
)
def test_an_address_may_hold_the_day(address: str | None, day: str | None) -> None:
    belief = date_in_address(address)

    assert (belief.text if belief else None) == day
