"""``claimwire clean``: documents in, text without residue out, without any server."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from claimwire.cli.documents import documents
from claimwire.cli.exits import INCOMPLETE, say, told_plainly
from claimwire.cli.workers import worker_module


@told_plainly
def clean(
    files: Annotated[list[Path], typer.Argument(help="Files of HTML or text, or - for standard input.")],
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One document a line, as JSON, with all that was removed.")
    ] = False,
) -> None:
    """Clean documents. Exits 4 if one of them holds no article."""
    module, refusal = worker_module("cleaner.clean_file"), worker_module("cleaner.document").NotAnArticle
    incomplete = False
    for name, body in documents(files):
        try:
            article = module.clean_file(name, body)
        except refusal as error:
            incomplete = True
            say(f"{name}: {error}")
            if jsonl:
                typer.echo(json.dumps(_dropped(name, error), ensure_ascii=False))
            continue
        if jsonl:
            typer.echo(json.dumps(module.clean_record(name, article), ensure_ascii=False))
        else:
            typer.echo(f"{article.title}\n\n{article.text}\n" if article.title else f"{article.text}\n")
    if incomplete:
        raise typer.Exit(INCOMPLETE)


def _dropped(name: str, error: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("title", "byline", "published_at", "outlet", "url"))
    dropped = {"reason": error.reason.value, "detail": error.detail}
    return {"document": name, "text": "", **empty, "blocks": [], "removed": [], "dropped": dropped}
