"""Runs work that holds a processor in a thread, so that leases are renewed while it lasts."""

import asyncio
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
    work = asyncio.ensure_future(asyncio.to_thread(function, *args, **kwargs))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        if work.done() and not work.cancelled():
            raise
        name = getattr(function, "__qualname__", repr(function))
        raise HandlerHung(f"{name} did not end within its time limit and cannot be stopped") from None
