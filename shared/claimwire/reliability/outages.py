"""Tells an outage of the broker from a failure of the event that met it."""

from collections.abc import Iterator
from contextlib import contextmanager

from claimwire.errors import Outage
from claimwire.reliability.steady import passing_cause


@contextmanager
def outage_of_the_broker(what: str) -> Iterator[None]:
    """Turn the broker's errors that pass by themselves into Outage; ``what`` says what could not be done."""
    try:
        yield
    except Exception as error:  # the causes that pass are told apart here; the rest is raised
        cause = passing_cause(error)
        if cause is None:
            raise
        raise Outage(f"{what}: {cause}") from error
