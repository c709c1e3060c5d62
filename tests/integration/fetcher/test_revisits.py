"""Articles that are looked at again: what became of them shows as versions and facts."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from redis.asyncio import Redis
from structlog.testing import capture_logs

from claimwire.cli.tail import describe
from claimwire.errors import TransientError
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, DropReason, Event, Lane
from services.fetcher.publish_revisits import PublishRevisits
from services.fetcher.revisits import Revisits
from tests.integration.fetcher.newsdesk import Newsdesk, discovered
from tests.integration.fetcher.published import Published
from tests.integration.fetcher.site import Site

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
DELAYS = (HOUR, DAY)
STORY = "<p>The council of Velmora signed a contract for {} ferries on Tuesday, the mayor said at the town hall.</p>"


def publisher(redis: Redis, now: datetime, delays: tuple[timedelta, ...] = DELAYS) -> PublishRevisits:
    return PublishRevisits(revisits=Revisits(redis=redis, delays=delays), pause_seconds=0.001, clock=lambda: now)


async def due_revisits(redis: Redis, now: datetime) -> list[ArticleDiscovered]:
    published = Published()
    await publisher(redis, now).publish_due(published)
    return [event for event in published.events if isinstance(event, ArticleDiscovered)]


def page_of(number: int, url: str | None = None) -> str:
    link = f'<link rel="canonical" href="{url}">' if url else ""
    return (
        f"<html><head><title>Ferries</title>{link}</head><body><article>{STORY.format(number)}</article></body></html>"
    )


async def test_an_edited_a_deleted_and_a_moved_article_show_versions_and_facts(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    edited, deleted, moved, same = (
        site.serve(f"/{name}", page_of(number)) for number, name in enumerate(("edited", "deleted", "moved", "same"))
    )
    told: list[str] = []

    async def look(events: Sequence[ArticleDiscovered]) -> dict[str, ArticleFetched | ArticleDropped]:
        outcomes = {}
        for event in sorted(events, key=lambda each: each.url):
            (outcome,) = await desk.handler(event)
            assert isinstance(outcome, ArticleFetched | ArticleDropped)
            outcomes[event.url] = outcome
            told.extend(describe(each).plain for each in (event, outcome))
        return outcomes

    first = await look([discovered(url) for url in (edited, deleted, moved, same)])
    site.serve("/edited", page_of(12))
    site.serve("/deleted", "gone", status=410)
    site.serve("/moved", status=301, Location=f"{site.url}/2031/moved")
    site.serve("/2031/moved", page_of(2))
    after_an_hour = await look(await due_revisits(redis, NOON + HOUR + MINUTE))
    site.serve("/edited", status=404)
    after_a_day = await look(await due_revisits(redis, NOON + DAY + MINUTE))
    print("\n" + "\n".join(told).replace(site.url, "https://tidepost.example"))

    new, gone, elsewhere, unchanged = (after_an_hour[url] for url in (edited, deleted, moved, same))
    assert isinstance(new, ArticleFetched)
    assert new.previous_version_id == first[edited].version_id
    assert isinstance(gone, ArticleDropped)
    assert (gone.reason, gone.version_id) == (DropReason.GONE, first[deleted].version_id)
    assert isinstance(elsewhere, ArticleDropped)
    assert (elsewhere.reason, elsewhere.version_id) == (DropReason.UNCHANGED, first[moved].version_id)
    assert f"it moved to {site.url}/2031/moved" in elsewhere.detail
    assert isinstance(unchanged, ArticleDropped)
    assert unchanged.reason is DropReason.UNCHANGED
    assert set(after_a_day) == {edited, moved, same}
    vanished = after_a_day[edited]
    assert isinstance(vanished, ArticleDropped)
    assert (vanished.reason, vanished.version_id) == (DropReason.NOT_FOUND, new.version_id)
    assert await Revisits(redis=redis, delays=DELAYS).planned() == 0
    text = "\n".join(told)
    assert f"new version of {edited}" in text
    assert f"deleted {deleted}: gone (HTTP status 410; it was there as {first[deleted].version_id})" in text
    assert f"unchanged {same}" in text


async def test_a_revisit_is_published_once_although_several_fetchers_run(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    for number in range(30):
        await desk.fetched(discovered(site.serve(f"/{number}", page_of(number))))
    published = Published()

    for now in (NOON + HOUR / 2, NOON + 2 * HOUR, NOON + 3 * HOUR, NOON + 2 * DAY, NOON + 3 * DAY):
        await asyncio.gather(*(publisher(redis, now).publish_due(published) for _ in range(4)))

    identities = [event.identity for event in published.events]
    assert len(identities) == len(set(identities)) == 60


async def test_a_revisit_that_could_not_be_published_comes_again_as_itself(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    event = discovered(site.serve("/ferry", page_of(1)))
    fetched = await desk.fetched(event)
    published, now = Published(failures=1), NOON + HOUR + MINUTE
    with pytest.raises(TransientError):
        await publisher(redis, now).publish_due(published)
    assert await publisher(redis, now).publish_due(published) == 0

    await publisher(redis, now + 2 * MINUTE).publish_due(published)

    due_at = (fetched.fetched_at + HOUR).replace(microsecond=0)
    assert published.events == [event.model_copy(update={"discovered_at": due_at, "attempt": 2})]


async def test_an_edit_found_at_a_revisit_does_not_start_the_revisits_anew(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    site.serve("/ferry", page_of(0))
    await desk.fetched(discovered(site.url + "/ferry"))
    looks = 0

    for hours in range(1, 100):
        for event in await due_revisits(redis, NOON + HOUR * hours + MINUTE):
            looks += 1
            site.serve("/ferry", page_of(looks))
            await desk.fetched(event)

    assert looks == 2


async def test_a_title_that_the_feed_changes_is_that_of_the_next_revisit(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    url = site.serve("/ferry", page_of(1))
    await desk.fetched(discovered(url, title="Ferries"))
    site.serve("/ferry", page_of(2))
    await desk.fetched(discovered(url, minute=30, title="More ferries", attempt=2))

    (event,) = await due_revisits(redis, NOON + HOUR + MINUTE)

    assert (event.title, event.attempt) == ("More ferries", 3)


@pytest.mark.parametrize("changes", [{"lane": Lane.BACKFILL}, {"content_only": True, "content": STORY.format(7)}])
async def test_archives_and_what_came_with_the_feed_are_not_looked_at_again(
    desk: Newsdesk, site: Site, redis: Redis, changes: dict[str, Any]
) -> None:
    await desk.fetched(discovered(site.serve("/ferry", page_of(1)), **changes))

    assert await due_revisits(redis, NOON + DAY) == []


async def test_no_more_is_planned_than_there_is_room_for_and_the_oldest_goes_first(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    revisits = Revisits(redis=redis, delays=DELAYS, most=3)
    small = desk.but(revisits=revisits)
    with capture_logs() as logs:
        for number in range(5):
            await small.fetched(discovered(site.serve(f"/{number}", page_of(number))))

    events = await due_revisits(redis, NOON + DAY)

    assert sorted(event.url[-1] for event in events) == ["2", "3", "4"]
    assert [each["articles"] for each in logs if each["event"] == "articles are not looked at again"] == [1, 1]


async def test_without_delays_nothing_is_looked_at_again_and_what_was_planned_ends(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    await desk.fetched(discovered(site.serve("/ferry", page_of(1))))
    never = desk.but(revisits=Revisits(redis=redis, delays=()))
    await never.fetched(discovered(site.serve("/mill", page_of(2))))
    published = Published()

    await publisher(redis, NOON + DAY, delays=()).publish_due(published)

    assert published.events == []
    assert await Revisits(redis=redis, delays=()).planned() == 0


async def test_a_deletion_that_is_handled_while_its_revisit_is_still_being_published_stays_one(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    site.serve("/ferry", page_of(1))
    await desk.fetched(discovered(site.url + "/ferry"))
    revisits = Revisits(redis=redis, delays=DELAYS)

    class Quick(Published):
        async def publish(self, events: Sequence[Event]) -> None:
            site.serve("/ferry", status=410)
            for event in events:
                await desk.handler(event)

    now = NOON + HOUR + MINUTE
    await PublishRevisits(revisits=revisits, pause_seconds=1, clock=lambda: now).publish_due(Quick())

    assert await revisits.planned() == 0
    assert await due_revisits(redis, NOON + 3 * DAY) == []


async def test_a_page_that_fails_for_a_while_is_looked_at_again_later(desk: Newsdesk, site: Site, redis: Redis) -> None:
    site.serve("/ferry", page_of(1))
    await desk.fetched(discovered(site.url + "/ferry"))
    site.serve("/ferry", status=403)
    (event,) = await due_revisits(redis, NOON + HOUR + MINUTE)

    dropped = await desk.but(attempts_limit=1).dropped(event)

    assert (dropped.reason, dropped.version_id) == (DropReason.FORBIDDEN, None)
    assert len(await due_revisits(redis, NOON + DAY + MINUTE)) == 1


async def test_a_revisit_asks_with_the_validators_of_the_version(desk: Newsdesk, site: Site, redis: Redis) -> None:
    site.serve("/ferry", page_of(1), ETag='"a1"')
    await desk.fetched(discovered(site.url + "/ferry"))
    (event,) = await due_revisits(redis, NOON + HOUR + MINUTE)

    dropped = await desk.dropped(event)

    assert dropped.detail.startswith("the server says that it did not change")
    request = site.requests[-1]
    assert isinstance(request, web.BaseRequest)
    assert request.headers["If-None-Match"] == '"a1"'


async def test_a_full_broker_still_remembers_versions_with_their_revisits(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    event = discovered(site.serve("/ferry", page_of(1)))
    await redis.config_set("maxmemory", "1")

    try:
        await desk.fetched(event)
    finally:
        await redis.config_set("maxmemory", "0")

    assert len(await due_revisits(redis, NOON + HOUR + MINUTE)) == 1
