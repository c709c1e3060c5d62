"""The main function of the api's process: settings, logs, signals, exit code."""

import asyncio
import os
import signal
import sys
import threading

import uvicorn

from claimwire.blobs import open_blobs
from claimwire.errors import MissingWorker, SettingsError
from claimwire.index.open import open_reader
from claimwire.telemetry.logging import configure_logging
from claimwire.unusable_settings import read_settings
from services.api.app import create_app
from services.api.settings import ApiSettings

STOPPED, BROKEN, UNUSABLE_SETTINGS = 0, 1, 2
"""Exit codes, as those of the workers."""


def serve() -> None:
    """Serve until SIGTERM, SIGINT or the end of the input, then exit with a code that means something."""
    try:
        settings = read_settings(ApiSettings)
        configure_logging(level=settings.log_level, form=settings.log_format, worker="api")
        app = create_app(
            open_reader(settings), blobs=open_blobs(settings.blobs), allowed_hosts=settings.api_allowed_hosts
        )
    except (SettingsError, MissingWorker) as error:
        sys.stderr.write(f"api: {error}\n")
        sys.exit(UNUSABLE_SETTINGS)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.api_host,
            port=settings.api_port,
            log_config=None,  # its logs go through ours
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=int(settings.grace_seconds),
        )
    )
    if settings.stop_at_end_of_input:
        threading.Thread(target=_wait_for_end_of_input, args=(server,), daemon=True).start()
    asyncio.run(_until_told(server))
    sys.exit(STOPPED if server.started else BROKEN)


async def _until_told(server: uvicorn.Server) -> None:
    # uvicorn.Server.serve() raises the signal again afterwards, and the process would end with it, not with 0.
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, setattr, server, "should_exit", True)
    await server._serve()  # noqa: SLF001 - the part of serve() without its signals


def _wait_for_end_of_input(server: uvicorn.Server) -> None:
    # Not through sys.stdin: a thread that holds its lock makes the interpreter abort on the way out.
    while os.read(0, 4096):
        pass
    server.should_exit = True
