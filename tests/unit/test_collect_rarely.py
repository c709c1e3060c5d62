import gc
from collections.abc import Iterator

import pytest

from claimwire.collect_rarely import collect_rarely


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Leave the collector as it was."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


class Ring:
    """Something that only the collector can free; it says when."""

    def __init__(self, freed: list[str], name: str) -> None:
        self.itself, self._freed, self._name = self, freed, name

    def __del__(self) -> None:
        self._freed.append(self._name)


def test_what_was_there_is_passed_over_and_what_comes_later_is_freed() -> None:
    freed: list[str] = []
    there = Ring(freed, "there")

    collect_rarely()
    del there
    Ring(freed, "later")
    gc.collect()

    assert freed == ["later"]


def test_garbage_that_is_there_already_is_freed_first() -> None:
    freed: list[str] = []
    Ring(freed, "garbage")

    collect_rarely()

    assert freed == ["garbage"]
