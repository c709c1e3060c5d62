"""``claimwire tail``: events as they come."""

import asyncio
import json
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from claimwire.cli.describe_article import describe_article
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
    console, steadily, seen = Console(highlight=False), Steadily(), 0
    async with open_redis(url) as redis, Follow(redis, *events, partition_count=partition_count) as follow:
        while True:
            for followed in await steadily("follow", lambda: follow.read(wait_milliseconds=1000)):
                if as_json:
                    typer.echo(cloud_event(followed.fields))
                else:
                    console.print(describe(followed.event), soft_wrap=True)
                seen += 1
                if seen == count:
                    return


def cloud_event(fields: dict[bytes, bytes]) -> str:
    """Write the flat fields as a CloudEvent in JSON, its data unparsed in between."""
    attributes = {name.decode(): value.decode() for name, value in fields.items() if name != b"data"}
    return f'{json.dumps(attributes)[:-1]}, "data": {fields[b"data"].decode()}}}'


def describe(event: Event) -> Text:
    """Write an event for a person, in one line."""
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
            cluster = event.cluster
            counts = (
                f"outlets {cluster.outlets.count}, independent texts {cluster.independent_texts.count}, "
                f"origins {cluster.origins.count}, deniers {cluster.deniers.count} {cluster.cluster_id}"
            )
            change = event.change.value.replace("_", " ")
            return Text.assemble((change, "bold"), f" by {event.outlet}: {cluster.text} ", (counts, "dim"))
        case _:
            return describe_article(event)
