from dataclasses import replace

import pytest

from claimwire.reliability.backfill import Window
from claimwire.reliability.lag import GroupState
from claimwire.streams import Partition

WINDOW = Window(entries=8, memory_high_share=0.75)


def state(group: str, lag: int, pending: int = 0) -> GroupState:
    return GroupState("an.event", group, Partition(0), lag, pending, 0.0, 0, 0)


@pytest.mark.parametrize(("lag", "pending", "room"), [(0, 0, 8), (1, 0, 7), (3, 4, 1), (4, 4, 0), (5_000, 8, 0)])
def test_the_window_has_room_for_what_the_slowest_stage_has_not_to_do(lag: int, pending: int, room: int) -> None:
    states = [state("cleaner", 0), state("linker", lag, pending), state("indexer", 0, 0)]

    assert room == WINDOW.room(states, memory_share=0.1)


@pytest.mark.parametrize(("lag", "pending", "room"), [(0, 400, 8), (3, 400, 5), (9, 0, 0)])
def test_an_archive_does_not_wait_for_pages_that_wait_for_their_site(lag: int, pending: int, room: int) -> None:
    assert room == WINDOW.room([state("fetcher", lag, pending)], memory_share=0.1)


@pytest.mark.parametrize(
    ("lag", "pending", "room"), [(0, 0, 8), (0, 10, 6), (2, 12, 2), (0, 16, 0), (0, 400, 0), (8, 0, 0)]
)
def test_pages_of_the_backfill_lane_take_no_more_than_their_share_of_the_fetcher(
    lag: int, pending: int, room: int
) -> None:
    window = replace(WINDOW, fetching=16)

    assert room == window.room([state("fetcher", lag, pending)], memory_share=0.1)


@pytest.mark.parametrize(("lag", "memory_share", "room"), [(1, 0.8, 0), (0, 0.8, 8), (1, 0.7, 7)])
def test_a_full_broker_is_drained_first_if_it_can_be(lag: int, memory_share: float, room: int) -> None:
    assert room == WINDOW.room([state("cleaner", lag)], memory_share=memory_share)


def test_the_stage_with_the_least_room_is_the_slowest() -> None:
    slow = state("linker", 9)

    assert WINDOW.slowest([state("fetcher", 0, 400), slow, state("cleaner", 8)]) is slow
    assert WINDOW.slowest([]) is None
