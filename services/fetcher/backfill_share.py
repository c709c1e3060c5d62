"""Keeps pages of the backfill lane from crowding live ones out at a host they share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from claimwire.errors import Outage

#: Less than a handler may take beside fetching (worker.py); who waits longer gives its place to others meanwhile.
_PATIENCE_SECONDS = 5.0


@dataclass
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    visitors: int = 0


@dataclass(frozen=True, kw_only=True)
class BackfillShare:
    """Lets one page of the backfill lane at a time into the queue of a host, so that a live one waits for no more."""

    patience_seconds: float = _PATIENCE_SECONDS
    _hosts: dict[str, _Host] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the turn of the backfill lane at a host, and hold it.

        Raises:
            Outage: others of the lane are before it for long; waiting is no failure of the page, and not counted.
        """
        waiting = self._hosts.setdefault(host, _Host())
        waiting.visitors += 1
        try:
            try:
                async with asyncio.timeout(self.patience_seconds):
                    await waiting.turn.acquire()
            except TimeoutError:
                raise Outage(f"{host} is busy with other pages of the backfill lane") from None
            try:
                yield
            finally:
                waiting.turn.release()
        finally:
            waiting.visitors -= 1
            if not waiting.visitors:
                del self._hosts[host]
