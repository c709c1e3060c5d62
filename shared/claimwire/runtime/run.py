"""Runs one worker until it is told to stop: wires stages to streams, and ends with what it could not survive."""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

import structlog
from redis.asyncio import Redis

from claimwire.cancelling import cancelled
from claimwire.connect import open_redis
from claimwire.events import EVENTS
from claimwire.reliability.backpressure import Gate, Watermarks
from claimwire.reliability.consumer import Consumer, Consumption
from claimwire.reliability.dead_letters import count_dead_letters
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.janitor import Janitor
from claimwire.reliability.lag import group_states
from claimwire.reliability.publish import StreamPublisher
from claimwire.reliability.retry import RetryPolicy
from claimwire.reliability.steady import Steadily
from claimwire.reliability.turnstile import Turnstile
from claimwire.runtime.broker import open_broker
from claimwire.runtime.handle import HandleEntry
from claimwire.runtime.watchdog import end_when_frozen, patience
from claimwire.settings import Settings
from claimwire.streams import partitions
from claimwire.telemetry.health import Health
from claimwire.telemetry.metrics import Metrics, StageMetrics
from claimwire.telemetry.tracing import open_tracer
from claimwire.topology import behind_the_fetcher, group_names
from claimwire.worker import Worker

S = TypeVar("S", bound=Settings)

OpenWorker = Callable[[S, Redis], AbstractAsyncContextManager[Worker]]
"""A worker's ``open_worker(settings, redis)``."""

_MEASURE_EVERY_SECONDS = 5.0


async def run_worker(
    open_worker: OpenWorker[S],
    settings: S,
    *,
    url: str,
    stop: asyncio.Event,
    metrics: Metrics,
    health: Health | None = None,
) -> None:
    """Run a worker until ``stop`` is set; then finish the work in hand.

    Raises:
        HandlerHung: blocking work did not end in time; the process must end, since a thread cannot be stopped.
    """
    log = structlog.get_logger("claimwire.runtime")
    health = health or Health()
    topology = group_names()

    # Reads block, so they have connections of their own.
    async with open_redis(url) as redis, open_redis(url) as reading:

        async def restore_groups() -> None:
            await ensure_groups(redis, topology, partition_count=settings.partitions)

        steadily = Steadily(restore_groups, health=health)
        if not await _done_before(stop, steadily("start", restore_groups)):
            return
        async with open_worker(settings, redis) as worker:
            running = _Running(worker, settings, redis, metrics=metrics, steadily=steadily, health=health)
            broker = open_broker(
                reading.connection_pool,
                running.consumers,
                group=worker.name,
                name=running.name,
                steadily=steadily,
                gate=running.gate,
            )
            try:
                async with broker:
                    if not await _done_before(stop, broker.start()):
                        return
                    log.info("started", on=[stage.event.event_type for stage in worker.stages], consumer=running.name)
                    await running.until(stop)
                    await asyncio.gather(*(consumer.close(settings.grace_seconds) for consumer in running.consumers))
            finally:
                await running.end()
            log.info("stopped")
    if running.fatal:
        raise running.fatal


async def _done_before(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do something that may take for ever, unless told to stop first."""
    tasks = [asyncio.create_task(work), asyncio.create_task(stop.wait())]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    await cancelled(tasks)
    if tasks[0].cancelled():
        return False
    tasks[0].result()
    return True


class _Running:
    """The tasks and consumers of one running worker."""

    def __init__(
        self,
        worker: Worker,
        settings: Settings,
        redis: Redis,
        *,
        metrics: Metrics,
        steadily: Steadily,
        health: Health,
    ) -> None:
        self.name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(2)}"
        self.fatal: BaseException | None = None
        self._broken = asyncio.Event()
        self._redis, self._settings, self._metrics, self._steadily = redis, settings, metrics, steadily
        self._worker, self._health = worker, health
        behind = behind_the_fetcher()
        marks = Watermarks(settings.high_water, settings.low_water, settings.memory_high_share)
        self.gate = (
            Gate(redis, watermarks=marks, behind=behind, partition_count=settings.partitions, steadily=steadily)
            if worker.pauses_for_backpressure
            else None
        )
        self.consumers = self._open_consumers()
        self._tasks = [asyncio.create_task(coroutine, name=name) for name, coroutine in self._loops()]

    def _open_consumers(self) -> list[Consumer]:
        settings, worker = self._settings, self._worker
        policy = RetryPolicy(
            lease_seconds=settings.lease_seconds,
            backoff_seconds=settings.retry_backoff_seconds,
            backoff_limit_seconds=settings.retry_backoff_limit_seconds,
            max_deliveries=settings.max_deliveries,
        )
        tracer, turnstile = open_tracer(worker.name), Turnstile()
        return [
            Consumer(
                self._redis,
                Consumption(
                    partition=partition,
                    stream=partition.stream(stage.event),
                    group=worker.name,
                    consumer=self.name,
                    concurrency=stage.concurrency,
                    policy=policy,
                    # A slow stage must not hoard what another process could do meanwhile.
                    prefetch=min(settings.prefetch, stage.concurrency),
                ),
                handle=HandleEntry(stage, group=worker.name, partition=partition, tracer=tracer, metrics=self._metrics),
                observer=StageMetrics(self._metrics, stage.event.event_type),
                steadily=self._steadily,
                turnstile=turnstile,
                on_fatal=self._on_fatal,
            )
            for stage in worker.stages
            for partition in partitions(settings.partitions)
        ]

    def _loops(self) -> list[tuple[str, Any]]:
        settings = self._settings
        loops: list[tuple[str, Any]] = []
        for consumer in self.consumers:
            loops += consumer.loops().items()
        publisher = StreamPublisher(
            self._redis,
            source=f"urn:claimwire:{self._worker.name}",
            partition_count=settings.partitions,
            steadily=self._steadily,
        )
        loops += [(f"background {number}", loop(publisher)) for number, loop in enumerate(self._worker.background)]
        janitor = Janitor(
            self._redis,
            event_types=EVENTS,
            partition_count=settings.partitions,
            steadily=self._steadily,
            every_seconds=settings.janitor_seconds,
            retention_hours=settings.retention_hours,
        )
        loops += [("janitor", janitor.run_forever()), ("measure", self._measure())]
        loops.append(("beat", self._health.beat_forever()))
        loops.append(("watchdog", end_when_frozen(patience(stage.time_limit_seconds for stage in self._worker.stages))))
        if self.gate is not None:
            loops.append(("gate", self.gate.watch()))
        return loops

    async def until(self, stop: asyncio.Event) -> None:
        """Wait until told to stop, or until a task breaks; raise what broke it."""
        ends = [asyncio.create_task(stop.wait()), asyncio.create_task(self._broken.wait())]
        done, _ = await asyncio.wait([*ends, *self._tasks], return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        for task in done & set(self._tasks):
            task.result()  # raises what broke it
            raise RuntimeError(f"the task '{task.get_name()}' ended by itself")

    async def end(self) -> None:
        """Cancel what still runs, until it has ended."""
        await cancelled(self._tasks)

    def _on_fatal(self, error: BaseException) -> None:
        self.fatal = self.fatal or error
        self._broken.set()

    async def _measure(self) -> None:
        own = [pair for pair in group_names() if pair[1] == self._worker.name]
        while True:
            states = await self._steadily("measure lag", self._states, own)
            self._metrics.note_groups(states)
            dead = await self._steadily("count dead letters", self._dead)
            self._metrics.dead_letters.labels(self._worker.name).set(dead)
            for measure in self._worker.measures:
                await self._steadily("measure", measure, self._metrics)
            self._metrics.paused.labels(self._worker.name).set(0 if self.gate is None or self.gate.is_open else 1)
            await asyncio.sleep(_MEASURE_EVERY_SECONDS)

    async def _states(self, own: list[tuple[str, str]]) -> Any:
        return await group_states(self._redis, own, partition_count=self._settings.partitions)

    async def _dead(self) -> int:
        return await count_dead_letters(self._redis, partition_count=self._settings.partitions, group=self._worker.name)
