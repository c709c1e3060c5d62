import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claimwire.errors import Outage
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, DropReason, Lane
from claimwire.ids import content_sha256, version_id
from services.fetcher.backfill_share import BackfillShare
from services.fetcher.discover import discover
from services.fetcher.fetch_article import FetchArticle
from services.fetcher.moments import Moments
from tests.integration.fetcher.newsdesk import Newsdesk, discovered
from tests.integration.fetcher.site import Site
from tests.web_archives import PAGE, arc, http, packed, warc

FERRY = "https://tidepost.example/ferry"
TODAY = Moments(lambda: datetime(2031, 6, 1, tzinfo=UTC))
EDITED = PAGE.replace(b"Tuesday", b"Friday")

Outcome = ArticleFetched | ArticleDropped


def captures(archive: Path) -> list[ArticleDiscovered]:
    found = discover(str(archive), clock=TODAY)
    return [each for each in found if isinstance(each, ArticleDiscovered)]


async def ingest(desk: Newsdesk, archive: Path) -> list[Outcome]:
    """Hand an archive in, and return what became of each of its captures."""
    outcomes: list[Outcome] = []
    for event in captures(archive):
        (outcome,) = await desk.handler(event)
        assert isinstance(outcome, ArticleFetched | ArticleDropped)
        outcomes.append(outcome)
    return outcomes


def summary(outcomes: list[Outcome]) -> Counter[str]:
    return Counter(each.reason.value if isinstance(each, ArticleDropped) else "fetched" for each in outcomes)


def put_in_place_of(archive: Path, body: bytes | None) -> None:
    """Change an archive under the fetcher's hands, or remove it."""
    archive.unlink()
    if body is not None:
        archive.write_bytes(body)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two captures of one page, and all sorts of what is none."""
    path = tmp_path / "tide.warc.gz"
    records = [
        warc(FERRY, date="2030-01-01T00:00:00Z"),
        warc(FERRY, http(EDITED), date="2030-02-01T00:00:00Z"),
        warc("https://tidepost.example/again", http(b""), kind="revisit"),
        warc("https://tidepost.example/i.png", http(b"\x89PNG", head={"Content-Type": "image/png"})),
        warc("https://tidepost.example/gone", http(status="404 Not Found")),
        warc("https://tidepost.example/large", http(b"x" * 11_000_000)),
        warc("https://tidepost.example/cut")[:-90],
    ]
    path.write_bytes(packed(*records))
    return path


async def test_every_capture_is_a_version_or_dropped_with_a_reason(desk: Newsdesk, archive: Path) -> None:
    outcomes = await ingest(desk, archive)

    assert summary(outcomes) == {
        "fetched": 2,
        "duplicate": 1,
        "media_type": 1,
        "not_found": 1,
        "too_large": 1,
        "unreadable": 1,
    }
    assert all(each.lane is Lane.BACKFILL for each in outcomes)


async def test_a_version_of_an_archive_was_fetched_when_it_was_captured(desk: Newsdesk, archive: Path) -> None:
    first, second, *_ = await ingest(desk, archive)

    assert isinstance(first, ArticleFetched)
    assert isinstance(second, ArticleFetched)
    assert first.article_id == second.article_id
    assert first.version_id == version_id(first.article_id, content_sha256(PAGE))
    assert await desk.blobs.get(second.body) == EDITED
    assert (first.fetched_at, second.fetched_at) == (datetime(2030, 1, 1, tzinfo=UTC), datetime(2030, 2, 1, tzinfo=UTC))


async def test_an_archive_handed_in_again_brings_nothing_new(desk: Newsdesk, archive: Path) -> None:
    first = await ingest(desk, archive)
    again = await ingest(desk, archive)

    assert summary(again) == summary(first) - Counter(fetched=2) + Counter(unchanged=2)
    known = [each.version_id for each in first if isinstance(each, ArticleFetched)]
    assert [each.version_id for each in again if isinstance(each, ArticleDropped) and each.version_id] == known


async def test_a_repeated_discovery_of_a_capture_yields_the_same_version(desk: Newsdesk, archive: Path) -> None:
    event, *_ = captures(archive)
    first = await desk.fetched(event)
    await desk.let_a_day_pass()

    assert await desk.fetched(event) == first
    assert {
        (await each).model_dump_json() for each in asyncio.as_completed([desk.fetched(event) for _ in range(5)])
    } == {first.model_dump_json()}


async def test_the_same_capture_of_two_archives_at_once_is_one_version(desk: Newsdesk, tmp_path: Path) -> None:
    for name in ("a.warc", "b.warc.gz"):
        (tmp_path / name).write_bytes(warc(FERRY))

    outcomes = await asyncio.gather(*(desk.handler(event) for event in captures(tmp_path)))

    assert summary([each for (each,) in outcomes]) == {"fetched": 1, "unchanged": 1}  # type: ignore[misc]  # one each


async def test_an_older_capture_changes_nothing_in_what_is_known_of_the_live_page(
    desk: Newsdesk, site: Site, tmp_path: Path
) -> None:
    live = discovered(site.serve("/ferry", EDITED))
    now = await desk.fetched(live)
    (tmp_path / "x.warc").write_bytes(warc(live.url, date="2030-01-01T00:00:00Z"))

    (older,) = await ingest(desk, tmp_path / "x.warc")
    again = await desk.dropped(discovered(live.url, minute=5))

    assert isinstance(older, ArticleFetched)
    assert older.fetched_at < now.fetched_at
    assert (again.reason, again.version_id) == (DropReason.UNCHANGED, now.version_id)


async def test_a_capture_of_the_page_as_it_is_now_is_unchanged(desk: Newsdesk, site: Site, tmp_path: Path) -> None:
    now = await desk.fetched(discovered(site.serve("/ferry", PAGE)))
    (tmp_path / "x.warc").write_bytes(warc(now.url))

    (outcome,) = await ingest(desk, tmp_path / "x.warc")

    assert isinstance(outcome, ArticleDropped)
    assert (outcome.reason, outcome.version_id) == (DropReason.UNCHANGED, now.version_id)


async def test_a_capture_of_an_error_takes_no_live_article_away(desk: Newsdesk, site: Site, tmp_path: Path) -> None:
    now = await desk.fetched(discovered(site.serve("/ferry", PAGE)))
    (tmp_path / "x.warc").write_bytes(warc(now.url, http(status="410 Gone")))

    (outcome,) = await ingest(desk, tmp_path / "x.warc")

    assert isinstance(outcome, ArticleDropped)
    assert (outcome.reason, outcome.version_id) == (DropReason.GONE, None)


async def test_the_pages_of_an_arc_archive_are_read(desk: Newsdesk, tmp_path: Path) -> None:
    (tmp_path / "x.arc").write_bytes(arc((FERRY, http()), ("dns:tidepost.example", b"x"), (FERRY + "/2", http(EDITED))))

    outcomes = await ingest(desk, tmp_path / "x.arc")

    assert summary(outcomes) == {"fetched": 2}


async def test_an_empty_shell_in_an_archive_is_no_article_either(desk: Newsdesk, tmp_path: Path) -> None:
    shell = b"<html><body><div id=root></div><script src=/app.js></script></body></html>"
    (tmp_path / "x.warc").write_bytes(warc(FERRY, http(shell)))

    (outcome,) = await ingest(desk, tmp_path / "x.warc")

    assert isinstance(outcome, ArticleDropped)
    assert outcome.reason is DropReason.NEEDS_SCRIPT


async def test_archives_are_read_only_where_local_files_may_be(desk: Newsdesk, archive: Path) -> None:
    assert isinstance(desk.fetch, FetchArticle)
    event, *_ = captures(archive)

    strict = await desk.but(fetch=replace(desk.fetch, files_allowed=False)).dropped(event)
    fed = await desk.dropped(event.model_copy(update={"feed_url": "https://tidepost.example/feed"}))

    assert (strict.reason, fed.reason) == (DropReason.ADDRESS_REFUSED, DropReason.ADDRESS_REFUSED)
    assert "CLAIMWIRE_FETCHER_FILES_ALLOWED" in strict.detail


async def test_an_archive_that_is_another_file_by_now_yields_no_foreign_page(desk: Newsdesk, archive: Path) -> None:
    event, *_ = captures(archive)
    put_in_place_of(archive, packed(warc("https://tidepost.example/other")))

    assert (await desk.dropped(event)).reason is DropReason.UNREADABLE


async def test_an_archive_that_was_removed_is_not_asked_for_again(desk: Newsdesk, archive: Path) -> None:
    event, *_ = captures(archive)
    put_in_place_of(archive, None)

    assert (await desk.dropped(event)).reason is DropReason.NOT_FOUND


async def test_one_page_of_the_backfill_lane_at_a_time_is_asked_of_a_host(desk: Newsdesk, site: Site) -> None:
    under_way, most = 0, 0

    async def slow(request: object) -> object:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.02)
        under_way -= 1
        from aiohttp import web

        return web.Response(body=PAGE, content_type="text/html")

    urls = [site.answer(f"/{number}", slow) for number in range(6)]  # type: ignore[arg-type]  # aiohttp takes it

    await asyncio.gather(*(desk.fetched(discovered(url, feed_url=None, lane=Lane.BACKFILL)) for url in urls))
    behind = most
    await asyncio.gather(*(desk.fetched(discovered(f"{url}?live", feed_url=None)) for url in urls))

    assert behind == 1
    assert most > 1


async def test_who_waits_long_for_the_share_of_a_host_comes_again_without_blame() -> None:
    share = BackfillShare(patience_seconds=0.05)

    async with share.turn("tidepost.example"):
        with pytest.raises(Outage, match="busy"):
            async with share.turn("tidepost.example"):
                pass
        async with share.turn("other.example"):
            pass
    async with share.turn("tidepost.example"):
        pass


async def test_captures_are_forgotten_when_their_time_is_over(desk: Newsdesk, archive: Path) -> None:
    await ingest(desk, archive)

    lives = [await desk.redis.ttl(name) async for name in desk.redis.scan_iter("claimwire:{fetcher}:captures:*")]

    assert lives
    assert all(0 < seconds <= timedelta(days=1).total_seconds() for seconds in lives)
