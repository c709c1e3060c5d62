"""``claimwire ingest``: puts documents into a running pipeline, and may wait until they are searchable."""

import asyncio
import time
from collections.abc import Callable
from typing import Annotated

import typer
from redis.asyncio import Redis
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from claimwire.cli.arrivals import Arrivals
from claimwire.cli.exits import INCOMPLETE, TIMED_OUT, fail, say, told_plainly
from claimwire.cli.workers import worker_module
from claimwire.connect import open_redis
from claimwire.embedded.broker import broker_url
from claimwire.events import ArticleDiscovered, Lane
from claimwire.index.open import open_reader
from claimwire.reliability.backpressure import Gate, Watermarks
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.publish import StreamPublisher
from claimwire.reliability.steady import Steadily
from claimwire.settings import Settings
from claimwire.topology import group_names

_AT_ONCE = 50


@told_plainly
def ingest(
    what: Annotated[list[str], typer.Argument(help="Addresses, files of HTML or text, or folders of them.")],
    wait: Annotated[bool, typer.Option("--wait", help="Wait until all are searchable or dropped.")] = False,
    outlet: Annotated[str | None, typer.Option(help="The outlet's name.")] = None,
    timeout: Annotated[float, typer.Option(help="With --wait: seconds without any progress.")] = 120.0,
) -> None:
    """Put documents into the running pipeline. With --wait exits 4 if one was dropped, 5 if time ran out."""
    module = worker_module("fetcher.discover")
    found: list[ArticleDiscovered] = []
    for argument in what:
        for each in module.discover(argument, outlet=outlet, lane=Lane.LIVE):
            if isinstance(each, ArticleDiscovered):
                found.append(each)
            else:
                say(f"skipped {each.path}: {each.reason}")
    if not found:
        raise fail("there is nothing to ingest", INCOMPLETE)
    asyncio.run(_ingest(Settings(), found, wait=wait, patience=timeout))


async def _ingest(settings: Settings, found: list[ArticleDiscovered], *, wait: bool, patience: float) -> None:
    url = broker_url(settings)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    async with open_redis(url) as redis:
        await ensure_groups(redis, group_names(), partition_count=settings.partitions)
        arrivals = Arrivals(redis, open_reader(settings), found, partition_count=settings.partitions)
        async with arrivals.follow:
            with Progress(*columns, console=Console(stderr=True)) as progress:
                await _publish(redis, settings, found, progress)
                if not wait:
                    return
                task = progress.add_task("searchable", total=len(found))
                finished = await _wait(arrivals, patience, lambda: progress.update(task, completed=arrivals.finished))
    for dropped in arrivals.dropped:
        say(f"dropped {dropped.url}: {dropped.reason.value} ({dropped.detail})")
    again = f"{arrivals.unchanged} unchanged since they were handed in before, " if arrivals.unchanged else ""
    say(f"{arrivals.indexed} searchable, {again}{len(arrivals.dropped)} dropped, {arrivals.claims} claims")
    if not finished:
        raise fail(f"{len(arrivals.open)} are not through; look with: claimwire status", TIMED_OUT)
    if arrivals.refused:
        raise typer.Exit(INCOMPLETE)


async def _publish(redis: Redis, settings: Settings, found: list[ArticleDiscovered], progress: Progress) -> None:
    marks = Watermarks(settings.high_water, settings.low_water, settings.memory_high_share)
    gate = Gate(redis, watermarks=marks, behind=group_names(), partition_count=settings.partitions, steadily=Steadily())
    publisher = StreamPublisher(redis, source="urn:claimwire:ingest", partition_count=settings.partitions)
    task = progress.add_task("handed in", total=len(found))
    watch = asyncio.create_task(gate.watch())
    try:
        for start in range(0, len(found), _AT_ONCE):
            await gate.passed()
            await publisher.publish(found[start : start + _AT_ONCE])
            progress.update(task, completed=min(start + _AT_ONCE, len(found)))
    finally:
        watch.cancel()


async def _wait(arrivals: Arrivals, patience_seconds: float, tell: Callable[[], None]) -> bool:
    last_progress, finished = time.monotonic(), -1
    while arrivals.open:
        await arrivals.look()
        tell()
        if arrivals.progress != finished:
            finished, last_progress = arrivals.progress, time.monotonic()
        if time.monotonic() - last_progress > patience_seconds:
            return False
        await asyncio.sleep(0.1)
    return True
