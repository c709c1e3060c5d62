"""Shows a demo run to a person: live progress, the summary, one claim traced to its raw page."""

import asyncio
import signal
from pathlib import Path
from typing import Any

from rich.console import Console

from claimwire.cli.why import explain_by_id, print_explanation
from claimwire.demo.account import Account
from claimwire.demo.run_demo import DemoRun, Outcome
from claimwire.demo.summary import print_summary, progress_line
from claimwire.settings import Settings


async def present(settings: Settings, url: str, folder: Path, *, feeds: Any, api_port: int, stay: bool) -> Outcome:
    """Run the demo, show it, and return what came of it."""
    console = Console(highlight=False)
    status = console.status("starting the broker and six workers")

    def tell(news: str, account: Account) -> None:
        if news:
            console.print(f"[dim]·[/dim] {news}")
        status.update(progress_line(account))

    run = DemoRun(settings, url, feeds=feeds.Feeds, subscription=feeds.FeedSubscription, tell=tell)
    console.print("[dim]·[/dim] a broker, six workers and the web site of a sample newsroom start on this machine")
    status.start()
    try:
        async with run.through(folder, api_port=api_port) as outcome:
            status.stop()
            console.print(f"[dim]·[/dim] {progress_line(outcome.account)} in {outcome.seconds:.1f} s")
            print_summary(console, outcome)
            await _trace(console, settings, outcome)
            if stay:
                console.print(
                    f"it runs on at http://127.0.0.1:{api_port}, data in {settings.data_folder}; Ctrl-C stops it"
                )
                await _told_to_stop()
            return outcome
    finally:
        status.stop()


async def _told_to_stop() -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    await stop.wait()


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
