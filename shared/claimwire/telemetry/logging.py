"""Structured logs: JSON lines for machines, colours for a terminal."""

import logging
import sys
from typing import Literal

import structlog
from opentelemetry import trace
from structlog.typing import EventDict, Processor

#: The locals of a frame may hold a password; and a trace is read better without them.
_WITHOUT_LOCALS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)
_SECRET_NAMES = ("password", "secret", "token", "authorization", "credential")


def configure_logging(
    *, level: str = "info", form: Literal["auto", "json", "console"] = "auto", worker: str | None = None
) -> None:
    """Send all logs, also those of libraries, to standard error in one form."""
    if form == "auto":
        form = "console" if sys.stderr.isatty() else "json"
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace,
        _redact,
    ]
    renderer: Processor
    if form == "json":
        shared.append(_WITHOUT_LOCALS)
        renderer = structlog.processors.JSONRenderer()
    else:
        renderer = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for chatty in ("asyncio", "trafilatura", "urllib3", "htmldate", "charset_normalizer"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.contextvars.clear_contextvars()
    if worker:
        structlog.contextvars.bind_contextvars(worker=worker)


def _add_trace(_: object, __: str, line: EventDict) -> EventDict:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        line["trace_id"] = f"{context.trace_id:032x}"
        line["span_id"] = f"{context.span_id:016x}"
    return line


def _redact(_: object, __: str, line: EventDict) -> EventDict:
    for name in line:
        if any(secret in name.lower() for secret in _SECRET_NAMES):
            line[name] = "***"
    return line
