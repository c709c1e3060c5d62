"""Puts the commands together."""

import os
from pathlib import Path
from typing import Annotated

import typer

from claimwire.cli import (
    clean,
    dead_letters,
    demo,
    doctor,
    extract,
    feeds,
    ingest,
    link,
    search,
    status,
    tail,
    up,
    why,
)
from claimwire.telemetry.logging import configure_logging
from claimwire.version import VERSION

_HELP = """News feeds in, attributed and linked claims out.

Start with 'claimwire demo'. Then 'claimwire up' in one terminal and 'claimwire ingest' or 'claimwire feeds add' in
another. 'clean', 'extract' and 'link' work on files without any server."""

app = typer.Typer(
    help=_HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"claimwire {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    data: Annotated[
        Path | None, typer.Option(help="The data folder (CLAIMWIRE_DATA_FOLDER; .claimwire).", show_default=False)
    ] = None,
    redis: Annotated[
        str | None, typer.Option(help="The broker (CLAIMWIRE_REDIS_URL; the embedded one).", show_default=False)
    ] = None,
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Pass common options on, to this process and to those that it starts."""
    configure_logging(level="warning", form="console")
    if data is not None:
        os.environ["CLAIMWIRE_DATA_FOLDER"] = str(data.absolute())
    if redis is not None:
        os.environ["CLAIMWIRE_REDIS_URL"] = redis


app.command("demo")(demo.demo)
app.command("up")(up.up)
app.command("ingest")(ingest.ingest)
app.add_typer(feeds.app, name="feeds")
app.command("search")(search.search)
app.command("tail")(tail.tail)
app.command("clean")(clean.clean)
app.command("extract")(extract.extract)
app.command("link")(link.link)
app.command("why")(why.why)
app.add_typer(dead_letters.app, name="dlq")
app.command("status")(status.status)
app.command("doctor")(doctor.doctor)


def main() -> None:
    """Run the command line."""
    app(prog_name="claimwire")
