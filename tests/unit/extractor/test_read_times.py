from datetime import UTC, datetime

import pytest

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
        ("It left 9000 years ago.", ("9000 years ago", None)),
    ],
)
def test_a_time_is_resolved_no_more_exactly_than_it_says(text: str, expected: tuple[str, str | None]) -> None:
    assert read(text) == [expected]


def test_a_verb_is_no_month() -> None:
    assert read("They may march until dawn.") == []


def test_without_a_publication_date_a_weekday_stays_unresolved() -> None:
    text = "It left on Wednesday, in 2022."

    times = read_times(text, 0, len(text), published=None, offset=0)

    assert [(time.text, time.resolved) for time in times] == [("on Wednesday", None), ("in 2022", "2022")]
