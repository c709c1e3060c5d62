"""``claimwire feeds import-opml`` and ``export-opml``: lists of feeds, as feed readers exchange them."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from claimwire.cli.exits import INCOMPLETE, UNUSABLE, fail, say, told_plainly
from claimwire.cli.feed_registry import open_feeds
from claimwire.cli.workers import worker_module


@told_plainly
def import_opml(
    file: Annotated[Path, typer.Argument(help="An OPML file, or - for standard input.")],
    with_headers: Annotated[
        bool,
        typer.Option(
            "--with-headers", help="Take its headers and proxies, which send the fetcher's variables: a list of yours."
        ),
    ] = False,
) -> None:
    """Add the feeds of a list. Exits 4 if some were left out."""
    if str(file) == "-":
        body = sys.stdin.buffer.read()
    elif file.is_file():
        body = file.read_bytes()
    else:
        raise fail(f"{file} is no file; give an OPML file, or - for standard input", UNUSABLE)
    module = worker_module("fetcher.opml")
    try:
        outlines = module.read_opml(body)
    except module.NotOpml as error:
        raise fail(f"{file}: {error}", UNUSABLE) from None
    secretive = [outline for outline in outlines if outline.headers or outline.proxy]
    if secretive and not with_headers:
        # A list of a stranger's could name any variable, and a host of the stranger's to send it to.
        outlines = [replace(outline, headers={}, proxy=None) for outline in outlines]
    added, changed, left_out = asyncio.run(_import(outlines))
    for reason in left_out:
        say(f"left out: {reason}")
    if secretive and not with_headers:
        say(
            f"{len(secretive)} came without their headers and proxies, which send variables of the fetcher's "
            "environment; if the list is yours, import it again --with-headers"
        )
    say(f"{added} added, {changed} known, {len(left_out)} left out")
    if left_out:
        raise typer.Exit(INCOMPLETE)


async def _import(outlines: list[Any]) -> tuple[int, int, list[str]]:
    opml, module = worker_module("fetcher.opml"), worker_module("fetcher.feed_subscription")
    left_out: list[str] = []
    subscriptions = []
    async with open_feeds() as feeds:
        known = {state.subscription.url: state.subscription for state in await feeds.list()}
        for outline in outlines:
            subscription = opml.subscription_of(outline, known.get(outline.url))
            try:
                module.check_subscription(subscription)
            except module.InvalidFeed as error:
                left_out.append(str(error))
            else:
                subscriptions.append(subscription)
        added: int = await feeds.add_all(subscriptions)
    return added, len(subscriptions) - added, left_out


@told_plainly
def export_opml(
    file: Annotated[Path | None, typer.Argument(help="Where to write; standard output if not given.")] = None,
) -> None:
    """Write the feeds as a list, with all settings but secrets."""
    states = asyncio.run(_states())
    text = worker_module("fetcher.opml").write_opml(states)
    if file is None:
        sys.stdout.write(text)
    else:
        file.write_text(text, encoding="utf-8")
    without_secrets = worker_module("fetcher.without_secrets").without_secrets
    shortened = [state.subscription for state in states if without_secrets(state.subscription) != state.subscription]
    for subscription in shortened:
        say(f"{subscription.url}: a header or proxy is left out, since it may be a secret; only references are written")
    if file is not None:
        say(f"{len(states)} written to {file}")


async def _states() -> list[Any]:
    async with open_feeds() as feeds:
        states: list[Any] = await feeds.list()
        return states
