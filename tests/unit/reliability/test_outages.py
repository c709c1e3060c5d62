import pytest
import redis.exceptions

from claimwire.errors import Outage
from claimwire.reliability.outages import outage_of_the_broker


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (redis.exceptions.OutOfMemoryError("OOM command not allowed"), "the broker is full"),
        (redis.exceptions.ConnectionError("gone"), "the broker cannot be reached"),
        (redis.exceptions.ResponseError("MISCONF Errors writing to the AOF file"), "the broker cannot do it now"),
    ],
)
def test_what_the_broker_will_do_later_is_an_outage_that_says_what_failed_and_why(error: Exception, cause: str) -> None:
    with (
        pytest.raises(Outage, match=f"cannot record: {cause}"),
        outage_of_the_broker("cannot record"),
    ):
        raise error


@pytest.mark.parametrize("error", [redis.exceptions.ResponseError("WRONGTYPE"), ValueError("a bug")])
def test_what_waiting_cannot_mend_rises_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, outage_of_the_broker("cannot record"):
        raise error

    assert raised.value is error
