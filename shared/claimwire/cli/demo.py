"""``claimwire demo``: the sample newsroom through the whole pipeline, then a summary."""

import asyncio
import importlib
import socket
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

import claimwire
from claimwire.cli.exits import FAILED, fail, told_plainly
from claimwire.cli.workers import worker_module
from claimwire.embedded.broker import embedded_broker
from claimwire.errors import MissingWorker
from claimwire.settings import Settings


@told_plainly
def demo(
    stay: Annotated[bool, typer.Option("--stay", help="Leave it running, to look around, until Ctrl-C.")] = False,
    keep: Annotated[Path | None, typer.Option(help="Keep the data in this folder.", show_default=False)] = None,
) -> None:
    """Send a sample newsroom through the whole pipeline and sum up. Exits 0 only if all sums come out even."""
    folder, feeds = newsroom_folder(), worker_module("fetcher.feeds")
    with ExitStack() as stack:
        data = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="claimwire-demo-")))
        settings = Settings(data_folder=data)
        url = stack.enter_context(embedded_broker(data, max_memory=settings.broker_max_memory))
        outcome = asyncio.run(_presentation()(settings, url, folder, feeds=feeds, api_port=_free_port(), stay=stay))
    if not outcome.reconciles:
        raise fail("the sums do not come out even: see above what is missing", FAILED)


def newsroom_folder() -> Path:
    """Find the sample newsroom, which is in the repository and not in the installed package."""
    folder = Path(claimwire.__file__).resolve().parents[2] / "deploy" / "demo"
    if not folder.is_dir():
        raise MissingWorker("the sample newsroom is not installed: run the demo from a checkout of the repository")
    return folder


def _presentation() -> Any:
    try:
        return importlib.import_module("claimwire.demo.present").present
    except ModuleNotFoundError as error:
        raise MissingWorker(f"the demo runs all workers and needs {error.name}: install claimwire[all]") from error


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
