"""``claimwire extract``: documents in, claims out, without any server."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel, ValidationError
from rich.console import Console

from claimwire.cli.documents import documents
from claimwire.cli.exits import INCOMPLETE, UNUSABLE, fail, say, told_plainly
from claimwire.cli.workers import worker_module
from claimwire.models import Block, CleanArticle, DatedBelief, Granularity, KeptRun, Ledger


class _CleanRow(BaseModel):
    """What is used of a line of ``claimwire clean --jsonl``."""

    document: str
    text: str
    title: str | None = None
    published_at: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    kept: tuple[KeptRun, ...] = ()

    def article(self) -> CleanArticle:
        return CleanArticle(
            text=self.text,
            title=self.title,
            language=self.language,
            blocks=self.blocks,
            ledger=Ledger(kept=self.kept),
            published=_belief(self.published_at),
        )


@told_plainly
def extract(
    files: Annotated[
        list[Path], typer.Argument(help="HTML, text, or lines of 'clean --jsonl' (.jsonl); - is standard input.")
    ],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One claim a line, as JSON.")] = False,
    no_clean: Annotated[bool, typer.Option("--no-clean", help="Take the files' text as it is.")] = False,
) -> None:
    """Extract the claims of documents. Exits 4 if one of them holds no article."""
    extractor_module, file_module = worker_module("extractor.extract"), worker_module("extractor.extract_file")
    extractor = extractor_module.load_extractor()
    console, incomplete = Console(highlight=False), False
    for name, article in _articles(files, no_clean=no_clean):
        if article is None:
            incomplete = True
            continue
        rows = list(file_module.extract_file(article, name, extractor))
        if not rows:
            say(
                f"{name}: no claims"
                + ("" if extractor.supports(article.language) else f" ({article.language} is not read)")
            )
        for row in rows:
            if jsonl:
                typer.echo(json.dumps(row, ensure_ascii=False))
            else:
                who = row["speaker"]["name"] or row["speaker"]["mention"] or row["speaker"]["type"]
                console.print(f"{who} {row['stance']}: {row['text']}", markup=False, soft_wrap=True)
    if incomplete:
        raise typer.Exit(INCOMPLETE)


def _articles(files: list[Path], *, no_clean: bool) -> Iterator[tuple[str, CleanArticle | None]]:
    for name, body in documents(files):
        if name.endswith(".jsonl") or (name == "-" and body.lstrip().startswith(b"{")):
            yield from _cleaned_before(name, body)
        elif no_clean:
            yield name, CleanArticle(text=body.decode("utf-8", "replace"))
        else:
            yield name, _clean(name, body)


def _clean(name: str, body: bytes) -> CleanArticle | None:
    refusal = worker_module("cleaner.document").NotAnArticle
    try:
        article: CleanArticle = worker_module("cleaner.clean_file").clean_file(name, body)
    except refusal as error:
        say(f"{name}: {error}")
        return None
    return article


def _cleaned_before(name: str, body: bytes) -> Iterator[tuple[str, CleanArticle]]:
    for number, line in enumerate(body.decode("utf-8", "replace").splitlines(), start=1):
        try:
            row = _CleanRow.model_validate_json(line)
        except ValidationError as error:
            told: Any = error.errors()[0]
            message = f"{name}, line {number}: {told['msg']}; give lines as 'claimwire clean --jsonl' writes them"
            raise fail(message, UNUSABLE) from None
        yield row.document, row.article()


def _belief(text: str | None) -> DatedBelief | None:
    if not text:
        return None
    granularity = Granularity.MINUTE if "T" in text else Granularity.DAY
    belief = {"text": text, "instant": text if "T" in text else f"{text}T00:00", "source": "text"}
    if not text.endswith("Z") and "+" not in text:
        belief["instant"] += "Z"
    return DatedBelief.model_validate({**belief, "granularity": granularity})
