import asyncio
from dataclasses import replace
from pathlib import Path

from redis.asyncio import Redis

from claimwire.events import ArticleFetched, DropReason
from claimwire.ids import content_sha256, version_id
from tests.integration.fetcher.newsdesk import NOON, Newsdesk, discovered
from tests.integration.fetcher.site import Site

PAGE = "<p>The ferry to Vessel Bay sails again.</p>"
EDITED = "<p>The ferry to Vessel Bay sails again on Friday.</p>"


async def test_a_fetched_article_names_a_body_that_is_in_the_store(desk: Newsdesk, site: Site) -> None:
    url = site.serve("/ferry", PAGE, content_type="text/html; charset=utf-8", ETag='"a1"')
    event = discovered(url)

    outcome = await desk.fetched(event)

    assert await desk.blobs.get(outcome.body) == PAGE.encode()
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


async def test_a_repeated_discovery_yields_the_same_event_without_another_fetch(desk: Newsdesk, site: Site) -> None:
    event = discovered(site.serve("/ferry", PAGE, ETag='"a1"'))
    first = await desk.fetched(event)

    site.serve("/ferry", EDITED)
    second = await desk.fetched(event)

    assert second == first
    assert len(site.requests) == 1


async def test_a_discovery_repeated_days_later_is_not_unchanged_because_of_itself(
    desk: Newsdesk, site: Site, redis: Redis
) -> None:
    event = discovered(site.serve("/ferry", PAGE, ETag='"a1"'))
    first = await desk.fetched(event)
    await desk.let_a_day_pass()

    second = await desk.fetched(event)

    assert (second.version_id, second.previous_version_id) == (first.version_id, first.previous_version_id)
    assert "If-None-Match" not in site.requests[-1].headers


async def test_one_discovery_in_two_hands_at_once_yields_one_event(desk: Newsdesk, site: Site) -> None:
    event = discovered(site.serve("/ferry", PAGE))

    outcomes = await asyncio.gather(*(desk.fetched(event) for _ in range(8)))

    assert len({outcome.model_dump_json() for outcome in outcomes}) == 1


async def test_a_film_is_dropped_for_its_media_type(desk: Newsdesk, site: Site) -> None:
    said = discovered(site.serve("/film", b"\0\0", content_type="video/mp4"))
    unsaid = discovered(site.serve("/unsaid", b"\0\0", content_type=""))

    assert (await desk.dropped(said)).reason is DropReason.MEDIA_TYPE
    assert (await desk.dropped(unsaid)).reason is DropReason.MEDIA_TYPE


async def test_a_page_without_media_type_is_taken_for_what_it_looks_like(desk: Newsdesk, site: Site) -> None:
    outcome = await desk.fetched(discovered(site.serve("/ferry", PAGE, content_type="")))

    assert outcome.body.media_type == "text/html"


async def test_a_document_that_was_handed_in_is_read(desk: Newsdesk, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry sails again.")

    outcome = await desk.fetched(discovered(path.as_uri(), feed_url=None))

    assert (outcome.status, outcome.body.media_type) == (None, "text/plain")
    assert await desk.blobs.get(outcome.body) == b"The ferry sails again."


async def test_a_feed_may_not_name_local_files(desk: Newsdesk, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("Not for the public.")

    assert (await desk.dropped(discovered(path.as_uri()))).reason is DropReason.ADDRESS_REFUSED


async def test_local_files_are_read_only_where_they_are_allowed(desk: Newsdesk, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("The ferry sails again.")
    strict = desk.but(fetch=replace(desk.fetch, files_allowed=False))

    outcome = await strict.dropped(discovered(path.as_uri(), feed_url=None))

    assert outcome.reason is DropReason.ADDRESS_REFUSED
    assert "CLAIMWIRE_FETCHER_FILES_ALLOWED" in outcome.detail
