"""Cleaners share what they learn of an outlet, and a repeat changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable

from redis.asyncio import Redis

from claimwire.events import HANDED_IN, ArticleCleaned, ArticleFetched, Event
from claimwire.worker import Worker
from services.cleaner.outlet.clean_for_outlet import note_drop
from services.cleaner.outlet.habits import habit_key
from services.cleaner.outlet.outlet_memory import Visit
from tests.integration.cleaner.conftest import NOON
from tests.integration.cleaner.memories import memory, visit
from tests.integration.cleaner.newsroom import APPEALS, layout_with_residue, story

OpenCleaner = Callable[[], Awaitable[Worker]]
Fetch = Callable[..., Awaitable[ArticleFetched]]


async def clean(worker: Worker, event: ArticleFetched) -> Event:
    (stage,) = worker.stages
    (after,) = await stage.handler(event)
    return after


async def text(worker: Worker, event: ArticleFetched) -> str:
    after = await clean(worker, event)
    assert isinstance(after, ArticleCleaned)
    return after.clean.text


def unnamed(page: str) -> str:
    """Take the outlet's name from a page, so that nobody can tell whose it is."""
    return page.replace(" | The Quay", "")


def appeals_in(text: str) -> int:
    return sum(appeal in text for appeal in APPEALS)


async def test_two_cleaners_learn_from_each_other_what_an_outlet_repeats(
    open_cleaner: OpenCleaner, fetch: Fetch
) -> None:
    one, other = await open_cleaner(), await open_cleaner()
    pages = [layout_with_residue(*story(number)) for number in range(4)]

    first = [
        appeals_in(await text(worker, await fetch(page, f"story-{number}", day=number % 2)))
        for number, (worker, page) in enumerate(zip((one, other, one), pages, strict=False))
    ]
    after = await clean(other, await fetch(pages[3], "story-3", day=1))

    assert first == [3, 3, 3]
    assert isinstance(after, ArticleCleaned)
    assert appeals_in(after.clean.text) == 0
    rules = [removal.rule for removal in after.clean.ledger.removed if removal.text in APPEALS]
    assert rules == ["outlet.repeated:3"] * 3
    assert [paragraph for paragraph in story(3)[1] if paragraph not in after.clean.text] == []


async def test_a_redelivered_article_counts_once_and_is_cleaned_as_before(
    open_cleaner: OpenCleaner, fetch: Fetch
) -> None:
    one, other = await open_cleaner(), await open_cleaner()
    events = [await fetch(layout_with_residue(*story(n)), f"story-{n}", day=n % 2) for n in range(5)]

    first = [await clean(one, event) for event in events]
    again = [await clean(other, event) for _ in range(3) for event in events]

    assert again == first * 3


async def test_both_cleaners_that_hold_one_entry_tell_the_same(open_cleaner: OpenCleaner, fetch: Fetch) -> None:
    cleaners = [await open_cleaner() for _ in range(4)]
    for number in range(2):
        await clean(cleaners[0], await fetch(layout_with_residue(*story(number)), f"story-{number}", day=number))

    for number in range(2, 6):
        event = await fetch(layout_with_residue(*story(number)), f"story-{number}", day=1)
        told = await asyncio.gather(*(clean(cleaner, event) for cleaner in cleaners))

        assert told == [told[0]] * 4


async def test_versions_and_reprints_of_one_article_are_one_article(open_cleaner: OpenCleaner, fetch: Fetch) -> None:
    cleaner = await open_cleaner()
    headline, paragraphs = story(1)
    for day in range(4):
        edition = [*paragraphs[:-1], f"Changed on day {day} of this story, for reasons that day {day} knew."]
        await clean(cleaner, await fetch(layout_with_residue(headline, edition), "story-1", day=day, edition=day))
        await clean(cleaner, await fetch(layout_with_residue(headline, edition), f"reprint-{day}", day=day))

    after = await text(cleaner, await fetch(layout_with_residue(*story(2)), "story-2", day=4))

    assert appeals_in(after) == 3


async def test_a_later_version_does_not_count_its_own_first_one(open_cleaner: OpenCleaner, fetch: Fetch) -> None:
    cleaner = await open_cleaner()
    headline, paragraphs = story(3)
    await clean(cleaner, await fetch(layout_with_residue(*story(1)), "story-1", day=0))
    await clean(cleaner, await fetch(layout_with_residue(*story(2)), "story-2", day=1))
    corrected = [*paragraphs, "A correction was added on the same day, for reasons that the desk knew."]

    first = await text(cleaner, await fetch(layout_with_residue(headline, paragraphs), "story-3", day=1))
    second = await text(cleaner, await fetch(layout_with_residue(headline, corrected), "story-3", day=1, edition=2))

    assert (appeals_in(first), appeals_in(second)) == (3, 3)


async def test_a_later_version_loses_what_the_first_one_lost(open_cleaner: OpenCleaner, fetch: Fetch) -> None:
    cleaner = await open_cleaner()
    for number in range(3):
        await clean(cleaner, await fetch(layout_with_residue(*story(number)), f"story-{number}", day=number % 2))

    versions = [
        await text(cleaner, await fetch(layout_with_residue(*story(3)), "story-3", day=2, edition=edition))
        for edition in (1, 2, 3)
    ]

    assert [appeals_in(each) for each in versions] == [0, 0, 0]


async def test_a_page_that_was_dropped_and_later_cleans_is_cleaned_by_habits_and_teaches(
    open_cleaner: OpenCleaner, fetch: Fetch, redis: Redis
) -> None:
    cleaner = await open_cleaner()
    for number in range(3):
        await clean(cleaner, await fetch(layout_with_residue(*story(number)), f"story-{number}", day=number % 2))
    event = await fetch(layout_with_residue(*story(3)), "story-3", day=1)
    dropped = Visit(outlet=event.outlet, article_id=event.article_id, version_id=event.version_id, day=NOON.date())
    for _ in range(2):
        await note_drop(memory(redis), dropped)

    replayed = [await text(cleaner, event) for _ in range(2)]

    assert [appeals_in(each) for each in replayed] == [0, 0]
    appeal = habit_key(APPEALS[0])
    known = (await memory(redis).recall(visit(999), (appeal,))).habits[appeal]
    assert known.articles == 4


async def test_what_one_outlet_repeats_is_no_habit_of_another(open_cleaner: OpenCleaner, fetch: Fetch) -> None:
    cleaner = await open_cleaner()
    for number in range(4):
        page = layout_with_residue(*story(number))
        await clean(cleaner, await fetch(page, f"story-{number}", day=number))
        await clean(cleaner, await fetch(unnamed(page), f"document-{number}", day=number, outlet=HANDED_IN))

    page = layout_with_residue(*story(8))
    other = await text(cleaner, await fetch(page, "a", day=4, outlet="The Pier"))
    handed_in = await text(cleaner, await fetch(unnamed(page), "b", day=4, outlet=HANDED_IN))

    assert (appeals_in(other), appeals_in(handed_in)) == (3, 3)


async def test_what_an_official_says_on_every_article_stays(open_cleaner: OpenCleaner, fetch: Fetch) -> None:
    cleaner = await open_cleaner()
    said = [
        "\u201cWe will rebuild every house in this valley, whatever it takes,\u201d the mayor said.",
        "The ministry declined to comment.",
        "Nobody was hurt.",
    ]

    for number in range(7):
        headline, paragraphs = story(number)
        page = layout_with_residue(headline, [*paragraphs[:2], *said, *paragraphs[2:]])
        cleaned = await text(cleaner, await fetch(page, f"story-{number}", day=number))

        assert [each for each in said if each not in cleaned] == []


async def test_documents_handed_in_teach_nothing_about_a_feed_of_their_name(
    open_cleaner: OpenCleaner, fetch: Fetch
) -> None:
    cleaner = await open_cleaner()
    for number in range(4):
        page = layout_with_residue(*story(number)).replace(
            "<head>", "<head><meta property=og:site_name content='The Quay'>"
        )
        await clean(cleaner, await fetch(page, f"document-{number}", day=number, outlet=HANDED_IN))

    page = layout_with_residue(*story(8))
    fetched = await text(cleaner, await fetch(page, "story-8", day=4))
    named = page.replace("<head>", "<head><meta property=og:site_name content='The Quay'>")
    handed_in = await text(cleaner, await fetch(named, "document-8", day=4, outlet=HANDED_IN))

    assert (appeals_in(fetched), appeals_in(handed_in)) == (3, 0)
