"""``claimwire link``: claims in, the same claims with their cluster out, without any server."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from claimwire.cli.documents import lines
from claimwire.cli.exits import UNUSABLE, fail, told_plainly
from claimwire.cli.workers import worker_module


@told_plainly
def link(
    claims: Annotated[
        Path, typer.Argument(help="A file of claims, one a line, as 'extract --jsonl' writes them, or - for stdin.")
    ],
    _: Annotated[
        bool, typer.Option("--jsonl", help="Changes nothing: lines are always JSON. As the other stages have it.")
    ] = True,
) -> None:
    """Group claims that say the same: the same lines with "cluster_id" added."""
    for line in worker_module("linker.link_file").link_lines(_claims(lines(claims), str(claims))):
        typer.echo(line)


def _claims(rows: Iterable[str], name: str) -> Iterator[str]:
    """Yield lines, and refuse those of ``clean --jsonl``, which have a text too and could be taken for claims."""
    for number, line in enumerate(rows, start=1):
        if _is_document(line):
            told = f"{name}, line {number} is a document and no claim: run 'claimwire extract --jsonl {name}' first"
            raise fail(f"{told}, and link what it writes", UNUSABLE)
        yield line


def _is_document(line: str) -> bool:
    try:
        row = json.loads(line)
    except ValueError:
        return False  # the linker says what is wrong with it
    return isinstance(row, dict) and {"blocks", "removed"} <= row.keys()
