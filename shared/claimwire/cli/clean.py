"""``claimwire clean``: documents in, text without residue out, without any server."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from claimwire.cli.cleaning_page_file import CleaningPageFile
from claimwire.cli.documents import documents
from claimwire.cli.exits import INCOMPLETE, UNUSABLE, fail, say, told_plainly
from claimwire.cli.show_cleaning import show_cleaning
from claimwire.cli.workers import worker_module
from claimwire.collect_rarely import collect_rarely
from claimwire.models import CleanArticle


@told_plainly
def clean(
    files: Annotated[list[Path], typer.Argument(help="Files of HTML or text, or - for standard input.")],
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One document a line, as JSON, with all that was removed.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what was kept as what, what was removed, and by which rule.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", help="Write a page to look at, with the same; of one file.", metavar="OUT.html"),
    ] = None,
) -> None:
    """Clean documents. Exits 4 if one of them holds no article."""
    if (jsonl and explain) or (html is not None and len(files) != 1):
        raise fail("--jsonl and --explain exclude each other, and --html writes the page of one file", UNUSABLE)
    page = None if html is None else CleaningPageFile(html, document=files[0])
    module, refusal = worker_module("cleaner.clean_file"), worker_module("cleaner.document").NotAnArticle
    collect_rarely()
    incomplete = False
    for name, body in documents(files):
        try:
            article: CleanArticle = module.clean_file(name, body)
        except refusal as error:
            incomplete = True
            say(f"{name}: {error}")
            if jsonl:
                typer.echo(json.dumps(_dropped(name, error), ensure_ascii=False))
            continue
        if page is not None:
            page.write(name, article)
        if jsonl:
            typer.echo(json.dumps(module.clean_record(name, article), ensure_ascii=False))
        elif explain:
            show_cleaning(Console(highlight=False), name, article)
        elif page is None:
            _print_text(article)
    if incomplete:
        raise typer.Exit(INCOMPLETE)


def _print_text(article: CleanArticle) -> None:
    typer.echo(f"{article.title}\n\n{article.text}\n" if article.title else f"{article.text}\n")


def _dropped(name: str, error: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("title", "byline", "published_at", "outlet", "url", "language"))
    dropped = {"reason": error.reason.value, "detail": error.detail}
    return {"document": name, "text": "", **empty, "blocks": [], "kept": [], "removed": [], "dropped": dropped}
