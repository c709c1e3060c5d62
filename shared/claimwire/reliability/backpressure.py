"""Lets no more work in while what is behind lags, so that memory stays bounded and nothing is thrown away."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis

from claimwire.reliability.lag import GroupState, group_states
from claimwire.reliability.steady import Steadily


@dataclass(frozen=True)
class Watermarks:
    """When to stop letting work in, and when to begin again; the distance between keeps it from flapping."""

    high: int
    low: int
    memory_high_share: float

    def is_open(self, *, was_open: bool, unfinished: int, memory_share: float) -> bool:
        """Decide from the largest number of unfinished entries of any group and the broker's memory share."""
        if not unfinished:
            # Nothing behind could free memory; what fills it is the work that waits here.
            return True
        # Memory falls only when the janitor trims, so its low mark lies just under the high one.
        memory_low_share = self.memory_high_share * 0.9
        if was_open:
            return unfinished < self.high and memory_share < self.memory_high_share
        return unfinished <= self.low and memory_share < memory_low_share


class Gate:
    """Open while the stages behind keep up. Those who let work in wait here before each read."""

    def __init__(
        self,
        redis: Redis,
        *,
        watermarks: Watermarks,
        behind: Iterable[tuple[str, str]],
        partition_count: int,
        steadily: Steadily,
        look_every_seconds: float = 0.5,
    ) -> None:
        self._redis = redis
        self._watermarks = watermarks
        self._behind = tuple(behind)
        self._partition_count = partition_count
        self._steadily = steadily
        self._look_every_seconds = look_every_seconds
        self._open = asyncio.Event()
        self._open.set()
        self._log = structlog.get_logger("claimwire.reliability")

    @property
    def is_open(self) -> bool:
        """Whether work is let in now."""
        return self._open.is_set()

    async def passed(self) -> None:
        """Wait until work is let in."""
        await self._open.wait()

    async def watch(self) -> None:
        """Look at lag and memory again and again, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(self._look_every_seconds)

    async def look(self) -> None:
        """Look once, and open or close."""
        states = await self._steadily("measure lag", self._states)
        memory_share = await self._steadily("measure memory", broker_memory_share, self._redis)
        worst = max(states, key=lambda state: state.unfinished, default=None)
        unfinished = worst.unfinished if worst else 0
        is_open = self._watermarks.is_open(was_open=self.is_open, unfinished=unfinished, memory_share=memory_share)
        if is_open == self.is_open:
            return
        if is_open:
            self._open.set()
        else:
            self._open.clear()
        self._log.warning(
            "letting work in again" if is_open else "letting no more work in",
            slowest=f"{worst.group} on {worst.event_type}" if worst else None,
            unfinished=unfinished,
            memory_share=round(memory_share, 3),
        )

    async def _states(self) -> list[GroupState]:
        return await group_states(self._redis, self._behind, partition_count=self._partition_count)


async def broker_memory_share(redis: Redis) -> float:
    """Return how much of the broker's memory is used; 0 where it has no limit."""
    memory = await redis.info("memory")
    limit = int(memory.get("maxmemory") or 0)
    return int(memory["used_memory"]) / limit if limit else 0.0
