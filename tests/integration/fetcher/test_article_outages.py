from pathlib import Path

import pytest
from redis.asyncio import Redis

from claimwire.blobs import open_blobs
from claimwire.errors import Outage, TransientError
from claimwire.events import ArticleFetched
from tests.integration.fetcher.newsdesk import Newsdesk, discovered
from tests.integration.fetcher.site import Site

PAGE = "<p>The ferry to Vessel Bay sails again.</p>"
EDITED = "<p>The ferry to Vessel Bay sails again on Friday.</p>"


async def test_a_broker_that_is_away_is_an_outage(desk: Newsdesk, site: Site) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    async with Redis.from_url("redis://127.0.0.1:1/0") as nowhere:
        cut_off = desk.but(redis=nowhere)

        with pytest.raises(Outage, match="cannot recall"):
            await cut_off.handler(event)


async def test_a_full_broker_is_drained_of_discoveries(desk: Newsdesk, site: Site, redis: Redis) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    await redis.config_set("maxmemory", "1")

    try:
        first = await desk.fetched(event)
    finally:
        await redis.config_set("maxmemory", "0")

    assert await desk.fetched(event) == first


async def test_an_outage_of_the_broker_or_the_store_is_no_attempt_and_drops_nothing(
    desk: Newsdesk, site: Site, redis: Redis, tmp_path: Path
) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    (tmp_path / "raw").write_text("a file where a folder should be")
    storeless = desk.but(blobs=open_blobs(tmp_path.as_uri()))
    for _ in range(desk.attempts_limit + 1):
        with pytest.raises(Outage):
            await storeless.handler(event)
    site.serve("/ferry", status=503)
    await redis.config_set("maxmemory", "1")
    try:
        for _ in range(desk.attempts_limit + 1):
            with pytest.raises(Outage):
                await desk.handler(event)
    finally:
        await redis.config_set("maxmemory", "0")

    with pytest.raises(TransientError, match="HTTP status 503"):
        await desk.handler(event)

    site.serve("/ferry", PAGE)
    assert isinstance(await desk.fetched(event), ArticleFetched)


async def test_a_store_that_is_away_leaves_no_memory_of_the_article(desk: Newsdesk, site: Site, tmp_path: Path) -> None:
    event = discovered(site.serve("/ferry", PAGE))
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs" / "raw").write_text("a file where a folder should be")
    storeless = desk.but(blobs=open_blobs((tmp_path / "blobs").as_uri()))

    with pytest.raises(TransientError, match="cannot write"):
        await storeless.handler(event)

    assert await desk.articles.known_version(event.article_id) is None
    assert isinstance(await desk.fetched(event), ArticleFetched)
