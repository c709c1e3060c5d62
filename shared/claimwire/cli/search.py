"""``claimwire search``: claims that match, with who said them."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from claimwire.answers import ClaimAnswer
from claimwire.cli.exits import UNUSABLE, fail, say, told_plainly
from claimwire.cli.local_index import missing_index
from claimwire.index.documents import ClaimDocument, DocumentKind
from claimwire.index.open import open_reader
from claimwire.index.port import Filters, SearchPage, SearchRequest, Sort
from claimwire.models import Stance
from claimwire.settings import Settings

STANCE_COLOURS = {"denies": "red", "doubts": "yellow", "no_evidence": "yellow", "hedges": "cyan"}


@told_plainly
def search(
    query: Annotated[str, typer.Argument(help='Words that must all occur; "quoted words" in this order.')] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One claim a line, as JSON.")] = False,
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name.")] = None,
    stance: Annotated[Stance | None, typer.Option(help="What the speaker does with the claim.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet's whole name.")] = None,
    since: Annotated[str | None, typer.Option(help="A date or time, ISO 8601.")] = None,
    until: Annotated[str | None, typer.Option(help="Likewise, not included.")] = None,
    newest: Annotated[bool, typer.Option("--newest", help="Newest first, not best first.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
) -> None:
    """Search the claims. Exits 0 also when nothing matches: an empty answer is an answer."""
    filters = Filters(
        speaker=speaker,
        stance=stance,
        outlet=outlet,
        since=_instant("--since", since),
        until=_instant("--until", until),
    )
    request = SearchRequest(
        kind=DocumentKind.CLAIM,
        text=query,
        filters=filters,
        limit=limit,
        sort=Sort.NEWEST if newest else Sort.RELEVANCE,
    )
    settings = Settings()
    if missing := missing_index(settings):
        raise fail(missing)
    page = asyncio.run(open_reader(settings).search(request))
    answers = [claim_answer(hit.document) for hit in page.hits if isinstance(hit.document, ClaimDocument)]
    if as_json:
        for answer in answers:
            typer.echo(json.dumps(as_row(answer), ensure_ascii=False))
    else:
        _print(page, answers)


def claim_answer(document: ClaimDocument) -> ClaimAnswer:
    """Show a claim as the api does."""
    if document.extracted is None:
        raise fail(f"{document.claim_id} is not indexed yet")
    return ClaimAnswer.of(document, document.extracted)


def as_row(answer: ClaimAnswer) -> dict[str, Any]:
    """Write a claim for a program: the api's fields."""
    row: dict[str, Any] = json.loads(answer.model_dump_json())
    return row


def claim_line(answer: ClaimAnswer) -> Text:
    """Write a claim for a person: who, how, what."""
    line = Text()
    line.append(answer.speaker.name or answer.speaker.mention or answer.article.outlet, style="bold")
    line.append(f" {answer.stance.value.replace('_', ' ')}", style=STANCE_COLOURS.get(answer.stance.value, "green"))
    line.append(f": {answer.text}")
    return line


def _print(page: SearchPage, answers: list[ClaimAnswer]) -> None:
    console = Console(highlight=False)
    for answer in answers:
        console.print(claim_line(answer), soft_wrap=True)
        published = f", {answer.article.published_at:%Y-%m-%d}" if answer.article.published_at else ""
        place = answer.article.title or answer.article.url or answer.article.article_id
        console.print(Text(f"    {answer.article.outlet}{published}: {place}", style="dim"), soft_wrap=True)
        console.print(Text(f"    {answer.claim_id}", style="dim"))
    say(f"{page.total} claims" + (f", {len(answers)} shown" if page.total > len(answers) else ""))


def _instant(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise fail(f"{option} {text}: give a date or time such as 2026-03-10 or 2026-03-10T09:30Z", UNUSABLE) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
