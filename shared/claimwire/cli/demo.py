"""``claimwire demo``: the sample newsroom through the whole pipeline, then a summary."""

import asyncio
import socket
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import claimwire
from claimwire.cli.exits import FAILED, fail, told_plainly
from claimwire.cli.why import explain_by_id, print_explanation
from claimwire.cli.workers import worker_module
from claimwire.demo.account import Account
from claimwire.demo.run_demo import DemoRun, Outcome
from claimwire.demo.summary import print_summary, progress_line
from claimwire.embedded.broker import embedded_broker
from claimwire.errors import MissingWorker
from claimwire.settings import Settings


@told_plainly
def demo(
    stay: Annotated[bool, typer.Option("--stay", help="Leave it running, to look around, until Ctrl-C.")] = False,
    keep: Annotated[Path | None, typer.Option(help="Keep the data in this folder.", show_default=False)] = None,
) -> None:
    """Send a sample newsroom through the whole pipeline and sum up. Exits 0 only if all sums come out even."""
    folder = newsroom_folder()
    with ExitStack() as stack:
        data = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="claimwire-demo-")))
        settings = Settings(data_folder=data)
        url = stack.enter_context(embedded_broker(data, max_memory=settings.broker_max_memory))
        outcome = asyncio.run(_run(settings, url, folder, stay=stay))
    if not outcome.reconciles:
        raise fail("the sums do not come out even: see above what is missing", FAILED)


def newsroom_folder() -> Path:
    """Find the sample newsroom, which is in the repository and not in the installed package."""
    folder = Path(claimwire.__file__).resolve().parents[2] / "deploy" / "demo"
    if not folder.is_dir():
        raise MissingWorker("the sample newsroom is not installed: run the demo from a checkout of the repository")
    return folder


async def _run(settings: Settings, url: str, folder: Path, *, stay: bool) -> Outcome:
    console = Console(highlight=False)
    status = console.status("starting the broker and six workers")
    feeds = worker_module("fetcher.feeds")

    def tell(news: str, account: Account) -> None:
        if news:
            console.print(f"[dim]·[/dim] {news}")
        status.update(progress_line(account))

    run = DemoRun(settings, url, feeds=feeds.Feeds, subscription=feeds.FeedSubscription, tell=tell)
    console.print("[dim]·[/dim] a broker, a web site with seven outlets and six workers start on this machine")
    port = _free_port()
    status.start()
    try:
        async with run.through(folder, api_port=port) as outcome:
            status.stop()
            console.print(f"[dim]·[/dim] {progress_line(outcome.account)} in {outcome.seconds:.1f} s")
            print_summary(console, outcome)
            await _trace(console, settings, outcome)
            if stay:
                console.print(f"it runs on at http://127.0.0.1:{port}, data in {settings.data_folder}; Ctrl-C stops it")
                await asyncio.Event().wait()
            return outcome
    finally:
        status.stop()


async def _trace(console: Console, settings: Settings, outcome: Outcome) -> None:
    """Trace a claim of the most carried cluster back to its raw page: of its members, one that spoke in HTML."""
    clusters = outcome.account.clusters
    if not clusters:
        return
    claim_id = clusters[0].claims.members[0].claim_ids[0]
    console.rule("[bold]One claim, back to the characters of its raw page")
    explanation = await explain_by_id(settings, claim_id, 140)
    if explanation is not None:
        print_explanation(console, explanation)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
