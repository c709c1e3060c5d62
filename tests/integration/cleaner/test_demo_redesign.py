"""An outlet of the sample newsroom redesigns its pages half-way through, and its alarm is raised."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from redis.asyncio import Redis

from claimwire.demo.newsroom import Article, Block, BlockKind, Outlet
from claimwire.demo.read_newsroom import read_newsroom
from claimwire.demo.render import render_page
from claimwire.drift import DriftKind, read_drift_alarms
from claimwire.events import ArticleFetched
from claimwire.worker import Worker
from tests.integration.cleaner.conftest import NOON
from tests.integration.cleaner.newsroom import APPEALS, story

NEWSROOM = Path(__file__).parents[3] / "deploy" / "demo"
BASE = "https://newsroom.example"


def as_it_was(paragraphs: Sequence[str]) -> Sequence[str]:
    return paragraphs


def loaded_by_a_script(paragraphs: Sequence[str]) -> Sequence[str]:
    """Only the lead is on the page; a script brings the rest."""
    return paragraphs[:1]


def with_appeals_between(paragraphs: Sequence[str]) -> Sequence[str]:
    """The paper's own appeals are paragraphs like the story's, and nothing marks them."""
    third = max(len(paragraphs) // 3, 1)
    return [
        *paragraphs[:third],
        APPEALS[0],
        *paragraphs[third : 2 * third],
        APPEALS[1],
        *paragraphs[2 * third :],
        APPEALS[2],
    ]


def page_of(outlet: Outlet, number: int, design: Callable[[Sequence[str]], Sequence[str]]) -> str:
    """Print a made-up story in the outlet's own template."""
    headline, paragraphs = story(number)
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in design(paragraphs))
    sample = outlet.articles[0]
    about = sample.about.model_copy(update={"title": headline, "dek": "", "summary": paragraphs[0]})
    article: Article = replace(sample, slug=f"story-{number}", about=about, blocks=blocks)
    return render_page(outlet, article, BASE).decode(outlet.source.charset)


@pytest.mark.parametrize("folder", ["luth-valley-gazette", "the-harbour-post"])
@pytest.mark.parametrize(
    "redesign", [(loaded_by_a_script, DriftKind.LENGTH), (with_appeals_between, DriftKind.RESIDUE)]
)
async def test_the_redesign_of_a_demo_outlet_raises_its_alarm_within_twenty_articles(
    open_cleaner: Callable[[], Awaitable[Worker]],
    fetch: Callable[..., Awaitable[ArticleFetched]],
    redis: Redis,
    folder: str,
    redesign: tuple[Callable[[Sequence[str]], Sequence[str]], DriftKind],
) -> None:
    design, kind = redesign
    (stage,) = (await open_cleaner()).stages
    (outlet,) = (each for each in read_newsroom(NEWSROOM) if each.folder.name == folder)

    async def publish(number: int, design: Callable[[Sequence[str]], Sequence[str]]) -> None:
        page = page_of(outlet, number, design)
        await stage.handler(await fetch(page, f"story-{number}", outlet=outlet.source.name))

    for number in range(40):
        await publish(number, as_it_was)
    before = await read_drift_alarms(redis, NOON.date())
    for number in range(40, 60):
        await publish(number, design)
    after = await read_drift_alarms(redis, NOON.date())

    assert before == ()
    assert {(alarm.outlet, alarm.kind) for alarm in after} >= {(outlet.source.name, kind)}
