import itertools
import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimwire.models import DatedBelief, Granularity
from services.extractor.read_times import read_times

#: A Thursday.
PUBLISHED = DatedBelief(
    text="2030-05-16", instant=datetime(2030, 5, 16, tzinfo=UTC), granularity=Granularity.DAY, source="meta"
)


def read(text: str) -> list[tuple[str, str | None]]:
    times = read_times(text, 0, len(text), published=PUBLISHED, offset=0)
    return [(time.text, time.resolved) for time in times]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It left on Wednesday.", ("on Wednesday", "2030-05-15")),
        ("It left on Thursday.", ("on Thursday", "2030-05-16")),
        ("It left last Thursday.", ("last Thursday", "2030-05-09")),
        ("It leaves next Monday.", ("next Monday", "2030-05-20")),
        ("It left yesterday.", ("yesterday", "2030-05-15")),
        ("It left in March.", ("in March", "2030-03")),
        ("It left in June.", ("in June", "2029-06")),
        ("It left in June 2024.", ("in June 2024", "2024-06")),
        ("It left on June 5, 2024.", ("on June 5, 2024", "2024-06-05")),
        ("It left on 5 June.", ("on 5 June", "2030-06-05")),
        ("It left on 5 December.", ("on 5 December", "2029-12-05")),
        ("It left earlier this month.", ("earlier this month", "2030-05")),
        ("It leaves next week.", ("next week", "2030-W21")),
        ("It left two years ago.", ("two years ago", "2028")),
        ("It left since 2022.", ("since 2022", "2022")),
        ("It left on June 31.", ("on June 31", None)),
        ("It will leave on Thursday.", ("on Thursday", "2030-05-16")),
        ("It will leave on Wednesday.", ("on Wednesday", "2030-05-22")),
        ("It would report by Friday.", ("by Friday", "2030-05-17")),
        ("It had grown by Tuesday.", ("by Tuesday", "2030-05-14")),
        ("It is closed until Monday.", ("until Monday", "2030-05-20")),
        ("It has been closed since Friday.", ("since Friday", "2030-05-10")),
        ("Results were expected on Monday.", ("on Monday", "2030-05-20")),
        ("It should have left on Monday.", ("on Monday", "2030-05-13")),
        ("It left on Friday last week.", ("on Friday last week", "2030-05-10")),
        ("It left on Tuesday night.", ("on Tuesday night", "2030-05-14")),
        ("It left on Tuesday, 14 May.", ("on Tuesday, 14 May", "2030-05-14")),
        ("It will open in June.", ("in June", "2030-06")),
        ("It will open in March.", ("in March", "2031-03")),
        ("It left on June 5 last year.", ("on June 5 last year", "2029-06-05")),
        ("It left on 25/10/2029.", ("on 25/10/2029", "2029-10-25")),
        ("It left on 10/25/2029.", ("on 10/25/2029", "2029-10-25")),
        ("It left on 5/10/2029.", ("on 5/10/2029", None)),
        ("It fell from 400 in 2008 to 60 crates.", ("in 2008", "2008")),
        ("It left last May.", ("last May", "2029-05")),
        ("It was due in June of this year.", ("in June of this year", "2030-06")),
        ("It left two days ago.", ("two days ago", "2030-05-14")),
        ("It left a few days ago.", ("a few days ago", None)),
        ("It ends by the end of the year.", ("by the end of the year", "2030-12")),
        ("It ended at the end of last month.", ("at the end of last month", "2030-04")),
        ("It opens this summer.", ("this summer", "2030")),
        ("It leaked overnight.", ("overnight", "2030-05-15")),
        ("It leaked last night.", ("last night", "2030-05-15")),
        ("It was built in the 1990s.", ("in the 1990s", "1990")),
        ("It left on 2030-05-14.", ("2030-05-14", "2030-05-14")),
        ("It left 9000 years ago.", ("9000 years ago", None)),
    ],
)
def test_a_time_is_resolved_no_more_exactly_than_it_says(text: str, expected: tuple[str, str | None]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "start", "until", "granularity"),
    [
        ("It ran from 2014 to 2016.", "2014", "2016", Granularity.YEAR),
        ("It ran in 1939-45.", "1939", "1945", Granularity.YEAR),
        ("It ran on June 5-9.", "2030-06-05", "2030-06-09", Granularity.DAY),
        ("It ran between June and September.", "2029-06", "2029-09", Granularity.MONTH),
        ("It ran from Monday to Friday.", "2030-05-13", "2030-05-17", Granularity.DAY),
        ("It ran over the weekend.", "2030-05-11", "2030-05-12", Granularity.DAY),
        ("It ran in the past three years.", "2027", "2030", Granularity.YEAR),
        ("It ran in the past 24 hours.", "2030-05-15", "2030-05-16", Granularity.DAY),
        ("It runs over the next week.", "2030-W20", "2030-W21", Granularity.WEEK),
        ("It ran in the third quarter of 2029.", "2029-07", "2029-09", Granularity.QUARTER),
    ],
)
def test_a_period_has_an_end(text: str, start: str, until: str, granularity: Granularity) -> None:
    (time,) = read_times(text, 0, len(text), published=PUBLISHED, offset=0)

    assert (time.resolved, time.until, time.granularity) == (start, until, granularity)


@pytest.mark.parametrize(
    "text",
    [
        "They may march until dawn.",
        "It is always full on Sundays.",
        "It was a Black Friday for the yard.",
        "He was criticised by May.",
        "At the end of the day, nobody came.",
        "It cost $2016.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert read(text) == []


def test_days_count_in_the_zone_of_the_publication() -> None:
    evening_in_the_west = datetime(2030, 5, 15, 22, 0, tzinfo=timezone(timedelta(hours=-7)))
    published = PUBLISHED.model_copy(update={"instant": evening_in_the_west, "granularity": Granularity.MINUTE})
    text = "It left today."

    (time,) = read_times(text, 0, len(text), published=published, offset=0)

    assert time.resolved == "2030-05-15"


def test_a_publication_that_names_only_its_month_resolves_no_weekday() -> None:
    published = PUBLISHED.model_copy(update={"granularity": Granularity.MONTH})
    text = "It left on Wednesday."

    (time,) = read_times(text, 0, len(text), published=published, offset=0)

    assert time.resolved is None


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2080, 1, 1))


def resolved_on(today: date, text: str) -> str | None:
    instant = datetime(today.year, today.month, today.day, tzinfo=UTC)
    published = PUBLISHED.model_copy(update={"instant": instant, "text": today.isoformat()})
    (time,) = read_times(text, 0, len(text), published=published, offset=0)
    return time.resolved


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_weekday_of_the_past_is_within_the_last_seven_days(today: date, back: int) -> None:
    day = today - timedelta(days=back)

    assert resolved_on(today, f"It left on {day:%A}.") == day.isoformat()


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_weekday_to_come_is_within_the_next_seven_days(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)

    assert resolved_on(today, f"It will leave on {day:%A}.") == day.isoformat()


@given(
    DAYS,
    DAYS,
    st.sampled_from(
        [
            "{0:%B} {0.day}, {0.year}",
            "{0.day} {0:%B} {0.year}",
            "{0:%b}. {0.day}, {0.year}",
            "{0:%Y-%m-%d}",
            "{0:%A}, {0.day} {0:%B} {0.year}",
        ]
    ),
)
def test_a_full_date_is_itself_whenever_the_article_appeared(today: date, day: date, form: str) -> None:
    assume("%b" not in form or day.month != 5)  # "May." ends a sentence

    assert resolved_on(today, f"It left on {form.format(day)}.") == day.isoformat()


@given(DAYS, st.integers(min_value=-150, max_value=150))
def test_a_date_without_a_year_is_the_nearest_of_its_name(today: date, shift: int) -> None:
    day = today + timedelta(days=shift)
    verb = "will leave" if shift > 0 else "left"

    if (day.month, day.day) != (2, 29):
        assert resolved_on(today, f"It {verb} on {day.day} {day:%B}.") == day.isoformat()


@given(DAYS, st.integers(min_value=1, max_value=400), st.sampled_from(["days", "weeks", "months", "years", "decades"]))
def test_what_lies_back_is_never_after_the_publication(today: date, count: int, unit: str) -> None:
    resolved = resolved_on(today, f"It left {count} {unit} ago.")

    if resolved is not None and "W" in resolved:
        assert date.fromisoformat(f"{resolved}-1") < today
    else:
        assert resolved is None or resolved < today.isoformat()


PIECES = st.sampled_from(
    [
        "on ",
        "Thursday",
        "May",
        " 31",
        " to ",
        "2016",
        "-",
        "this ",
        "week",
        "ago",
        "twenty ",
        "the ",
        "1990s",
        ". ",
        "will ",
        "last ",
        "Sept.",
        "9999 ",
        "years ",
        "weekend",
        "\u2013",
        "99",
        "in the past ",
        "0 ",
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)), DAYS)
def test_any_text_gives_exact_places_and_real_dates(text: str, today: date) -> None:
    instant = datetime(today.year, today.month, today.day, tzinfo=UTC)
    published = PUBLISHED.model_copy(update={"instant": instant})

    times = read_times(text, 0, len(text), published=published, offset=7)

    assert all(text[time.start - 7 : time.end - 7] == time.text for time in times)
    assert all(one.end <= other.start for one, other in itertools.pairwise(times))
    for time in times:
        for end in (time.resolved, time.until):
            assert end is None or re.fullmatch(r"\d{4}(-W\d\d|-\d\d(-\d\d)?)?", end)
        assert time.until is None or str(time.resolved) < time.until
        if time.granularity is Granularity.DAY:
            date.fromisoformat(str(time.resolved))


def test_without_a_publication_date_a_weekday_stays_unresolved() -> None:
    text = "It left on Wednesday, in 2022."

    times = read_times(text, 0, len(text), published=None, offset=0)

    assert [(time.text, time.resolved) for time in times] == [("on Wednesday", None), ("in 2022", "2022")]
