import asyncio
import subprocess
import sys

import pytest

from claimwire.runtime.watchdog import end_when_frozen, patience

FROZEN = """
import asyncio, time
from claimwire.runtime.watchdog import end_when_frozen

async def main():
    watch = asyncio.create_task(end_when_frozen(0.5))
    await asyncio.sleep(1)
    print("turned", flush=True)
    time.sleep(60)

asyncio.run(main())
"""


@pytest.mark.parametrize(("limits", "seconds"), [((), 5.0), ((1.0,), 5.0), ((10.0, 60.0), 90.0)])
def test_patience_outlasts_the_longest_time_limit(limits: tuple[float, ...], seconds: float) -> None:
    assert seconds == patience(limits)


def test_a_process_that_stands_still_ends_and_says_where() -> None:
    ended = subprocess.run([sys.executable, "-c", FROZEN], capture_output=True, text=True, timeout=30, check=False)

    assert (ended.returncode, ended.stdout) == (1, "turned\n")
    assert "main" in ended.stderr


TWO_WATCHES = """
import asyncio, time
from claimwire.runtime.watchdog import end_when_frozen

async def main():
    patient = asyncio.create_task(end_when_frozen(3))
    hasty = [asyncio.create_task(end_when_frozen(0.5)) for _ in range(2)]
    await asyncio.sleep(0.2)
    time.sleep(1)
    print("outlasted", flush=True)
    hasty.pop().cancel()
    patient.cancel()
    await asyncio.sleep(0)
    print("one left", flush=True)
    time.sleep(60)

asyncio.run(main())
"""


def test_one_process_has_the_patience_of_its_most_patient_worker_as_long_as_that_runs() -> None:
    ended = subprocess.run([sys.executable, "-c", TWO_WATCHES], capture_output=True, text=True, timeout=30, check=False)

    assert (ended.returncode, ended.stdout) == (1, "outlasted\none left\n")
    assert "Timeout (0:00:00.5" in ended.stderr


async def test_a_watch_that_is_over_ends_nobody() -> None:
    watch = asyncio.create_task(end_when_frozen(0.2))
    await asyncio.sleep(0.01)
    watch.cancel()
    await asyncio.gather(watch, return_exceptions=True)

    await asyncio.sleep(0.5)  # longer than its patience, and still here
