"""Archives are handed in from end to end, on a fetcher that only drops."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import typer

from claimwire.cancelling import cancelled
from claimwire.cli.ingest import _Run
from claimwire.cli.tell_ingested import LeftOut
from claimwire.events import ArticleDiscovered, DropReason, Event
from services.fetcher.discover import discover
from services.fetcher.settings import FetcherSettings
from tests.pipeline import dropped, eventually, fast_settings, open_redis, running_worker, worker_of
from tests.servers import Server
from tests.web_archives import packed, warc

RECORDS = 120


class Fetcher:
    """Drops each capture, every third as one that is known."""

    def __init__(self) -> None:
        self.seen: list[ArticleDiscovered] = []

    def has_seen(self, archived: int) -> Callable[[], Awaitable[bool]]:
        async def has_seen() -> bool:
            return len({event.archive for event in self.seen}) == archived

        return has_seen

    async def __call__(self, event: ArticleDiscovered) -> Sequence[Event]:
        self.seen.append(event)
        is_known = len(self.seen) % 3 == 0
        reason, version = (DropReason.UNCHANGED, "ver_x") if is_known else (DropReason.MEDIA_TYPE, None)
        return [dropped(event).model_copy(update={"reason": reason, "version_id": version, "lane": event.lane})]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Many captures of few pages, and one that is no page of the web."""
    path = tmp_path / "x.warc.gz"
    records = [warc(f"https://tidepost.example/{number % 7}") for number in range(RECORDS)]
    path.write_bytes(packed(*records, warc("dns:tidepost.example")))
    return path


@asynccontextmanager
async def running_fetcher(server: Server) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher()
    async with open_redis(server.url) as redis:
        await redis.flushall()
    async with running_worker(worker_of(fetcher), fast_settings(), server.url):
        yield fetcher


def run(
    server: Server, folder: Path, *, skip: int = 0, patience: float = 20.0, left_out: LeftOut | None = None
) -> _Run:
    settings = FetcherSettings(redis_url=server.url, data_folder=folder, _env_file=None)
    return _Run(settings, left_out or LeftOut(), skip=skip, patience=patience)


async def test_each_capture_of_an_archive_is_accounted_for(
    lasting_server: Server, archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with running_fetcher(lasting_server) as fetcher:
        with pytest.raises(typer.Exit) as ended:
            await run(lasting_server, tmp_path)(discover(str(archive)), wait=True)

    assert ended.value.exit_code == 4
    assert len(fetcher.seen) == RECORDS
    assert "skipped x.warc.gz at" in (told := capfd.readouterr().err)
    assert "dropped 80: media_type" in told
    assert "121 found: 0 searchable, 40 unchanged since they were handed in before, 80 dropped, 1 skipped" in told


async def test_what_was_handed_in_before_is_passed_over(
    lasting_server: Server, archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with running_fetcher(lasting_server) as fetcher:
        one = run(lasting_server, tmp_path, skip=RECORDS - 9)
        with pytest.raises(typer.Exit) as ended:
            await one(discover(str(archive)), wait=False)
        await eventually(fetcher.has_seen(9))

    assert ended.value.exit_code == 4  # one record is no page of the web
    assert (one.reached, one.is_all_handed_in) == (RECORDS, True)
    assert [event.url for event in fetcher.seen] == [f"https://tidepost.example/{n % 7}" for n in range(111, 120)]
    assert "9 handed in, 1 skipped" in capfd.readouterr().err


async def test_a_run_that_is_stopped_knows_how_far_it_came(
    lasting_server: Server, archive: Path, tmp_path: Path
) -> None:
    async with running_fetcher(lasting_server) as fetcher:
        one = run(lasting_server, tmp_path)
        work = asyncio.create_task(one(discover(str(archive)), wait=True))
        while not one.reached:
            await asyncio.sleep(0.01)
        await cancelled([work])
        reached = one.reached
        with pytest.raises(typer.Exit):
            await run(lasting_server, tmp_path, skip=reached)(discover(str(archive)), wait=False)
        await eventually(fetcher.has_seen(RECORDS))

    assert 0 < reached < RECORDS
    assert not one.is_all_handed_in


async def test_time_runs_out_where_nothing_happens(lasting_server: Server, archive: Path, tmp_path: Path) -> None:
    async with open_redis(lasting_server.url) as redis:
        await redis.flushall()

    with pytest.raises(typer.Exit) as ended:
        await run(lasting_server, tmp_path, patience=0.5)(discover(str(archive)), wait=True)

    assert ended.value.exit_code == 5
    async with open_redis(lasting_server.url) as redis:
        groups = await redis.xinfo_groups("claimwire:{p00}:article.discovered")
    assert {group["lag"] for group in groups if group["name"] == b"fetcher"} == {8}
