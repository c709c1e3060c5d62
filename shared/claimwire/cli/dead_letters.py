"""``claimwire dlq``: what was set aside, why, and the way back for it."""

import asyncio
import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from claimwire.cli.exits import NOT_FOUND, fail, say, told_plainly
from claimwire.connect import open_redis
from claimwire.embedded.broker import broker_url
from claimwire.reliability.dead_letters import DeadLetter, list_dead_letters, replay
from claimwire.settings import Settings
from claimwire.topology import FLOWS

app = typer.Typer(help="Events that were set aside: list, show, replay.", no_args_is_help=True)

_GROUPS = sorted({flow.group for flow in FLOWS})


@app.command("list")
@told_plainly
def list_them(
    group: Annotated[str | None, typer.Option(help="One worker's only.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One a line, as JSON.")] = False,
    newest: Annotated[int, typer.Option(help="At most so many of each worker.", min=1)] = 100,
) -> None:
    """List dead letters, oldest first."""
    letters = asyncio.run(_read(group, newest))
    if as_json:
        for letter in letters:
            typer.echo(json.dumps(_as_row(letter), ensure_ascii=False))
        return
    if not letters:
        say("no dead letters")
        return
    table = Table("id", "worker", "kind", "about", "error", "at")
    for letter in letters:
        table.add_row(letter.id, letter.group, letter.kind, letter.subject, letter.error[:120], letter.at[:19])
    Console().print(table)


@app.command("show")
@told_plainly
def show(
    group: Annotated[str, typer.Argument(metavar="WORKER")], letter_id: Annotated[str, typer.Argument(metavar="ID")]
) -> None:
    """Show one dead letter whole, as JSON."""
    typer.echo(json.dumps(_as_row(_one(group, letter_id)), indent=2, ensure_ascii=False))


@app.command("replay")
@told_plainly
def replay_them(
    group: Annotated[str, typer.Argument(metavar="WORKER")],
    letter_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Without an id: all of this worker's.")
    ] = None,
) -> None:
    """Put dead letters back into their stream, for this worker alone."""
    letters = [_one(group, letter_id)] if letter_id else asyncio.run(_read(group, None))
    replayed = asyncio.run(_replay(letters))
    say(f"{replayed} of {len(letters)} dead letters of the {group} were put back")


def _one(group: str, letter_id: str) -> DeadLetter:
    for letter in asyncio.run(_read(group, None)):
        if letter.id == letter_id:
            return letter
    raise fail(f"the {group} has no dead letter {letter_id}; 'claimwire dlq list' prints the ids", NOT_FOUND)


async def _read(group: str | None, newest: int | None) -> list[DeadLetter]:
    settings = Settings()
    if group is not None and group not in _GROUPS:
        raise fail(f"there is no worker {group}; there are {', '.join(_GROUPS)}", NOT_FOUND)
    async with open_redis(broker_url(settings)) as redis:
        letters = list_dead_letters(
            redis, partition_count=settings.partitions, groups=[group] if group else _GROUPS, newest=newest
        )
        return [letter async for letter in letters]


async def _replay(letters: list[DeadLetter]) -> int:
    async with open_redis(broker_url(Settings())) as redis:
        return sum([await replay(redis, letter) for letter in letters])


def _as_row(letter: DeadLetter) -> dict[str, Any]:
    fields = {
        name.decode("utf-8", "replace"): value.decode("utf-8", "replace") for name, value in letter.fields.items()
    }
    return {
        "id": letter.id,
        "group": letter.group,
        "kind": letter.kind,
        "error": letter.error,
        "deliveries": letter.deliveries,
        "at": letter.at,
        "stream": letter.stream,
        "entry": letter.entry_id,
        "fields": fields,
    }
