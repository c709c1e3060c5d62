import pytest
import redis.exceptions
import structlog
from redis._parsers import BaseParser

from claimwire.reliability.steady import Steadily, passing_cause


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (redis.exceptions.OutOfMemoryError("OOM command not allowed"), "full"),
        (redis.exceptions.ReadOnlyError("READONLY You can't write"), "read-only"),
        (redis.exceptions.AuthenticationError("WRONGPASS"), "refuses the user"),
        (redis.exceptions.BusyLoadingError("LOADING"), "loading"),
        (redis.exceptions.ConnectionError("gone"), "cannot be reached"),
        (ConnectionResetError("gone"), "cannot be reached"),
        (redis.exceptions.ResponseError("MISCONF Errors writing to the AOF file"), "cannot do it now"),
        (redis.exceptions.ResponseError("ERR script: READONLY"), "cannot do it now"),
    ],
)
def test_what_passes_is_named(error: Exception, cause: str) -> None:
    assert cause in (passing_cause(error) or "")


@pytest.mark.parametrize(
    "reply",
    [
        "CLUSTERDOWN The cluster is down",
        "TRYAGAIN Multiple keys request during rehashing of slot",
        "MASTERDOWN Link with MASTER is down",
        "NOREPLICAS Not enough good replicas to write.",
        "BUSY Redis is busy running a script.",
        "READONLY You can't write against a read only replica.",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "LOADING Redis is loading the dataset in memory",
        "MISCONF Errors writing to the AOF file",
    ],
)
def test_replies_as_the_client_reads_them_pass_too(reply: str) -> None:
    assert passing_cause(BaseParser.parse_error(reply)) is not None


def test_a_group_that_exists_is_no_busy_server() -> None:
    assert passing_cause(BaseParser.parse_error("BUSYGROUP Consumer Group name already exists")) is None


@pytest.mark.parametrize("error", [redis.exceptions.ResponseError("WRONGTYPE"), ValueError("a bug"), KeyError("x")])
def test_what_does_not_pass_is_raised(error: Exception) -> None:
    assert passing_cause(error) is None


async def test_a_call_is_repeated_until_it_succeeds_and_the_log_says_so_twice() -> None:
    answers = iter([redis.exceptions.ConnectionError("gone"), redis.exceptions.ConnectionError("gone"), "done"])

    async def call() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with structlog.testing.capture_logs() as logs:
        assert await Steadily()("try", call) == "done"

    assert ["waiting for the broker", "the broker is back"] == [line["event"] for line in logs]


async def test_lost_groups_are_restored_before_the_next_try() -> None:
    restored: list[bool] = []

    async def restore() -> None:
        restored.append(True)

    async def call() -> str:
        if not restored:
            raise redis.exceptions.ResponseError("NOGROUP No such key")
        return "done"

    assert await Steadily(restore)("read", call) == "done"
    assert restored == [True]


async def test_without_anyone_to_restore_them_a_lost_group_is_an_error() -> None:
    async def call() -> str:
        raise redis.exceptions.ResponseError("NOGROUP No such key")

    with pytest.raises(redis.exceptions.ResponseError):
        await Steadily()("read", call)
