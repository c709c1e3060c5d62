"""What a process knows of one host that its requests wait for: who is there, and which slots are held."""

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True)
class HeldSlot:
    """A slot of a host, by its name among all fetchers, and until when it may serve without asking again."""

    name: str
    reusable_until: float = 0.0
    asked_at: float = 0.0
    """When it was asked for."""


@dataclass
class HostQueue:
    """The queue before one host."""

    crowd: asyncio.Semaphore
    """Who may wait for a place."""
    places: asyncio.Semaphore
    """Who may have a request under way, or ask for one."""
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    visitors: int = 0
    _idle: deque[HeldSlot] = field(default_factory=deque)
    _doubted_at: float = float("-inf")

    @property
    def is_idle(self) -> bool:
        """Whether the queue can be forgotten."""
        return not self.visitors and not self._idle

    def next_slot(self) -> HeldSlot:
        """Return a slot that is held and not in use, or else one to ask for."""
        # The latest lasts longest; those before it are given back when they have run out.
        return self._idle.pop() if self._idle else HeldSlot(secrets.token_hex(8))

    def reusable_slot(self, moment: float) -> HeldSlot | None:
        """Return a slot that is held, not in use and may serve without asking again, or None."""
        return self._idle.pop() if self._idle and self._idle[-1].reusable_until > moment else None

    def keep(self, slot: HeldSlot) -> None:
        """Keep a slot for the next request."""
        self._idle.append(slot)

    def doubt(self, slot: HeldSlot) -> None:
        """Note a slot that may be held or not, to be given back in any case."""
        self._idle.appendleft(HeldSlot(slot.name))

    def may_keep(self, slot: HeldSlot, moment: float) -> bool:
        """Tell whether a slot whose request has ended may serve another without asking again."""
        return self._doubted_at < slot.asked_at and moment < slot.reusable_until

    def doubt_all(self, moment: float) -> None:
        """Let none of the slots that were asked for until a moment serve without asking again, in use or not."""
        self._doubted_at = moment
        self._idle = deque(HeldSlot(slot.name) for slot in self._idle)

    def take_ended(self, moment: float) -> list[str]:
        """Return the names of the slots to be given back, which are idle and may serve no longer."""
        ended = [slot.name for slot in self._idle if slot.reusable_until <= moment]
        self._idle = deque(slot for slot in self._idle if slot.reusable_until > moment)
        return ended
