"""Runs work that holds a processor in a thread, so that leases are renewed while it lasts."""

import asyncio
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from claimwire.errors import ClaimwireError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class HandlerHung(ClaimwireError):
    """Raised when blocking work passed its time limit: a thread cannot be stopped, so the process must end."""


async def run_blocking(
    function: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
) -> Result:
    """Run a function in a thread and return its result.

    Raises:
        HandlerHung: the caller was cancelled (its time limit passed) while the thread was still at work.
    """
    begun = threading.Event()

    def begin() -> Result:
        begun.set()
        return function(*args, **kwargs)

    work = asyncio.ensure_future(asyncio.to_thread(begin))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        if not begun.is_set() or work.done():
            work.cancel()  # it still waits for a thread, or has just ended: nothing hangs
            raise
        name = getattr(function, "__qualname__", repr(function))
        raise HandlerHung(f"{name} did not end within its time limit and cannot be stopped") from None
