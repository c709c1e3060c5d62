"""Ends tasks for certain."""

import asyncio
from collections.abc import Collection
from typing import Any


async def cancelled(tasks: Collection["asyncio.Task[Any]"]) -> None:
    """Cancel tasks again and again until they have ended.

    Once is not enough: Python 3.11's wait_for, which redis-py writes with, loses a cancellation that comes just as it
    ends.
    """
    running = {task for task in tasks if not task.done()}
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=0.5)
