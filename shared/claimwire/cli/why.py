"""``claimwire why``: from a claim back to the characters of the raw page."""

import asyncio
from collections import Counter
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from claimwire.blobs import open_blobs
from claimwire.cli.exits import NOT_FOUND, fail, told_plainly
from claimwire.cli.local_index import missing_index
from claimwire.explain import Excerpt, Explanation, explain_claim
from claimwire.index.documents import DocumentKind
from claimwire.index.open import open_reader
from claimwire.models import RemovalReason
from claimwire.settings import Settings


@told_plainly
def why(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM_ID", help="As 'claimwire search' prints it.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    context: Annotated[int, typer.Option(help="Characters around the evidence.", min=0, max=2000)] = 160,
) -> None:
    """Show where a claim stands in the cleaned text and in the raw page."""
    settings = Settings()
    if missing := missing_index(settings):
        raise fail(missing)
    explanation = asyncio.run(explain_by_id(settings, claim_id, context))
    if explanation is None:
        raise fail(f"there is no claim {claim_id}; 'claimwire search' prints the ids", NOT_FOUND)
    if as_json:
        typer.echo(explanation.model_dump_json())
    else:
        print_explanation(Console(highlight=False), explanation)


async def explain_by_id(settings: Settings, claim_id: str, context: int) -> Explanation | None:
    """Explain a claim from the local index and the object store; None if there is no such claim."""
    index = open_reader(settings)
    document = await index.get(DocumentKind.CLAIM, claim_id)
    if document is None or document.extracted is None:
        return None
    return await explain_claim(index, open_blobs(settings.blobs), document, document.extracted, context=context)


def print_explanation(console: Console, explanation: Explanation) -> None:
    """Draw a claim's way back."""
    colour = console.is_terminal and not console.no_color
    who = explanation.speaker or "no named speaker"
    console.print(Text.assemble((explanation.text, "bold")))
    cue = f' ("{explanation.cue}")' if explanation.cue else ""
    console.print(
        Text(f"{who}, {explanation.stance.value.replace('_', ' ')}{cue}; {explanation.claim_id}", style="dim")
    )
    article = explanation.article
    console.print(Text(f"{article.outlet}: {article.title or ''} {article.url or ''}", style="dim"))
    console.print(_panel("cleaned text", explanation.evidence, colour=colour))
    if explanation.raw is not None:
        console.print(_panel("raw page", explanation.raw, colour=colour))
    print_removed(console, explanation)
    for note in explanation.notes:
        console.print(Text(note, style="yellow"))


def print_removed(console: Console, explanation: Explanation) -> None:
    """Say what was left out of the claim's article, by rule; in words what people or the outlet's habits removed."""
    if not explanation.removed:
        return
    rules = Counter(removal.rule.partition(":")[0] for removal in explanation.removed)
    told = ", ".join(f"{rule} {count}" for rule, count in sorted(rules.items(), key=lambda each: (-each[1], each[0])))
    console.print(Text(f"left out of the article: {told}", style="dim"))
    for removal in explanation.removed:
        rule, _, articles = removal.rule.partition(":")
        if rule == "outlet.repeated":
            console.print(Text(f"repeated on {articles} other articles of the outlet: {removal.text}", style="dim"))
        elif removal.reason is RemovalReason.OUTLET_RULE:
            console.print(Text(f"by {rule}: {removal.text}", style="dim"))


def _panel(title: str, excerpt: Excerpt, *, colour: bool) -> Panel:
    before = ("…" if excerpt.start > len(excerpt.before) else "") + excerpt.before
    # Where no colour is shown, brackets mark the evidence.
    opening, closing = ("", "") if colour else ("⟦", "⟧")
    text = Text.assemble(before, opening, (excerpt.text, "bold black on yellow"), closing, excerpt.after)
    return Panel(text, title=f"{title}, characters {excerpt.start} to {excerpt.end}", title_align="left")
