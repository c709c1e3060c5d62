"""Consumes one stream for one group: reads no more than it can hold, handles, hands off, retries, sets aside."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import structlog
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from claimwire.blocking import HandlerHung
from claimwire.cancelling import cancelled
from claimwire.reliability.dead_letters import dead_letter
from claimwire.reliability.handoff import HandOff, Output
from claimwire.reliability.leases import Delivery, Leases
from claimwire.reliability.reclaim import Reclaim
from claimwire.reliability.retry import RetryPolicy, SetAside, TryAgain
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
            handle=self._process,
            set_aside=self._set_aside,
        )
        self._slots = asyncio.Semaphore(consumption.concurrency)
        self._tasks: set[asyncio.Task[None]] = set()
        self._freed = asyncio.Event()
        self._retries: set[asyncio.Task[None]] = set()
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
        """Take entries that were just read for this consumer."""
        for entry_id, fields in entries:
            delivery = Delivery(entry_id, fields)
            self._leases.held[entry_id] = delivery
            self._begin(delivery)

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
        for retry in self._retries:
            retry.cancel()
        unbegun = [delivery for delivery in self._leases.held.values() if not delivery.begun]
        for delivery in unbegun:
            delivery.lost = True
        _, unfinished = await asyncio.wait(self._tasks, timeout=grace_seconds) if self._tasks else (None, set())
        await cancelled(unfinished)
        for delivery in unbegun:
            delivery.lost = False
        with suppress(Exception, asyncio.TimeoutError):  # a broker that is away finds them by their leases later
            async with asyncio.timeout(2):
                await self._leases.release(unbegun)

    def _begin(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._process(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # A bug here, or a broker that refuses even the dead letter: to go on would be to hold the entry for ever.
            self._on_fatal(error)

    async def _process(self, delivery: Delivery) -> None:
        suspect = self._of.policy.is_suspect(delivery.deliveries)
        async with self._slots, self._turnstile.alone() if suspect else self._turnstile.together():
            if delivery.lost:
                self._forget(delivery)
                return
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
        except ResponseError as error:  # not one that passes: those are waited out
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
        retry = asyncio.create_task(self._try_again(delivery, verdict))
        self._retries.add(retry)
        retry.add_done_callback(self._retries.discard)
        self._freed.set()

    async def _try_again(self, delivery: Delivery, verdict: TryAgain) -> None:
        # The entry stays held and renewed meanwhile: it is this worker's until it succeeds, fails for good or dies.
        await asyncio.sleep(verdict.after_seconds)
        claimed = await self._steadily(
            "count a further try",
            self._redis.xclaim,
            self._of.stream,
            self._of.group,
            self._of.consumer,
            0,
            [delivery.entry_id],
            None,
            None,
            # The server counts a delivery with each claim; this sets the count to what it is to be.
            delivery.deliveries + verdict.counted,
        )
        if delivery.lost or not claimed:
            self._forget(delivery)
            return
        delivery.deliveries += verdict.counted
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
