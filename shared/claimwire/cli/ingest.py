"""``claimwire ingest``: puts documents into a running pipeline, and may wait until they are searchable."""

import asyncio
import time
from collections.abc import Coroutine
from itertools import chain
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from claimwire.cancelling import cancelled
from claimwire.cli.arrivals import Arrivals
from claimwire.cli.exits import INCOMPLETE, TIMED_OUT, UNUSABLE, fail, say, told_plainly
from claimwire.cli.hand_in import Expect, Found, HandIn, open_hand_in
from claimwire.cli.tell_ingested import LeftOut, tell_arrived, tell_handed_in
from claimwire.cli.workers import worker_module
from claimwire.connect import open_redis
from claimwire.embedded.broker import broker_url
from claimwire.events import Lane
from claimwire.index.open import open_reader
from claimwire.reliability.backfill import Window
from claimwire.reliability.groups import ensure_groups
from claimwire.settings import Settings
from claimwire.topology import group_names

_LOOK_EVERY_SECONDS = 0.1


@told_plainly
def ingest(
    what: Annotated[
        list[str], typer.Argument(help="Addresses, files of HTML or text, WARC or ARC archives, or folders of them.")
    ],
    wait: Annotated[bool, typer.Option("--wait", help="Wait until all are searchable or dropped.")] = False,
    outlet: Annotated[str | None, typer.Option(help="The outlet's name.")] = None,
    addresses: Annotated[
        bool, typer.Option("--addresses", help="The files hold addresses, one a line; - is standard input.")
    ] = False,
    lane: Annotated[
        Lane | None, typer.Option(help="Archives and files of addresses take backfill, all else live, unless told.")
    ] = None,
    skip: Annotated[int, typer.Option(min=0, help="Leave out so many that were handed in before.")] = 0,
    timeout: Annotated[float, typer.Option(help="With --wait: seconds without any progress.")] = 120.0,
) -> None:
    """Put documents into the running pipeline. Exits 4 if one was skipped.

    With --wait also 4 if one was dropped for more than being known, now or when it was handed in before, and 5 if time
    ran out.

    Archives and files of addresses are handed in a few at a time, behind live news.
    """
    module = worker_module("fetcher.discover")
    settings = worker_module("fetcher.settings").FetcherSettings()
    discover = module.discover_addresses if addresses else module.discover
    try:
        found = chain.from_iterable([discover(argument, outlet=outlet, lane=lane) for argument in what])
    except (module.UnknownDocument, worker_module("fetcher.canonicalise").InvalidAddress) as error:
        raise fail(str(error), UNUSABLE) from None
    left_out = LeftOut()
    first = next((each for each in found if left_out.is_none(each)), None)
    if first is None:
        raise fail("there is nothing to ingest", INCOMPLETE)
    run = _Run(settings, left_out, skip=skip, patience=timeout)
    try:
        asyncio.run(_stoppable(run(chain([first], found), wait=wait)))
    except KeyboardInterrupt:
        tell_stopped(run.reached, is_all=run.is_all_handed_in)
        raise


def tell_stopped(reached: int, *, is_all: bool) -> None:
    """Say how to go on after Ctrl-C, once so many were handed in."""
    if is_all:
        say(
            f"stopped; all {reached} were handed in and go on; the same command with --wait and without --skip waits "
            "for them"
        )
    elif reached:
        say(f"stopped; to go on, hand in the same again with --skip {reached}")


async def _stoppable(work: Coroutine[Any, Any, None]) -> None:
    """Do something that Ctrl-C ends for certain, the first time; see cancelled()."""
    task = asyncio.create_task(work)
    try:
        await asyncio.wait([task])
    finally:
        await cancelled([task])
    task.result()


class _Run:
    """One hand-in, and the wait for its end where that is asked for."""

    def __init__(self, settings: Any, left_out: LeftOut, *, skip: int, patience: float) -> None:
        self._settings: Settings = settings
        self._window = Window(
            entries=settings.fetcher_backfill_window,
            memory_high_share=settings.memory_high_share,
            # The other half of the fetcher's hands stays free for live news.
            fetching=max(1, settings.fetcher_concurrency // 2),
        )
        self._left_out, self._skip, self._patience = left_out, skip, patience
        self.reached = 0
        """How many of what is found were handed in, by this run or an earlier one."""
        self.is_all_handed_in = False

    async def __call__(self, found: Found, *, wait: bool) -> None:
        settings = self._settings
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        async with open_redis(broker_url(settings)) as redis:
            await ensure_groups(redis, group_names(), partition_count=settings.partitions)
            async with open_hand_in(redis, settings, window=self._window) as hand_in:
                with Progress(*columns, console=Console(stderr=True)) as progress:
                    if not wait:
                        await self._hand_in(hand_in, found, progress, lambda _: None)
                        tell_handed_in(hand_in.handed_in, self._left_out)
                        if self._left_out.documents:
                            raise typer.Exit(INCOMPLETE)
                        return
                    arrivals = Arrivals(redis, open_reader(settings), partition_count=settings.partitions)
                    async with arrivals.follow:
                        handing_in = asyncio.create_task(self._hand_in(hand_in, found, progress, arrivals.expect))
                        try:
                            finished = await self._wait(arrivals, handing_in, progress)
                        finally:
                            await cancelled([handing_in])
        tell_arrived(arrivals, self._left_out)
        if not finished:
            raise fail(f"{len(arrivals.open)} are not through; look with: claimwire status", TIMED_OUT)
        if arrivals.refused or self._left_out.documents:
            raise typer.Exit(INCOMPLETE)

    async def _hand_in(self, hand_in: HandIn, found: Found, progress: Progress, expect: Expect) -> None:
        task = progress.add_task("records handed in", total=None)

        def tell() -> None:
            self.reached = self._skip + hand_in.handed_in
            progress.update(task, completed=hand_in.handed_in)

        await hand_in(found, skip=self._skip, expect=expect, leave_out=self._left_out.note, tell=tell)
        self.is_all_handed_in = True
        progress.update(task, total=hand_in.handed_in)

    async def _wait(self, arrivals: Arrivals, handing_in: "asyncio.Task[None]", progress: Progress) -> bool:
        task = progress.add_task("records through", total=None)
        last_progress, before = time.monotonic(), -1
        while arrivals.open or not handing_in.done():
            if handing_in.done():
                handing_in.result()  # raises what ended it
                progress.update(task, total=arrivals.expected)
            await arrivals.look()
            progress.update(task, completed=arrivals.finished)
            now = arrivals.progress + self.reached
            if now != before:
                before, last_progress = now, time.monotonic()
            if time.monotonic() - last_progress > self._patience:
                return False
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        handing_in.result()
        return True
