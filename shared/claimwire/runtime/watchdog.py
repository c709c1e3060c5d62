"""Ends a process that is frozen: code in C that never comes back may hold the interpreter, and no timeout fires."""

import asyncio
import faulthandler
from collections.abc import Iterable

#: A handler that only took too long is told so by then; what is still frozen holds the interpreter itself.
_TIME_LIMITS = 1.5
#: A busy machine, or one that was suspended, may hold up any process so long.
_LEAST_PATIENCE_SECONDS = 5.0

#: The patience of each watch that is on: a process has one timer for all, and who freezes it freezes all.
_watching: list[float] = []


def patience(time_limits: Iterable[float]) -> float:
    """Return for how many seconds nothing may move in a process whose handlers have these time limits."""
    return max([_LEAST_PATIENCE_SECONDS, *(_TIME_LIMITS * limit for limit in time_limits)])


async def end_when_frozen(patience_seconds: float) -> None:
    """Keep this process alive as long as its event loop turns; if that stands still for so long, it exits with 1.

    What each thread was doing is written to standard error before. The watch is a thread of its own in C, which needs
    nothing of the interpreter; what the process held is taken over by its leases. Of several watches in one process
    the longest patience counts. A process that was stopped from outside for longer ends when it goes on: the timer
    cannot tell that from freezing, and nothing in the interpreter could be asked.
    """
    _watching.append(patience_seconds)
    try:
        while True:
            faulthandler.dump_traceback_later(max(_watching), exit=True)
            await asyncio.sleep(patience_seconds / 10)
    finally:
        _watching.remove(patience_seconds)
        faulthandler.cancel_dump_traceback_later()
        if _watching:
            faulthandler.dump_traceback_later(max(_watching), exit=True)
