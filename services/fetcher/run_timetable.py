"""The loop of a schedule: publishes what is due, now and then, until cancelled."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from claimwire.errors import TransientError

#: A fetcher that claimed a turn and died has it claimed by another after this time.
LEASE = timedelta(seconds=60)
MOST_AT_ONCE = 200

log = structlog.get_logger(__name__)


async def run_timetable(publish_due: Callable[[], Awaitable[int]], *, pause_seconds: float) -> None:
    """Publish again at once where there may be more, else after a pause; an outage is waited for."""
    while not _cancelled():
        try:
            published = await publish_due()
        except TransientError as error:
            log.warning("schedule interrupted", error=str(error))
            published = 0
        if published < MOST_AT_ONCE:
            await asyncio.sleep(pause_seconds)


def _cancelled() -> bool:
    # On Python 3.11 asyncio.wait_for, with which redis-py writes, swallows a cancellation that comes as it ends.
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
