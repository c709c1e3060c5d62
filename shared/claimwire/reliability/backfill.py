"""Lets archives in a few documents at a time, so that live news never waits behind more than those few."""

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from redis.asyncio import Redis

from claimwire.events import Event
from claimwire.reliability.backpressure import broker_memory_share
from claimwire.reliability.lag import GroupState, group_states
from claimwire.reliability.scripts import GIVE_BACK
from claimwire.reliability.steady import Steadily
from claimwire.worker import Publisher

_TURN_KEY = "claimwire:{backfill}:turn"
#: Looking and publishing takes milliseconds; a process that died in between holds up the others for no longer.
_TURN_MILLISECONDS = 5_000
#: A quick stage empties a window in less than a tenth of a second. Looking costs the broker some twenty small commands,
#: so that it is done less often the longer there is no room.
_LOOK_AGAIN_SECONDS, _LONGEST_PAUSE_SECONDS = 0.04, 0.5
_TELL_EVERY_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Window:
    """How much of an archive may be on its way at once."""

    entries: int
    """How many may wait at any stage."""
    memory_high_share: float
    fetching: int | None = None
    """How many pages may be under way from their sites; None for what lies on the disk, which waits for no site."""

    def room(self, states: Sequence[GroupState], *, memory_share: float) -> int:
        """Decide how many documents may follow, from what the stages have to do and the broker's memory.

        Pages that wait for their site take no one's time. Among those that came from a feed an archive would never have
        its turn, so of the fetcher's work only what it has not begun counts, unless sites are to be asked for more.
        """
        if memory_share >= self.memory_high_share and any(state.unfinished for state in states):
            return 0  # with nothing unfinished, waiting could free no memory
        return max(0, min((self._room_at(state) for state in states), default=self.entries))

    def slowest(self, states: Sequence[GroupState]) -> GroupState | None:
        """Return the stage that leaves the least room."""
        return min(states, key=self._room_at, default=None)

    def _room_at(self, state: GroupState) -> int:
        if state.group != "fetcher":
            return self.entries - state.unfinished
        at_sites = self.entries if self.fetching is None else self.fetching - state.unfinished
        return min(self.entries - state.lag, at_sites)


@dataclass(frozen=True, kw_only=True)
class Backfill:
    """Publishes events as the window has room, however many processes do so at once."""

    redis: Redis
    publisher: Publisher
    window: Window
    groups: Sequence[tuple[str, str]]
    """The (event type, group) pairs that share the window: all of the pipeline."""
    partition_count: int
    steadily: Steadily = field(default_factory=Steadily)

    async def publish(self, events: Sequence[Event], tell: Callable[[int], None] = lambda _: None) -> None:
        """Publish all events, a few at a time; tell how many of them each time."""
        left, waiting, pause = list(events), _Waiting(), _LOOK_AGAIN_SECONDS
        while left:
            async with self._turn():
                room = await self._room(waiting)
                if room:
                    await self.publisher.publish(left[:room])
            if room:
                tell(len(left[:room]))
                left, waiting, pause = left[room:], _Waiting(), _LOOK_AGAIN_SECONDS
            if left:
                # Apart from each other, or one of several would have every turn.
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, not a secret
                pause = min(1.5 * pause, _LONGEST_PAUSE_SECONDS)

    async def _room(self, waiting: "_Waiting") -> int:
        states = await self.steadily("measure lag", self._states)
        memory_share = await self.steadily("measure memory", broker_memory_share, self.redis)
        room = self.window.room(states, memory_share=memory_share)
        if not room:
            waiting.tell(self.window.slowest(states), memory_share)
        return room

    async def _states(self) -> list[GroupState]:
        return await group_states(self.redis, self.groups, partition_count=self.partition_count)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Keep others from looking at the same room; without it two would let in twice as much, no more."""
        token = secrets.token_hex(8)
        while not await self.steadily("take a turn", self._take, token):  # noqa: ASYNC110 - others' turns
            await asyncio.sleep(_LOOK_AGAIN_SECONDS * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, not a secret
        try:
            yield
        finally:
            await self.steadily("give back a turn", self._give_back, token)

    async def _take(self, token: str) -> bool:
        # Repeated after a lost reply it may find its own token: then it has the turn.
        taken = await self.redis.set(_TURN_KEY, token, nx=True, px=_TURN_MILLISECONDS, get=True)
        return taken is None or taken in (token, token.encode())

    async def _give_back(self, token: str) -> None:
        await GIVE_BACK(self.redis, [_TURN_KEY], [token])


@dataclass
class _Waiting:
    """Says now and then what holds an archive up."""

    since: float = field(default_factory=time.monotonic)
    told: float = field(default_factory=time.monotonic)

    def tell(self, worst: GroupState | None, memory_share: float) -> None:
        if time.monotonic() - self.told < _TELL_EVERY_SECONDS:
            return
        self.told = time.monotonic()
        structlog.get_logger("claimwire.reliability").warning(
            "the archive waits for the pipeline",
            slowest=f"{worst.group} on {worst.event_type}" if worst else None,
            unfinished=worst.unfinished if worst else 0,
            memory_share=round(memory_share, 3),
            seconds=round(self.told - self.since),
        )
