"""Spaces out the requests of this process to each host."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

#: Hosts that nobody waits for are forgotten when this many are known.
_MOST_HOSTS = 4_096


@dataclass
class _Queue:
    slots: asyncio.Semaphore
    next_start: float = 0.0
    visitors: int = 0


class Politeness:
    """Gives out turns: per host so many at once, their starts at least a delay apart."""

    def __init__(self, *, per_host: int, delay_seconds: float) -> None:
        self._delay_seconds = delay_seconds
        self._queues: defaultdict[str, _Queue] = defaultdict(lambda: _Queue(asyncio.Semaphore(per_host)))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for one's turn at a host and hold it."""
        self._forget_idle_hosts()
        queue = self._queues[host]
        queue.visitors += 1
        try:
            async with queue.slots:
                await self._keep_distance(queue)
                yield
        finally:
            queue.visitors -= 1

    async def _keep_distance(self, queue: _Queue) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, queue.next_start)
        queue.next_start = start + self._delay_seconds
        if start > now:
            await asyncio.sleep(start - now)

    def _forget_idle_hosts(self) -> None:
        if len(self._queues) < _MOST_HOSTS:
            return
        now = asyncio.get_running_loop().time()
        for host, queue in list(self._queues.items()):
            if not queue.visitors and queue.next_start <= now:
                del self._queues[host]
