"""``claimwire link``: claims in, the same claims with their cluster out, without any server."""

from pathlib import Path
from typing import Annotated

import typer

from claimwire.cli.documents import lines
from claimwire.cli.exits import UNUSABLE, fail, told_plainly
from claimwire.cli.workers import worker_module


@told_plainly
def link(
    claims: Annotated[Path, typer.Argument(help="A file of claims, one a line, or - for standard input.")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Write JSON lines; the only form so far.")] = True,
) -> None:
    """Group claims that say the same: the same lines with "cluster_id" added."""
    if not jsonl:
        raise fail("claims are written as JSON lines only; leave --no-jsonl out", UNUSABLE)
    for line in worker_module("linker.link_file").link_lines(lines(claims)):
        typer.echo(line)
