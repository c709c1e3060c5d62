import pytest

from claimwire.reliability.backpressure import Watermarks

MARKS = Watermarks(high=100, low=20, memory_high_share=0.8)


@pytest.mark.parametrize(
    ("was_open", "unfinished", "memory", "is_open"),
    [
        (True, 99, 0.1, True),
        (True, 100, 0.1, False),
        (False, 99, 0.1, False),
        (False, 21, 0.1, False),
        (False, 20, 0.1, True),
        (True, 5, 0.8, False),
        (False, 5, 0.75, False),
        (False, 5, 0.71, True),
    ],
)
def test_the_gate_closes_at_the_high_mark_and_opens_at_the_low_one(
    was_open: bool, unfinished: int, memory: float, is_open: bool
) -> None:
    assert is_open == MARKS.is_open(was_open=was_open, unfinished=unfinished, memory_share=memory)


def test_a_full_broker_with_nothing_behind_must_let_work_through() -> None:
    assert MARKS.is_open(was_open=False, unfinished=0, memory_share=1.0)
