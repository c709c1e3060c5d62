"""Gives out this process's turns at hosts, without letting those who wait for one hold up those for others.

Each host has a queue, of which one at a time asks the pace that all fetchers share; so the fetchers take turns. A
queue takes only a share of what the process has in hand, and who waits in one is not counted among the requests that
the process makes at once.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import timedelta
from typing import Protocol

from claimwire.cancelling import cancelled
from claimwire.errors import Outage
from services.fetcher.host_queue import HeldSlot, HostQueue
from services.fetcher.pace import NotYet, Now

#: Hosts that nobody waits for are forgotten when this many are known.
_MOST_HOSTS = 4_096
#: Who does not get into a queue within this time gives its place to pages of other hosts, and comes again.
_CROWD_PATIENCE_SECONDS = 5.0
#: How often slots that could serve further requests, and did not, are given back.
_TIDY_SECONDS = 0.5


class HostBusy(Exception):
    """Raised when a host's turn comes later than one is ready to wait."""

    def __init__(self, host: str, wait: timedelta) -> None:
        super().__init__(f"no turn at {host} for another {wait.total_seconds():.1f} s")
        self.wait = wait


class SharedPace(Protocol):
    """What all fetchers agree on for each host."""

    async def ask(self, host: str, slot: str, crawl_delay: timedelta | None) -> Now | NotYet:
        """Ask to make a request now, with a slot, new or held."""

    async def give_back(self, slots: Sequence[tuple[str, str]]) -> None:
        """Give slots back, by host and name."""

    async def push_back(self, host: str, retry_after: timedelta | None) -> timedelta:
        """Leave a host alone for a while."""


class Politeness:
    """Gives out turns: per host and in all only so many at once, at the pace that is shared."""

    def __init__(self, pace: SharedPace, *, per_host: int, at_once: int, most_waiting: int) -> None:
        self._pace = pace
        self._at_once = asyncio.Semaphore(at_once)
        most_waiting = max(most_waiting, per_host)
        self._queues: defaultdict[str, HostQueue] = defaultdict(
            lambda: HostQueue(asyncio.Semaphore(most_waiting), asyncio.Semaphore(per_host))
        )

    @asynccontextmanager
    async def turn(
        self, host: str, *, patience_seconds: float, crawl_delay: timedelta | None = None
    ) -> AsyncIterator[None]:
        """Wait for one's turn at a host and hold it.

        Raises:
            HostBusy: it does not come within one's patience.
            Outage: so many wait for the host already that others would be held up; waiting is no failure, and not
                counted.
        """
        self._forget_idle_hosts()
        queue = self._queues[host]
        queue.visitors += 1
        try:
            until = self._now() + patience_seconds
            async with self._in_crowd(queue, host):
                slot = await self._enter(queue, host, until, crawl_delay)
                try:
                    yield
                finally:
                    self._at_once.release()
                    try:
                        await self._leave(queue, host, slot)
                    finally:
                        queue.places.release()
        finally:
            queue.visitors -= 1

    async def push_back(self, host: str, retry_after: timedelta | None) -> timedelta:
        """Leave a host alone that says that it is asked too much; return for how long."""
        queue = self._queues[host]
        queue.doubt_all(self._now())
        try:
            return await self._pace.push_back(host, retry_after)
        finally:
            # Others may have been let in until the pace heard of it.
            queue.doubt_all(self._now())

    @asynccontextmanager
    async def tidied(self) -> AsyncIterator["Politeness"]:
        """Give slots back that nobody uses while inside, and all of them at the end."""
        tidying = asyncio.create_task(self._tidy_forever())
        try:
            yield self
        finally:
            await cancelled([tidying])
            await self._give_back(float("inf"))

    @asynccontextmanager
    async def _in_crowd(self, queue: HostQueue, host: str) -> AsyncIterator[None]:
        try:
            # A timeout costs more than all else here, and there is mostly nothing to wait for.
            async with asyncio.timeout(_CROWD_PATIENCE_SECONDS) if queue.crowd.locked() else nullcontext():
                await queue.crowd.acquire()
        except TimeoutError:
            raise Outage(f"many requests of this process wait for {host} already") from None
        try:
            yield
        finally:
            queue.crowd.release()

    async def _enter(self, queue: HostQueue, host: str, until: float, crawl_delay: timedelta | None) -> HeldSlot:
        """Return a slot, holding a place at the host and one of the process's."""
        is_free = not (queue.places.locked() or queue.asking.locked() or self._at_once.locked())
        if is_free and not crawl_delay and (slot := queue.reusable_slot(self._now())):
            await queue.places.acquire()  # neither waits
            await self._at_once.acquire()
            return slot
        try:
            async with asyncio.timeout_at(until):
                await queue.places.acquire()
                try:
                    async with queue.asking:
                        return await self._ask(queue, host, until, crawl_delay)
                except BaseException:
                    queue.places.release()
                    raise
        except TimeoutError:
            raise HostBusy(host, timedelta()) from None

    async def _ask(self, queue: HostQueue, host: str, until: float, crawl_delay: timedelta | None) -> HeldSlot:
        while True:
            await self._at_once.acquire()
            answer: HeldSlot | NotYet | None = None
            try:
                answer = await self._ask_now(queue, host, crawl_delay)
            finally:
                if not isinstance(answer, HeldSlot):
                    self._at_once.release()
            if isinstance(answer, HeldSlot):
                return answer
            await self._wait(host, answer, until)

    async def _ask_now(self, queue: HostQueue, host: str, crawl_delay: timedelta | None) -> HeldSlot | NotYet:
        if not crawl_delay and (held := queue.reusable_slot(self._now())):
            return held
        slot = queue.next_slot()
        asked_at = self._now()
        try:
            answer = await self._pace.ask(host, slot.name, crawl_delay)
        except BaseException:
            queue.doubt(slot)
            raise
        if isinstance(answer, NotYet):
            return answer
        return HeldSlot(slot.name, self._now() + answer.reusable_for.total_seconds(), asked_at)

    async def _wait(self, host: str, answer: NotYet, until: float) -> None:
        seconds = answer.wait.total_seconds()
        if self._now() + seconds > until:
            # Who waits for a known time gives its place to others until then.
            raise HostBusy(host, answer.wait if answer.is_known else timedelta())
        await asyncio.sleep(seconds)

    async def _leave(self, queue: HostQueue, host: str, slot: HeldSlot) -> None:
        if queue.may_keep(slot, self._now()):
            queue.keep(slot)
            return
        try:
            await self._pace.give_back([(host, slot.name)])
        except Outage:
            return  # then it runs out
        except asyncio.CancelledError:
            queue.doubt(slot)
            raise

    async def _tidy_forever(self) -> None:
        while True:
            await asyncio.sleep(_TIDY_SECONDS)
            await self._give_back(self._now())

    async def _give_back(self, moment: float) -> None:
        ended = [(host, name) for host, queue in self._queues.items() for name in queue.take_ended(moment)]
        if ended:
            with suppress(Outage):  # then they run out
                await self._pace.give_back(ended)

    def _forget_idle_hosts(self) -> None:
        if len(self._queues) < _MOST_HOSTS:
            return
        for host, queue in list(self._queues.items()):
            if queue.is_idle:
                del self._queues[host]

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
