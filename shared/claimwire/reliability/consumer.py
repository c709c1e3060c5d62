"""Consumes one stream for one group: reads no more than it can hold, handles, hands off, retries, sets aside."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

import structlog
from redis.asyncio import Redis

from claimwire.blocking import HandlerHung
from claimwire.cancelling import cancelled
from claimwire.reliability.dead_letters import dead_letter
from claimwire.reliability.handoff import HandOff, Output
from claimwire.reliability.leases import Delivery, Leases
from claimwire.reliability.reclaim import Reclaim
from claimwire.reliability.retry import RetryPolicy, SetAside, TryAgain
from claimwire.reliability.scripts import AGAIN
from claimwire.reliability.steady import Steadily
from claimwire.reliability.turnstile import Turnstile
from claimwire.streams import Partition

#: Entries that wait for a further try do not hold up others, but their number is bounded, for they are in memory.
_MOST_WAITING_FOR_A_RETRY = 256

Handle = Callable[[Delivery], Awaitable[Sequence[Output]]]
"""Turns an entry into what is to be published; what it raises decides between a further try and the dead letters."""


class Observer(Protocol):
    """Hears what becomes of each entry; metrics implement it."""

    def ended(self, outcome: str, seconds: float) -> None:
        """Note the end of one handling: ok, duplicate, retry or dead."""

    def in_flight(self, entries: int) -> None:
        """Note how many entries are held now."""


@dataclass(frozen=True, kw_only=True)
class Consumption:
    """What a consumer consumes, and as whom."""

    partition: Partition
    stream: str
    group: str
    consumer: str
    concurrency: int
    prefetch: int
    policy: RetryPolicy


class Consumer:
    """Handles the entries of one stream; several share a process, its turnstile and its fate."""

    def __init__(
        self,
        redis: Redis,
        consumption: Consumption,
        *,
        handle: Handle,
        observer: Observer,
        steadily: Steadily,
        turnstile: Turnstile,
        on_fatal: Callable[[BaseException], None],
    ) -> None:
        self._redis = redis
        self._of = consumption
        self._handle = handle
        self._observer = observer
        self._steadily = steadily
        self._turnstile = turnstile
        self._on_fatal = on_fatal
        self._log = structlog.get_logger("claimwire.reliability").bind(group=consumption.group)
        names = {"stream": consumption.stream, "group": consumption.group}
        self._hand_off = HandOff(redis, **names, steadily=steadily)
        self._leases = Leases(
            redis,
            **names,
            consumer=consumption.consumer,
            steadily=steadily,
            lease_seconds=consumption.policy.lease_seconds,
        )
        self._reclaim = Reclaim(
            redis,
            **names,
            consumer=consumption.consumer,
            policy=consumption.policy,
            leases=self._leases,
            steadily=steadily,
            begin=self._begin,
            set_aside=self._set_aside,
        )
        self._slots = asyncio.Semaphore(consumption.concurrency)
        self._tasks: set[asyncio.Task[None]] = set()
        self._freed = asyncio.Event()
        self._retries: set[asyncio.Task[None]] = set()
        self._reads = 0
        self.closed = False

    @property
    def stream(self) -> str:
        """The stream that is consumed."""
        return self._of.stream

    async def room(self) -> int:
        """Wait until entries can be taken and return how many; 0 once closed."""
        while not self.closed:
            busy = len(self._leases.held) - len(self._retries)
            free = self._of.concurrency + self._of.prefetch - busy
            if len(self._retries) >= _MOST_WAITING_FOR_A_RETRY:
                free = 0
            # A read costs a round trip: it waits until it can bring a fair share of what may be prefetched.
            if free >= max(1, self._of.prefetch // 2):
                return free
            self._freed.clear()
            await self._freed.wait()
        return 0

    def accept(self, entries: Sequence[tuple[bytes, Mapping[bytes, bytes]]]) -> None:
        """Take entries that were just read for this consumer; once closed, hold them only to give them back."""
        for entry_id, fields in entries:
            delivery = Delivery(entry_id, fields)
            self._leases.held[entry_id] = delivery
            if not self.closed:
                self._begin(delivery)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Note that a read is under way: what it brings must not come after the closing."""
        self._reads += 1
        try:
            yield
        finally:
            self._reads -= 1

    def cannot_read(self, error: Exception) -> None:
        """End the process over a read that is refused for good."""
        self._on_fatal(error)

    def loops(self) -> dict[str, Coroutine[None, None, None]]:
        """Give what must run beside: renewing leases and taking over abandoned entries.

        Two tasks, for neither may hold up the other; and no TaskGroup, for that cancels its tasks only once.
        """
        return {
            f"renew {self._of.stream}": self._leases.renew_forever(),
            f"reclaim {self._of.stream}": self._reclaim.run_forever(),
        }

    async def close(self, grace_seconds: float) -> None:
        """Take no more, finish what was begun within the grace period, leave the rest to others."""
        self.closed = self._reclaim.closed = True
        self._freed.set()
        await cancelled(self._retries)
        begun = {task for task in self._tasks if not task.done()}
        _, unfinished = await asyncio.wait(begun, timeout=grace_seconds) if begun else (None, set())
        await cancelled(unfinished)
        await self._last_reads()
        waiting = [delivery for delivery in self._leases.held.values() if delivery.waits]
        unbegun = [delivery for delivery in self._leases.held.values() if not delivery.begun]
        with suppress(Exception):  # a broker that is away finds them by their leases later
            async with asyncio.timeout(2):
                await self._leases.release([each for each in waiting if not each.uncounted], uncharged=False)
                await self._leases.release([*unbegun, *(each for each in waiting if each.uncounted)], uncharged=True)

    async def _last_reads(self) -> None:
        for _ in range(20):
            # Also after the last read has ended: what it brought is on its way through FastStream.
            await asyncio.sleep(0.05)
            if not self._reads:
                return

    def _begin(self, delivery: Delivery) -> "asyncio.Task[None]":
        task = asyncio.create_task(self._process(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        self._retries.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # A bug here, or a broker that refuses even the dead letter: to go on would be to hold the entry for ever.
            self._on_fatal(error)

    async def _process(self, delivery: Delivery) -> None:
        async with self._slots, self._turnstile.alone() if delivery.suspect else self._turnstile.together():
            if delivery.lost:
                self._forget(delivery)
                return
            if self.closed:
                return  # still held, and given back at the end of the closing
            delivery.begun = True
            begun = time.perf_counter()
            self._observer.in_flight(len(self._leases.held))
            try:
                outputs = await self._handle(delivery)
            except HandlerHung as error:
                self._on_fatal(error)
                return
            except Exception as error:  # noqa: BLE001 - whatever a handler raises, its entry must not be lost
                await self._after_failure(delivery, error, time.perf_counter() - begun)
                return
            seconds = time.perf_counter() - begun
        try:
            ours = await self._hand_off(delivery.entry_id, outputs)
        except Exception as error:  # noqa: BLE001 - not one that passes, those are waited out; and still not to be lost
            await self._after_failure(delivery, error, seconds)
            return
        self._observer.ended("ok" if ours else "duplicate", seconds)
        self._forget(delivery)

    async def _after_failure(self, delivery: Delivery, error: Exception, seconds: float) -> None:
        verdict = self._of.policy.after_failure(error, delivery.deliveries)
        told = f"{type(error).__name__}: {error}"
        if isinstance(verdict, SetAside):
            await self._set_aside(delivery, verdict, told, seconds)
            return
        self._observer.ended("retry", seconds)
        self._log.warning(
            "an event failed and will be tried again",
            error=told[:500],
            entry=delivery.entry_id.decode(),
            event_id=delivery.fields.get(b"id", b"").decode("utf-8", "replace"),
            deliveries=delivery.deliveries,
            after_seconds=verdict.after_seconds,
        )
        delivery.waits, delivery.uncounted = True, not verdict.counted
        retry = asyncio.create_task(self._try_again(delivery, verdict))
        self._retries.add(retry)
        retry.add_done_callback(self._ended)
        self._freed.set()

    async def _try_again(self, delivery: Delivery, verdict: TryAgain) -> None:
        # The entry stays held and renewed meanwhile: it is this worker's until it succeeds, fails for good or dies.
        # Those that failed together are not to come again together.
        await asyncio.sleep(verdict.after_seconds * random.uniform(0.75, 1.25))  # noqa: S311 - no secret
        deliveries = delivery.deliveries + verdict.counted
        keys, arguments = [self._of.stream], [self._of.group, self._of.consumer, delivery.entry_id, deliveries]
        ours = await self._steadily("count a further try", AGAIN, self._redis, keys, arguments)
        if delivery.lost or not ours:
            self._forget(delivery)
            return
        delivery.deliveries = deliveries
        delivery.waits = delivery.suspect = False
        self._begin(delivery)

    async def _set_aside(self, delivery: Delivery, verdict: SetAside, error: str, seconds: float = 0.0) -> None:
        letter = dead_letter(
            self._of.partition,
            self._of.group,
            self._of.stream,
            delivery.entry_id,
            delivery.fields,
            kind=verdict.kind,
            error=error,
            deliveries=delivery.deliveries,
            consumer=self._of.consumer,
        )
        if await self._hand_off(delivery.entry_id, [letter]):
            self._observer.ended("dead", seconds)
            self._log.error(
                "an event was set aside",
                kind=verdict.kind,
                error=error[:500],
                stream=self._of.stream,
                entry=delivery.entry_id.decode(),
                deliveries=delivery.deliveries,
                look=f"claimwire dlq list --group {self._of.group}",
            )
        self._forget(delivery)

    def _forget(self, delivery: Delivery) -> None:
        self._leases.held.pop(delivery.entry_id, None)
        self._observer.in_flight(len(self._leases.held))
        self._freed.set()
