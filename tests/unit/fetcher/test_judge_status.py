import pytest

from claimwire.events import DropReason
from services.fetcher.judge_status import judge_status


@pytest.mark.parametrize("status", [200, 203])
def test_a_success_is_no_failure(status: int) -> None:
    assert judge_status(status) is None


@pytest.mark.parametrize(
    ("status", "reason", "may_pass"),
    [
        (401, DropReason.FORBIDDEN, False),
        (403, DropReason.FORBIDDEN, True),
        (404, DropReason.NOT_FOUND, False),
        (410, DropReason.GONE, False),
        (418, DropReason.UNREACHABLE, False),
        (300, DropReason.UNREACHABLE, False),
        (408, DropReason.UNREACHABLE, True),
        (429, DropReason.UNREACHABLE, True),
        (503, DropReason.UNREACHABLE, True),
        (999, DropReason.UNREACHABLE, True),
    ],
)
def test_a_failure_has_its_reason_and_may_pass_or_not(status: int, reason: DropReason, may_pass: bool) -> None:
    failure = judge_status(status)

    assert failure is not None
    assert (failure.reason, failure.may_pass) == (reason, may_pass)
