from datetime import UTC, datetime, timedelta

import pytest

from services.fetcher.read_headers import max_age_of, retry_after_of

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("0", timedelta()),
        ("Tue, 04 Mar 2031 12:05:00 GMT", timedelta(minutes=5)),
        ("Tue, 04 Mar 2031 11:00:00 GMT", timedelta()),
        ("Tue, 04 Mar 2031 12:05:00 -0000", timedelta(minutes=5)),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("9" * 30, None),
        ("Tue, 04 Mar 99999 12:05:00 GMT", None),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(value: str, wait: timedelta | None) -> None:
    assert retry_after_of({"Retry-After": value}, NOON) == wait


@pytest.mark.parametrize(
    ("headers", "age"),
    [
        ({}, None),
        ({"Cache-Control": "public, max-age=600"}, timedelta(minutes=10)),
        ({"Cache-Control": 'MAX-AGE = "600"'}, timedelta(minutes=10)),
        ({"Cache-Control": "max-age=600", "Age": "100"}, timedelta(seconds=500)),
        ({"Cache-Control": "max-age=600", "Age": "900"}, timedelta()),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "no-store, max-age=600"}, timedelta()),
        ({"Cache-Control": 'no-cache="Set-Cookie", max-age=60'}, timedelta(minutes=1)),
        ({"Cache-Control": "max-age=soon"}, None),
        ({"Cache-Control": f"max-age={'9' * 30}"}, None),
        ({"Expires": "Tue, 04 Mar 2031 12:10:00 GMT"}, timedelta(minutes=10)),
        (
            {"Expires": "Tue, 04 Mar 2031 12:10:00 GMT", "Date": "Tue, 04 Mar 2031 12:08:00 GMT"},
            timedelta(minutes=2),
        ),
        ({"Expires": "0"}, timedelta()),
        ({"Expires": "Tue, 04 Mar 2031 12:10:00 GMT", "Cache-Control": "max-age=60"}, timedelta(minutes=1)),
    ],
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], age: timedelta | None) -> None:
    assert max_age_of(headers, NOON) == age
