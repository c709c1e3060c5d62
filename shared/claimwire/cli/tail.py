"""``claimwire tail``: events as they come."""

import asyncio
import json
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from claimwire.cli.describe_article import describe_article
from claimwire.cli.describe_link import RecentClaims, describe_link
from claimwire.cli.exits import told_plainly
from claimwire.connect import open_redis
from claimwire.embedded.broker import broker_url
from claimwire.events import (
    ArticleCleaned,
    ArticleDiscovered,
    ArticleDropped,
    ArticleFetched,
    ClaimExtracted,
    ClaimLinked,
    Event,
)
from claimwire.follow import Follow
from claimwire.models import Claim
from claimwire.reliability.steady import Steadily
from claimwire.settings import Settings


class Followed(StrEnum):
    """What can be followed."""

    CLAIMS = "claims"
    CLUSTERS = "clusters"
    ARTICLES = "articles"


_EVENTS: dict[Followed, tuple[type[Event], ...]] = {
    Followed.CLAIMS: (ClaimExtracted,),
    Followed.CLUSTERS: (ClaimLinked,),
    Followed.ARTICLES: (ArticleDiscovered, ArticleFetched, ArticleCleaned, ArticleDropped),
}


@told_plainly
def tail(
    what: Annotated[Followed, typer.Argument()] = Followed.CLAIMS,
    as_json: Annotated[bool, typer.Option("--json", help="One CloudEvent a line, as JSON.")] = False,
    count: Annotated[int | None, typer.Option(help="Stop after so many.", min=1, show_default=False)] = None,
) -> None:
    """Follow events as they come, from now on, until Ctrl-C. To miss none, use claimwire.subscribe."""
    settings = Settings()
    asyncio.run(_follow(broker_url(settings), _EVENTS[what], settings.partitions, as_json, count))


async def _follow(
    url: str, events: tuple[type[Event], ...], partition_count: int, as_json: bool, count: int | None
) -> None:
    console, steadily, seen, recent = Console(highlight=False), Steadily(), 0, RecentClaims()
    # A link does not carry its claim's words; they are told before it. Programs get the events as they are.
    besides = (ClaimExtracted,) if events == (ClaimLinked,) and not as_json else ()
    async with open_redis(url) as redis, Follow(redis, *besides, *events, partition_count=partition_count) as follow:
        while True:
            for followed in await steadily("follow", lambda: follow.read(wait_milliseconds=1000)):
                event = followed.event
                if besides and isinstance(event, ClaimExtracted):
                    recent.add(event.claim)
                    continue
                if as_json:
                    typer.echo(cloud_event(followed.fields))
                else:
                    claim = recent.take(event.claim_id) if isinstance(event, ClaimLinked) else None
                    console.print(describe(event, claim), soft_wrap=True)
                seen += 1
                if seen == count:
                    return


def cloud_event(fields: dict[bytes, bytes]) -> str:
    """Write the flat fields as a CloudEvent in JSON, its data unparsed in between."""
    attributes = {name.decode(): value.decode() for name, value in fields.items() if name != b"data"}
    return f'{json.dumps(attributes)[:-1]}, "data": {fields[b"data"].decode()}}}'


def describe(event: Event, claim: Claim | None = None) -> Text:
    """Write an event for a person, in one line; a link with the claim that it names, where that is known."""
    match event:
        case ClaimExtracted():
            claim = event.claim
            who = claim.speaker.name or claim.speaker.mention or event.article.outlet
            return Text.assemble(
                (who, "bold"),
                f" {claim.stance.value.replace('_', ' ')}: {claim.text} ",
                (f"{event.article.outlet} {claim.claim_id}", "dim"),
            )
        case ClaimLinked():
            return describe_link(event, claim)
        case _:
            return describe_article(event)
