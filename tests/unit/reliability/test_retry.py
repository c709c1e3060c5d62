import pytest

from claimwire.errors import Outage, PermanentError, TransientError, UndecodableEntry
from claimwire.reliability.retry import RetryPolicy, SetAside, TryAgain

POLICY = RetryPolicy(lease_seconds=30, backoff_seconds=2, backoff_limit_seconds=60, max_deliveries=6)


@pytest.mark.parametrize(
    ("error", "deliveries", "verdict"),
    [
        (TransientError(), 1, TryAgain(2)),
        (TransientError(), 2, TryAgain(4)),
        (TransientError(), 5, TryAgain(32)),
        (TransientError(), 6, SetAside("exhausted")),
        (ValueError("a bug"), 1, TryAgain(2)),
        (ValueError("a bug"), 6, SetAside("exhausted")),
        (Outage("the disk is full"), 1, TryAgain(30, counted=False)),
        (Outage("the disk is full"), 99, TryAgain(30, counted=False)),
        (PermanentError(), 1, SetAside("permanent")),
        (UndecodableEntry(), 1, SetAside("undecodable")),
    ],
)
def test_a_failure_is_tried_again_ever_later_and_set_aside_in_the_end(
    error: Exception, deliveries: int, verdict: TryAgain | SetAside
) -> None:
    assert verdict == POLICY.after_failure(error, deliveries)


@pytest.mark.parametrize(
    ("deliveries", "verdict"),
    [(0, TryAgain(30)), (1, TryAgain(30)), (2, TryAgain(60)), (3, TryAgain(60)), (6, SetAside("crash_loop"))],
)
def test_what_a_dead_worker_held_is_taken_over_ever_later(deliveries: int, verdict: TryAgain | SetAside) -> None:
    assert verdict == POLICY.after_death(deliveries)


def test_the_pause_after_a_death_is_never_shorter_than_the_lease() -> None:
    policy = RetryPolicy(lease_seconds=30, backoff_seconds=1, backoff_limit_seconds=5, max_deliveries=6)

    assert [TryAgain(30)] * 3 == [policy.after_death(deliveries) for deliveries in (1, 2, 3)]


def test_with_one_delivery_nothing_is_tried_again() -> None:
    policy = RetryPolicy(lease_seconds=30, backoff_seconds=1, backoff_limit_seconds=5, max_deliveries=1)

    assert SetAside("exhausted") == policy.after_failure(TransientError(), 1)
    assert SetAside("crash_loop") == policy.after_death(1)


def test_one_death_is_chance_and_two_make_a_suspect() -> None:
    assert [False, False, True] == [POLICY.is_suspect(deliveries) for deliveries in (1, 2, 3)]


def test_a_failure_that_asks_for_a_longer_wait_gets_it_within_the_limit() -> None:
    policy = RetryPolicy(lease_seconds=60, backoff_seconds=2, backoff_limit_seconds=300, max_deliveries=6)

    assert policy.after_failure(TransientError("busy", after_seconds=90), deliveries=1) == TryAgain(90)
    assert policy.after_failure(TransientError("busy", after_seconds=1), deliveries=2) == TryAgain(4)
    assert policy.after_failure(TransientError("busy", after_seconds=3600), deliveries=1) == TryAgain(300)
