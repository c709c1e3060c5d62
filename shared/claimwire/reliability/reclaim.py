"""Takes over entries whose worker died: one at a time, each later than the last, so that a killer is found out."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from claimwire.reliability.leases import RELEASED, Delivery, Leases
from claimwire.reliability.retry import RetryPolicy, SetAside, TryAgain
from claimwire.reliability.steady import Steadily

_PAGE = 100
_MOST_LOOKED_AT = 1_000


@dataclass(frozen=True)
class Pending:
    """An entry that was given to a worker and not acknowledged."""

    entry_id: bytes
    consumer: str
    idle_seconds: float
    deliveries: int


class Reclaim:
    """Watches one stream's pending entries for those that nobody renews."""

    def __init__(
        self,
        redis: Redis,
        *,
        stream: str,
        group: str,
        consumer: str,
        policy: RetryPolicy,
        leases: Leases,
        steadily: Steadily,
        begin: Callable[[Delivery], "asyncio.Task[None]"],
        set_aside: Callable[[Delivery, SetAside, str], Awaitable[None]],
    ) -> None:
        self._redis = redis
        self._stream = stream
        self._group = group
        self._consumer = consumer
        self._policy = policy
        self._leases = leases
        self._steadily = steadily
        self._begin = begin
        self._set_aside = set_aside
        self.closed = False

    async def run_forever(self) -> None:
        """Take over what is due, one after the other, until cancelled."""
        while True:
            await asyncio.sleep(self._policy.lease_seconds / 3)
            for pending in await self._steadily("look for abandoned entries", self._abandoned):
                if self.closed:
                    return
                await self._take_over(pending)

    async def _abandoned(self) -> list[Pending]:
        abandoned: list[Pending] = []
        start = "-"
        while len(abandoned) < _MOST_LOOKED_AT:
            rows: Any = await self._redis.xpending_range(
                self._stream, self._group, start, "+", _PAGE, idle=int(self._policy.lease_seconds * 1000)
            )
            abandoned += [
                Pending(
                    entry_id=row["message_id"],
                    consumer=row["consumer"].decode(),
                    idle_seconds=row["time_since_delivered"] / 1000,
                    deliveries=row["times_delivered"],
                )
                for row in rows
            ]
            if len(rows) < _PAGE:
                break
            start = f"({rows[-1]['message_id'].decode()}"
        return abandoned

    async def _take_over(self, pending: Pending) -> None:
        if pending.entry_id in self._leases.held:
            return
        left_in_order = pending.consumer == RELEASED
        verdict = TryAgain(0) if left_in_order else self._policy.after_death(pending.deliveries)
        wait = verdict.after_seconds if isinstance(verdict, TryAgain) else 0.0
        if pending.idle_seconds < wait:
            return
        # Only one of several workers gets it: claiming resets the idle time that the others ask for.
        least_idle = max(wait, self._policy.lease_seconds)
        claimed = await self._steadily("take over an entry", self._claim, pending.entry_id, int(least_idle * 1000))
        if claimed is None:
            return
        delivery = Delivery(pending.entry_id, claimed, deliveries=pending.deliveries)
        self._leases.held[delivery.entry_id] = delivery
        if isinstance(verdict, SetAside):
            told = f"its worker ({pending.consumer}) died or hung, {pending.deliveries} times"
            await self._set_aside(delivery, verdict, told)
            return
        delivery.deliveries += 1
        delivery.suspect = not left_in_order and self._policy.is_suspect(delivery.deliveries)
        await asyncio.wait([self._begin(delivery)])

    async def _claim(self, entry_id: bytes, least_idle_milliseconds: int) -> Mapping[bytes, bytes] | None:
        claimed: Any = await self._redis.xclaim(
            self._stream, self._group, self._consumer, least_idle_milliseconds, [entry_id]
        )
        return claimed[0][1] if claimed else None
