"""``claimwire feeds``: which feeds are polled."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from claimwire.cli import add_feed, feed_lists
from claimwire.cli.exits import NOT_FOUND, fail, say, told_plainly
from claimwire.cli.feed_registry import open_feeds
from claimwire.cli.show_feeds import as_row, print_feeds
from claimwire.cli.workers import worker_module

app = typer.Typer(help="The feeds that are polled: add, list, remove, poll, import and export.", no_args_is_help=True)


app.command("add")(add_feed.add)
app.command("import-opml")(feed_lists.import_opml)
app.command("export-opml")(feed_lists.export_opml)


@app.command("list")
@told_plainly
def list_them(as_json: Annotated[bool, typer.Option("--json", help="One a line, as JSON.")] = False) -> None:
    """List the feeds: when they were polled and will be, how fresh and rich they are, and what troubles them."""
    states = asyncio.run(_with_feeds(lambda feeds: feeds.list()))
    if as_json:
        for state in states:
            typer.echo(json.dumps(as_row(state)))
        return
    print_feeds(Console(highlight=False), states, datetime.now(UTC))


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
    try:
        asyncio.run(_with_feeds(lambda feeds: feeds.due_now(url)))
    except worker_module("fetcher.feeds").InvalidFeed:
        raise fail(f"{url} is not in the list; 'claimwire feeds list' prints the addresses", NOT_FOUND) from None


async def _with_feeds(do: Any) -> Any:
    async with open_feeds() as feeds:
        return await do(feeds)
