"""``claimwire feeds``: which feeds are polled."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from claimwire.cli.exits import NOT_FOUND, fail, say, told_plainly
from claimwire.cli.workers import worker_module
from claimwire.connect import open_redis
from claimwire.embedded.broker import broker_url
from claimwire.settings import Settings

app = typer.Typer(help="The feeds that are polled: add, list, remove, poll.", no_args_is_help=True)


@app.command("add")
@told_plainly
def add(
    url: Annotated[str, typer.Argument(help="The address of an RSS, Atom or JSON feed.")],
    outlet: Annotated[str | None, typer.Option(help="The outlet's name; the host if not given.")] = None,
    every: Annotated[float | None, typer.Option(help="Seconds between polls.", min=1)] = None,
) -> None:
    """Add a feed, or change one; it is polled at once."""
    new = asyncio.run(_with_feeds(lambda feeds: _add(feeds, url, outlet, every)))
    say(f"{'added' if new else 'changed'} {url}")


async def _add(feeds: Any, url: str, outlet: str | None, every: float | None) -> bool:
    known = await feeds.state(url)
    if known is not None:  # what is not said stays as it is
        outlet, every = outlet or known.subscription.outlet, every or known.subscription.interval_seconds
    new: bool = await feeds.add(worker_module("fetcher.feeds").FeedSubscription(url, outlet, every))
    await feeds.due_now(url)
    return new


@app.command("list")
@told_plainly
def list_them(as_json: Annotated[bool, typer.Option("--json", help="One a line, as JSON.")] = False) -> None:
    """List the feeds and how their polls went."""
    states = asyncio.run(_with_feeds(lambda feeds: feeds.list()))
    if as_json:
        for state in states:
            typer.echo(json.dumps(_as_row(state)))
        return
    table = Table("outlet", Column("feed", overflow="fold"), "last success", "next poll", "articles", "trouble")
    for state in states:
        trouble = state.last_error or "" if state.failures else ""
        table.add_row(
            state.subscription.outlet or "(each article's host)",
            state.subscription.url,
            _ago(state.last_success_at),
            _ago(state.next_poll_at),
            str(state.articles),
            trouble,
        )
    Console().print(table)


@app.command("remove")
@told_plainly
def remove(url: Annotated[str, typer.Argument(help="As 'claimwire feeds list' prints it.")]) -> None:
    """Remove a feed; its articles stay."""
    if not asyncio.run(_with_feeds(lambda feeds: feeds.remove(url))):
        raise fail(f"{url} is not in the list; 'claimwire feeds list' prints the addresses", NOT_FOUND)
    say(f"removed {url}")


@app.command("poll")
@told_plainly
def poll(url: Annotated[str, typer.Argument(help="As 'claimwire feeds list' prints it.")]) -> None:
    """Have a feed polled now."""
    asyncio.run(_with_feeds(lambda feeds: feeds.due_now(url)))


async def _with_feeds(do: Any) -> Any:
    feeds = worker_module("fetcher.feeds").Feeds
    async with open_redis(broker_url(Settings())) as redis:
        return await do(feeds(redis))


def _as_row(state: Any) -> dict[str, Any]:
    times = ("next_poll_at", "last_poll_at", "last_success_at", "last_error_at")
    row: dict[str, Any] = {name: _iso(getattr(state, name)) for name in times}
    subscription = state.subscription
    return {
        "url": subscription.url,
        "outlet": subscription.outlet,
        "interval_seconds": subscription.interval_seconds,
        "title": state.title,
        **row,
        "last_error": state.last_error,
        "failures": state.failures,
        "entries": state.entries,
        "articles": state.articles,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _ago(instant: datetime | None) -> str:
    if instant is None:
        return "never"
    seconds = (datetime.now(UTC) - instant).total_seconds()
    return f"{seconds:.0f} s ago" if seconds >= 0 else f"in {-seconds:.0f} s"
