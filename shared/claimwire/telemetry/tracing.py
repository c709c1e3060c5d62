"""Trace context, carried through the streams in the W3C form."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, SpanKind, Status, StatusCode, TraceFlags


def open_tracer(service: str) -> trace.Tracer | None:
    """Return a tracer for one worker where an OTLP endpoint is named in the environment, to which spans are exported.

    Trace ids are made and carried in any case, so that the logs of one article's way can be put together.
    """
    return _exporting_tracer(service) if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT") else None


def _exporting_tracer(service: str) -> trace.Tracer:
    # The exporter is the operator's choice and not among the locked requirements; the rest is of use only with it.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource.create({"service.name": f"claimwire-{service}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracer: trace.Tracer = provider.get_tracer("claimwire")
    return tracer


@contextmanager
def processing_span(
    tracer: trace.Tracer | None, event_type: str, group: str, traceparent: bytes | None
) -> Iterator[Span]:
    """Open the span of one handling, as a child of whoever published the entry; without a tracer, nothing but its ids.

    Such a span counts as sampled, so that the next worker exports its own if it can.
    """
    parent = parse_traceparent(traceparent)
    if tracer is None:
        own = SpanContext(
            trace_id=parent.trace_id if parent else random.getrandbits(128) or 1,
            span_id=random.getrandbits(64) or 1,
            is_remote=False,
            trace_flags=parent.trace_flags if parent else TraceFlags(TraceFlags.SAMPLED),
        )
        with trace.use_span(NonRecordingSpan(own), record_exception=False, set_status_on_exception=False) as unrecorded:
            yield unrecorded
        return
    context = trace.set_span_in_context(NonRecordingSpan(parent)) if parent else None
    with tracer.start_as_current_span(
        f"process {event_type}",
        context=context,
        kind=SpanKind.CONSUMER,
        attributes={
            "messaging.system": "redis",
            "messaging.operation.type": "process",
            "messaging.destination.name": event_type,
            "messaging.consumer.group.name": group,
        },
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        try:
            yield span
        except Exception as error:
            span.set_status(Status(StatusCode.ERROR, f"{type(error).__name__}: {error}"[:500]))
            raise


def current_traceparent() -> str | None:
    """Write the current span as a W3C traceparent, or None outside any."""
    context = trace.get_current_span().get_span_context()
    if not context.is_valid:
        return None
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{int(context.trace_flags):02x}"


def parse_traceparent(value: bytes | None) -> SpanContext | None:
    """Read a W3C traceparent; None where there is none or it is malformed."""
    parts = (value or b"").decode("ascii", "replace").split("-")
    if len(parts) < 4 or len(parts[1]) != 32 or len(parts[2]) != 16:
        return None
    try:
        context = SpanContext(
            trace_id=int(parts[1], 16),
            span_id=int(parts[2], 16),
            is_remote=True,
            trace_flags=TraceFlags(int(parts[3][:2], 16)),
        )
    except ValueError:
        return None
    return context if context.is_valid else None
