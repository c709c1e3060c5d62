"""The main function of every worker process: settings, logs, metrics, signals, exit code."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

import structlog
import uvloop
from redis.asyncio import Redis

from claimwire.blocking import HandlerHung
from claimwire.collect_rarely import collect_rarely
from claimwire.embedded.broker import broker_url
from claimwire.errors import BrokerUnavailable, SettingsError
from claimwire.runtime.probes import serve_probes
from claimwire.runtime.run import OpenWorker, S, run_worker
from claimwire.telemetry.health import Health
from claimwire.telemetry.logging import configure_logging
from claimwire.telemetry.metrics import Metrics
from claimwire.unusable_settings import read_settings
from claimwire.worker import Worker

STOPPED, BROKEN, UNUSABLE_SETTINGS, HUNG = 0, 1, 2, 75
"""Exit codes; a supervisor starts again after any but the first. 75 is EX_TEMPFAIL of sysexits.h."""

_ENDS_AFTER_GRACE_SECONDS = 10.0


def serve(open_worker: OpenWorker[S], settings_class: type[S]) -> None:
    """Run a worker until SIGTERM, SIGINT or the end of its input, then exit with a code that means something."""
    name = open_worker.__module__.split(".")[1]
    try:
        settings = read_settings(settings_class)
        url = broker_url(settings)
    except (SettingsError, BrokerUnavailable) as error:
        sys.stderr.write(f"{name}: {error}\n")
        sys.exit(UNUSABLE_SETTINGS)
    configure_logging(level=settings.log_level, form=settings.log_format, worker=name)
    log = structlog.get_logger("claimwire.runtime")
    metrics, health = Metrics(name), Health()
    code = STOPPED
    with ExitStack() as stack:
        if settings.metrics_port is not None:
            stack.enter_context(serve_probes(metrics, health, settings.metrics_host, settings.metrics_port))
        try:
            uvloop.run(_until_told(open_worker, settings, url, metrics, health))
        except SettingsError as error:
            log.critical("ends: its settings do not fit this deployment", error=str(error))
            code = UNUSABLE_SETTINGS
        except Exception:
            log.critical("ends: it cannot go on", exc_info=True)
            code = BROKEN
    sys.exit(code)


async def _until_told(open_worker: OpenWorker[S], settings: S, url: str, metrics: Metrics, health: Health) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    if settings.stop_at_end_of_input:
        threading.Thread(target=_wait_for_end_of_input, args=(loop, stop), daemon=True).start()
    last_resort = loop.create_task(_end_anyway(stop, settings.grace_seconds + _ENDS_AFTER_GRACE_SECONDS))
    try:
        await run_worker(_opened(open_worker), settings, url=url, stop=stop, metrics=metrics, health=health)
    except HandlerHung as error:
        structlog.get_logger("claimwire.runtime").critical("ends: blocking work hangs", error=str(error))
        sys.stderr.flush()
        os._exit(HUNG)  # the hung thread would hold up a normal exit for ever
    last_resort.cancel()


def _opened(open_worker: OpenWorker[S]) -> OpenWorker[S]:
    @asynccontextmanager
    async def opened(settings: S, redis: Redis) -> AsyncIterator[Worker]:
        async with open_worker(settings, redis) as worker:
            collect_rarely()
            yield worker

    return opened


async def _end_anyway(stop: asyncio.Event, seconds: float) -> None:
    """End a process that was told to stop and does not; what it held is taken over by its lease."""
    await stop.wait()
    timer = threading.Timer(seconds, os._exit, (BROKEN,))  # a thread's, for the loop may be what hangs
    timer.daemon = True
    timer.start()


def _wait_for_end_of_input(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    # Not through sys.stdin: a thread that holds its lock makes the interpreter abort on the way out.
    while os.read(0, 4096):
        pass
    loop.call_soon_threadsafe(stop.set)
