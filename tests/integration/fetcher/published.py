import asyncio
from collections.abc import Sequence

from claimwire.errors import TransientError
from claimwire.events import Event


class Published:
    """Keeps what is published, after failing as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.events: list[Event] = []
        self.arrived = asyncio.Event()
        self._failures = failures

    async def publish(self, events: Sequence[Event]) -> None:
        await asyncio.sleep(0)
        if self._failures:
            self._failures -= 1
            raise TransientError("the broker is away")
        self.events.extend(events)
        self.arrived.set()
