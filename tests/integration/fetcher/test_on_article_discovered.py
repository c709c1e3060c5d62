import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis

from claimwire.blobs import open_blobs
from claimwire.errors import Outage, TransientError
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, DropReason, Event
from claimwire.ids import article_id, content_sha256, version_id
from services.fetcher.articles import Articles, Attempts
from services.fetcher.fetch_article import FetchArticle
from services.fetcher.http_client import open_http_client
from services.fetcher.on_article_discovered import OnArticleDiscovered
from services.fetcher.settings import FetcherSettings
from tests.integration.fetcher.site import Site

Configure = Callable[..., FetcherSettings]
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
PAGE = "<p>The ferry to Vessel Bay sails again.</p>"
EDITED = "<p>The ferry to Vessel Bay sails again on Friday.</p>"


@dataclass
class Clock:
    """Moves on a second each time it is read, so that nothing is equal by the clock alone."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def discovered(
    url: str, *, minute: int = 0, feed_url: str | None = "https://tidepost.example/feed"
) -> ArticleDiscovered:
    return ArticleDiscovered(
        article_id=article_id(url),
        url=url,
        outlet="The Tide Post",
        feed_url=feed_url,
        title="Ferry sails",
        discovered_at=NOON + timedelta(minutes=minute),
    )


@pytest.fixture
async def handler(redis: Redis, configure: Configure) -> AsyncIterator[OnArticleDiscovered]:
    settings = configure(fetcher_files_allowed=True)
    async with open_http_client(settings) as http:
        yield OnArticleDiscovered(
            fetch=FetchArticle(http=http, files_allowed=True, body_limit_bytes=settings.fetcher_body_limit_bytes),
            blobs=open_blobs("memory://"),
            articles=Articles(redis=redis, kept=timedelta(days=1)),
            attempts=Attempts(redis=redis, limit=3),
            clock=Clock(),
        )


async def fetched(handler: OnArticleDiscovered, event: ArticleDiscovered) -> ArticleFetched:
    (outcome,) = await handler(event)
    assert isinstance(outcome, ArticleFetched)
    return outcome


async def dropped(handler: OnArticleDiscovered, event: ArticleDiscovered) -> ArticleDropped:
    (outcome,) = await handler(event)
    assert isinstance(outcome, ArticleDropped)
    return outcome


async def forget_fetched_events(redis: Redis) -> None:
    """Let a day pass."""
    async for name in redis.scan_iter("claimwire:{fetcher}:fetched:*"):
        await redis.delete(name)


async def test_a_fetched_article_names_a_body_that_is_in_the_store(handler: OnArticleDiscovered, site: Site) -> None:
    url = site.serve("/ferry", PAGE, content_type="text/html; charset=utf-8", ETag='"a1"')
    event = discovered(url)

    outcome = await fetched(handler, event)

    assert await handler.blobs.get(outcome.body) == PAGE.encode()
    assert outcome == ArticleFetched(
        article_id=event.article_id,
        version_id=version_id(event.article_id, content_sha256(PAGE.encode())),
        url=url,
        final_url=url,
        outlet="The Tide Post",
        feed_url="https://tidepost.example/feed",
        title="Ferry sails",
        body=outcome.body,
        status=200,
        etag='"a1"',
        discovered_at=NOON,
        fetched_at=outcome.fetched_at,
    )
    assert (outcome.body.media_type, outcome.body.charset) == ("text/html", "utf-8")


async def test_a_repeated_discovery_yields_the_same_event_without_another_fetch(
    handler: OnArticleDiscovered, site: Site
) -> None:
    event = discovered(site.serve("/ferry", PAGE, ETag='"a1"'))
    first = await fetched(handler, event)

    site.serve("/ferry", EDITED)
    second = await fetched(handler, event)

    assert second == first
    assert len(site.requests) == 1


async def test_a_discovery_repeated_days_later_is_not_unchanged_because_of_itself(
    handler: OnArticleDiscovered, site: Site, redis: Redis
) -> None:
    event = discovered(site.serve("/ferry", PAGE, ETag='"a1"'))
    first = await fetched(handler, event)
    await forget_fetched_events(redis)

    second = await fetched(handler, event)

    assert (second.version_id, second.previous_version_id) == (first.version_id, first.previous_version_id)
    assert "If-None-Match" not in site.requests[-1].headers


async def test_a_repeat_yields_its_version_also_after_a_later_discovery_found_a_newer_one(
    handler: OnArticleDiscovered, site: Site
) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    first = await fetched(handler, event)
    site.serve("/ferry", EDITED)
    newer = await fetched(handler, discovered(event.url, minute=5))

    repeat = await fetched(handler, event)

    assert repeat == first
    assert newer.previous_version_id == first.version_id


async def test_one_discovery_in_two_hands_at_once_yields_one_event(handler: OnArticleDiscovered, site: Site) -> None:
    event = discovered(site.serve("/ferry", PAGE))

    outcomes = await asyncio.gather(*(fetched(handler, event) for _ in range(8)))

    assert len({outcome.model_dump_json() for outcome in outcomes}) == 1


async def test_of_two_discoveries_at_once_one_brings_the_version_and_one_finds_it_unchanged(
    handler: OnArticleDiscovered, site: Site
) -> None:
    url = site.serve("/ferry", PAGE)

    outcomes: list[Event] = [
        event
        for events in await asyncio.gather(*(handler(discovered(url, minute=minute)) for minute in range(6)))
        for event in events
    ]

    assert [type(outcome) for outcome in outcomes].count(ArticleFetched) == 1
    assert {outcome.reason for outcome in outcomes if isinstance(outcome, ArticleDropped)} == {DropReason.UNCHANGED}


async def test_an_edited_article_is_a_version_that_follows_the_one_before(
    handler: OnArticleDiscovered, site: Site
) -> None:
    url = site.serve("/ferry", PAGE, ETag='"a1"')
    first = await fetched(handler, discovered(url))
    site.serve("/ferry", EDITED, ETag='"a2"')

    second = await fetched(handler, discovered(url, minute=5))

    assert second.article_id == first.article_id
    assert second.version_id != first.version_id
    assert second.previous_version_id == first.version_id


@pytest.mark.parametrize("etag", ['"a1"', ""], ids=["by its server's word", "by its content"])
async def test_an_article_that_did_not_change_is_dropped_as_unchanged(
    handler: OnArticleDiscovered, site: Site, etag: str
) -> None:
    url = site.serve("/ferry", PAGE, ETag=etag)
    await fetched(handler, discovered(url))

    outcome = await dropped(handler, discovered(url, minute=5))

    assert (outcome.reason, outcome.stage) == (DropReason.UNCHANGED, "fetcher")
    assert outcome.discovered_at == NOON + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, DropReason.NOT_FOUND), (410, DropReason.GONE), (401, DropReason.FORBIDDEN), (403, DropReason.FORBIDDEN)],
)
async def test_an_article_that_is_not_to_be_had_is_dropped_at_once(
    handler: OnArticleDiscovered, site: Site, status: int, reason: DropReason
) -> None:
    outcome = await dropped(handler, discovered(site.serve("/ferry", status=status)))

    assert (outcome.reason, outcome.detail) == (reason, f"HTTP status {status}")
    assert len(site.requests) == 1


async def test_a_failure_that_may_pass_is_tried_again_and_at_last_dropped(
    handler: OnArticleDiscovered, site: Site
) -> None:
    event = discovered(site.serve("/ferry", status=503))

    for _ in range(2):
        with pytest.raises(TransientError, match="HTTP status 503"):
            await handler(event)
    outcome = await dropped(handler, event)

    assert (outcome.reason, outcome.detail) == (DropReason.UNREACHABLE, "HTTP status 503")


async def test_a_failure_that_passed_leaves_a_fetched_article(handler: OnArticleDiscovered, site: Site) -> None:
    event = discovered(site.serve("/ferry", status=503))
    with pytest.raises(TransientError):
        await handler(event)

    site.serve("/ferry", PAGE)

    assert (await fetched(handler, event)).status == 200


async def test_a_film_is_dropped_for_its_media_type(handler: OnArticleDiscovered, site: Site) -> None:
    said = discovered(site.serve("/film", b"\0\0", content_type="video/mp4"))
    unsaid = discovered(site.serve("/unsaid", b"\0\0", content_type=""))

    assert (await dropped(handler, said)).reason is DropReason.MEDIA_TYPE
    assert (await dropped(handler, unsaid)).reason is DropReason.MEDIA_TYPE


async def test_a_page_without_media_type_is_taken_for_what_it_looks_like(
    handler: OnArticleDiscovered, site: Site
) -> None:
    outcome = await fetched(handler, discovered(site.serve("/ferry", PAGE, content_type="")))

    assert outcome.body.media_type == "text/html"


async def test_a_document_that_was_handed_in_is_read(handler: OnArticleDiscovered, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry sails again.")

    outcome = await fetched(handler, discovered(path.as_uri(), feed_url=None))

    assert (outcome.status, outcome.body.media_type) == (None, "text/plain")
    assert await handler.blobs.get(outcome.body) == b"The ferry sails again."


async def test_a_feed_may_not_name_local_files(handler: OnArticleDiscovered, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Not for the public.")

    assert (await dropped(handler, discovered(path.as_uri()))).reason is DropReason.ADDRESS_REFUSED


async def test_local_files_are_read_only_where_they_are_allowed(handler: OnArticleDiscovered, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry sails again.")
    assert isinstance(handler.fetch, FetchArticle)
    strict = replace(handler, fetch=replace(handler.fetch, files_allowed=False))

    outcome = await dropped(strict, discovered(path.as_uri(), feed_url=None))

    assert outcome.reason is DropReason.ADDRESS_REFUSED
    assert "CLAIMWIRE_FETCHER_FILES_ALLOWED" in outcome.detail


async def test_a_broker_that_is_away_is_an_outage(handler: OnArticleDiscovered, site: Site) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    async with Redis.from_url("redis://127.0.0.1:1/0") as nowhere:
        cut_off = replace(handler, articles=Articles(redis=nowhere, kept=timedelta(days=1)))

        with pytest.raises(Outage, match="cannot recall"):
            await cut_off(event)


async def test_a_full_broker_is_drained_of_discoveries(handler: OnArticleDiscovered, site: Site, redis: Redis) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    await redis.config_set("maxmemory", "1")

    try:
        first = await fetched(handler, event)
    finally:
        await redis.config_set("maxmemory", "0")

    assert await fetched(handler, event) == first


async def test_an_outage_of_the_broker_or_the_store_is_no_attempt_and_drops_nothing(
    handler: OnArticleDiscovered, site: Site, redis: Redis, tmp_path: Path
) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    (tmp_path / "raw").write_text("a file where a folder should be")
    storeless = replace(handler, blobs=open_blobs(tmp_path.as_uri()))
    for _ in range(handler.attempts.limit + 1):
        with pytest.raises(Outage):
            await storeless(event)
    site.serve("/ferry", status=503)
    await redis.config_set("maxmemory", "1")
    try:
        for _ in range(handler.attempts.limit + 1):
            with pytest.raises(Outage):
                await handler(event)
    finally:
        await redis.config_set("maxmemory", "0")

    with pytest.raises(TransientError, match="HTTP status 503"):
        await handler(event)

    site.serve("/ferry", PAGE)
    assert isinstance(await fetched(handler, event), ArticleFetched)


async def test_a_store_that_is_away_leaves_no_memory_of_the_article(
    handler: OnArticleDiscovered, site: Site, tmp_path: Path
) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs" / "raw").write_text("a file where a folder should be")
    storeless = replace(handler, blobs=open_blobs((tmp_path / "blobs").as_uri()))

    with pytest.raises(TransientError, match="cannot write"):
        await storeless(event)

    assert await handler.articles.known_version(event.article_id) is None
    assert isinstance(await fetched(handler, event), ArticleFetched)


async def test_a_hand_that_was_slow_does_not_undo_what_came_since(handler: OnArticleDiscovered, site: Site) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    first = await fetched(handler, event)
    site.serve("/ferry", EDITED)
    newer = await fetched(handler, discovered(event.url, minute=5))
    known = await handler.articles.known_version(event.article_id)

    remembered = await handler.articles.remember(event, first, instead_of=known)

    assert not remembered
    assert known is not None
    assert known.version_id == newer.version_id
    assert await handler.articles.known_version(event.article_id) == known
