"""The one place that wraps every handler: decode, bind log and trace, handle within a time limit, write the outputs."""

import asyncio
from collections.abc import Sequence

from opentelemetry.trace import Tracer
from structlog.contextvars import bound_contextvars

from claimwire.envelope import REPLAY_FOR, decode, encode
from claimwire.errors import TransientError
from claimwire.events import Event
from claimwire.reliability.handoff import Output
from claimwire.reliability.leases import Delivery
from claimwire.streams import Partition
from claimwire.telemetry.metrics import Metrics
from claimwire.telemetry.tracing import current_traceparent, processing_span
from claimwire.worker import Stage


class HandleEntry:
    """Turns one stream entry into the entries that follow from it, through one stage's handler."""

    def __init__(
        self, stage: Stage, *, group: str, partition: Partition, tracer: Tracer | None, metrics: Metrics
    ) -> None:
        self._stage = stage
        self._group = group
        self._partition = partition
        self._tracer = tracer
        self._source = f"urn:claimwire:{group}"
        self._emitted = {event: metrics.emitted.labels(metrics.worker, event.event_type) for event in stage.emits}

    async def __call__(self, delivery: Delivery) -> Sequence[Output]:
        """Handle one entry and return what is to be published; whatever the handler raises rises."""
        fields = delivery.fields
        meant_for = fields.get(REPLAY_FOR)
        if meant_for is not None and meant_for != self._group.encode():
            return ()
        event = decode(fields, self._stage.event)
        event_type = event.event_type
        with (
            processing_span(self._tracer, event_type, self._group, fields.get(b"traceparent")),
            bound_contextvars(event_type=event_type, subject=event.subject),
        ):
            following = await self._within_the_limit(event)
            traceparent = current_traceparent()
            return [self._output(event, traceparent) for event in following]

    async def _within_the_limit(self, event: Event) -> Sequence[Event]:
        limit = asyncio.timeout(self._stage.time_limit_seconds)
        try:
            async with limit:
                return await self._stage.handler(event)
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise TransientError(
                f"handling {event.event_type} {event.subject} took longer than {self._stage.time_limit_seconds:g} s"
            ) from error

    def _output(self, event: Event, traceparent: str | None) -> Output:
        emitted = self._emitted.get(type(event))
        if emitted is None:
            raise TypeError(
                f"the handler of {self._stage.event.event_type} in {self._group} emitted {event.event_type}, "
                f"which its stage does not declare; add it to emits in worker.py"
            )
        emitted.inc()
        return Output(self._partition.stream(type(event)), encode(event, source=self._source, traceparent=traceparent))
