"""Ends a process that is frozen: code in C that never comes back may hold the interpreter, and no timeout fires."""

import asyncio
import faulthandler
from collections.abc import Iterable

#: A handler that only took too long is told so by then; what is still frozen holds the interpreter itself.
_TIME_LIMITS = 1.5
#: A busy machine, or one that was suspended, may hold up any process so long.
_LEAST_PATIENCE_SECONDS = 5.0


def patience(time_limits: Iterable[float]) -> float:
    """Return for how many seconds nothing may move in a process whose handlers have these time limits."""
    return max(_LEAST_PATIENCE_SECONDS, *(_TIME_LIMITS * limit for limit in time_limits), 0.0)


async def end_when_frozen(patience_seconds: float) -> None:
    """Keep this process alive as long as its event loop turns; if that stands still for so long, it exits with 1.

    What each thread was doing is written to standard error before. The watch is a thread of its own in C, which needs
    nothing of the interpreter; what the process held is taken over by its leases.
    """
    try:
        while True:
            faulthandler.dump_traceback_later(patience_seconds, exit=True)
            await asyncio.sleep(patience_seconds / 10)
    finally:
        faulthandler.cancel_dump_traceback_later()
