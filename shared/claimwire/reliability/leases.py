"""The entries that this process holds of one stream, renewed while it lives, so that nobody takes them over."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis

from claimwire.reliability.scripts import RELEASE, RENEW
from claimwire.reliability.steady import Steadily

RELEASED = "released"
"""The name under which entries are left that a stopping worker had read but not begun."""


@dataclass(slots=True, eq=False)
class Delivery:
    """One entry in this process's hands."""

    entry_id: bytes
    fields: Mapping[bytes, bytes]
    deliveries: int = 1
    """How often it was given to a worker, this time included."""
    suspect: bool = False
    """It may be what kills workers, so it is handled with nothing else in flight."""
    begun: bool = False
    waits: bool = False
    """It failed and waits for a further try."""
    uncounted: bool = False
    """What it waits for is the end of an outage, which is not its fault."""
    lost: bool = False
    """Another worker took it over while this process was frozen."""


class Leases:
    """Holds entries and renews them in time; a process that no longer renews is taken for dead."""

    def __init__(
        self, redis: Redis, *, stream: str, group: str, consumer: str, lease_seconds: float, steadily: Steadily
    ) -> None:
        self._redis = redis
        self._stream = stream
        self._group = group
        self._consumer = consumer
        self._lease_seconds = lease_seconds
        self._steadily = steadily
        self._log = structlog.get_logger("claimwire.reliability")
        self.held: dict[bytes, Delivery] = {}

    async def renew_forever(self) -> None:
        """Renew what is held, three times within each lease, until cancelled."""
        while True:
            await asyncio.sleep(self._lease_seconds / 3)
            if self.held:
                await self.renew()

    async def renew(self) -> None:
        """Renew what is held; mark what another worker has taken over in the meantime."""
        asked = list(self.held)
        keys, arguments = [self._stream], [self._group, self._consumer, *asked]
        kept = set(await self._steadily("renew leases", RENEW, self._redis, keys, arguments))
        for entry_id in asked:
            # An entry that was handed off meanwhile is no longer held, and no longer pending either.
            delivery = self.held.get(entry_id)
            if delivery is not None and entry_id not in kept and not delivery.lost:
                delivery.lost = True
                self._log.warning("an entry was taken over", stream=self._stream, entry=entry_id.decode())

    async def release(self, deliveries: Iterable[Delivery], *, uncharged: bool) -> None:
        """Leave entries to other workers at once, and deregister if nothing is left.

        Args:
            deliveries: what this process holds and does not work on.
            uncharged: whether their delivery to this worker is not to count.
        """
        ids = [delivery.entry_id for delivery in deliveries if not delivery.lost]
        idle_milliseconds = int(self._lease_seconds * 1000) + 1
        arguments = [self._group, self._consumer, RELEASED, idle_milliseconds, int(uncharged), *ids]
        await RELEASE(self._redis, [self._stream], arguments)
        for entry_id in ids:
            self.held.pop(entry_id, None)
