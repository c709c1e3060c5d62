"""What a worker declares: the events that wake it, what it does, what it emits. Knows no broker."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from claimwire.events import Event
from claimwire.telemetry.metrics import Metrics

Handler = Callable[[Any], Awaitable[Sequence[Event]]]
"""One event in, the events that follow out. Raises TransientError to be tried again, PermanentError to set aside."""


class Publisher(Protocol):
    """Publishes events that follow from no event: a schedule's, or a person's."""

    async def publish(self, events: Sequence[Event]) -> None:
        """Append each event to its stream, once, however often the connection fails on the way."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One kind of event that a worker handles."""

    event: type[Event]
    handler: Handler
    emits: tuple[type[Event], ...] = ()
    concurrency: int = 1
    """How many events of this kind one process handles at once, in each partition."""
    time_limit_seconds: float = 60.0


@dataclass(frozen=True, kw_only=True)
class Worker:
    """A process's whole work. Its name is also the consumer group's."""

    name: str
    stages: tuple[Stage, ...]
    background: tuple[Callable[[Publisher], Awaitable[None]], ...] = ()
    """Loops that run beside the stages until cancelled: a schedule."""
    measures: tuple[Callable[[Metrics], Awaitable[None]], ...] = ()
    """What is measured every few seconds beside the stages' groups: each sets gauges. May be repeated at any time."""
    pauses_for_backpressure: bool = False
    """Whether this worker stops taking events while those behind it lag; true for what lets new work in."""
