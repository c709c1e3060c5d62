"""``claimwire up``: the whole pipeline on this machine, until Ctrl-C."""

import asyncio
import errno
import os
import signal
import socket
from contextlib import ExitStack
from typing import Annotated

import typer

from claimwire.cli.exits import UNUSABLE, fail, say, told_plainly
from claimwire.cli.unknown_settings import unknown_settings
from claimwire.embedded.broker import broker_url, embedded_broker
from claimwire.embedded.data_folder import make_data_folder
from claimwire.embedded.supervisor import Supervisor
from claimwire.settings import Settings
from claimwire.topology import WORKERS


@told_plainly
def up(
    scale: Annotated[
        list[str] | None,
        typer.Option(help="How many processes of a worker, for example extractor=2.", metavar="WORKER=N"),
    ] = None,
    port: Annotated[int, typer.Option(help="The port of the api and its page.", min=1, max=65535)] = 8080,
    logs: Annotated[bool, typer.Option("--logs", help="Show the workers' logs here, not in files.")] = False,
) -> None:
    """Run the pipeline on this machine until Ctrl-C; everything stays in the data folder."""
    settings = Settings()
    counts = read_scale(scale or [])
    if counts["api"] and (trouble := _trouble_with(port)):
        raise fail(f"port {port} {trouble}; choose one with --port", UNUSABLE)
    for line in unknown_settings():
        say(f"warning: {line}")
    make_data_folder(settings.data_folder)
    with ExitStack() as stack:
        url = (
            broker_url(settings)
            if settings.redis_url
            else stack.enter_context(embedded_broker(settings.data_folder, max_memory=settings.broker_max_memory))
        )
        folder = None if logs else settings.data_folder / "logs"
        environment = {
            "CLAIMWIRE_REDIS_URL": url,
            "CLAIMWIRE_DATA_FOLDER": str(settings.data_folder.absolute()),
            "CLAIMWIRE_API_PORT": str(port),
            # Whoever may publish here is the person at this machine, who may read these files anyway.
            "CLAIMWIRE_FETCHER_FILES_ALLOWED": os.environ.get("CLAIMWIRE_FETCHER_FILES_ALLOWED", "1"),
        }
        supervisor = Supervisor(environment, counts, log_folder=folder)
        say(f"claimwire runs in {settings.data_folder}; the page is at http://127.0.0.1:{port}; Ctrl-C stops it")
        if folder:
            say(f"logs are in {folder}; feed it with: claimwire feeds add URL, claimwire ingest FILE")
        asyncio.run(_until_told(supervisor))
    say("stopped; the next 'claimwire up' goes on from here")


async def _until_told(supervisor: Supervisor) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    async with supervisor:
        await stop.wait()
        say("stopping: the work in hand is finished first")


def _trouble_with(port: int) -> str | None:
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return "is in use, perhaps by another claimwire"
            return f"cannot be used ({error.strerror})"
    return None


def read_scale(asked: list[str]) -> dict[str, int]:
    """Read ``WORKER=N`` options into the number of processes of each worker."""
    counts = dict.fromkeys(WORKERS, 1)
    for each in asked:
        worker, _, number = each.partition("=")
        if worker not in counts or not number.isdigit():
            raise fail(f"--scale {each}: give WORKER=N with a worker of {', '.join(WORKERS)}", UNUSABLE)
        if worker in ("indexer", "api") and int(number) > 1:
            raise fail(f"--scale {each}: there is one {worker}, since one process writes the local index", UNUSABLE)
        counts[worker] = int(number)
    return counts
