"""Whether a worker is well: its loop turns and its broker answers."""

import asyncio
import time

#: A loop that stood still so long is blocked: leases are renewed from it.
_BEAT_MISSED_AFTER_SECONDS = 15.0
_BROKER_AWAY_AFTER_SECONDS = 30.0


class Health:
    """Noted by the worker's loop, read by the probes' thread."""

    def __init__(self) -> None:
        self._beat_at = time.monotonic()
        self.broker_away_since: float | None = None

    async def beat_forever(self) -> None:
        """Note that the loop turns, until cancelled."""
        while True:
            self._beat_at = time.monotonic()
            await asyncio.sleep(1)

    def problem(self) -> str | None:
        """Say what is wrong, or None."""
        now = time.monotonic()
        if now - self._beat_at > _BEAT_MISSED_AFTER_SECONDS:
            return f"the worker has not moved for {now - self._beat_at:.0f} s"
        since = self.broker_away_since
        if since is not None and now - since > _BROKER_AWAY_AFTER_SECONDS:
            return f"the broker has been away for {now - since:.0f} s"
        return None
