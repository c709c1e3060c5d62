"""A page that kills the cleaner's process, or never lets it go, is set aside alone; all others are cleaned once."""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.blobs import open_blobs
from claimwire.connect import open_redis
from claimwire.events import ArticleCleaned, ArticleDropped, ArticleFetched
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.publish import StreamPublisher
from claimwire.streams import Partition
from claimwire.topology import group_names
from tests.a_deadly_cleaner import EXITS, FREEZES, HANGS, KILLS
from tests.integration.conftest import available_server
from tests.pipeline import NOW, eventually
from tests.servers import Server
from tests.unit.cleaner.hostile.documents import DOCUMENTS

P0 = Partition(0)
OUT, DROPPED, DEAD = P0.stream(ArticleCleaned), P0.stream(ArticleDropped), P0.dead_letters("cleaner")
PAGES = 12
DEADLY = 5
STORY = "<article><p>Ferry {} of Velmora was torn from its moorings on Tuesday, the harbour master said.</p></article>"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One kind of server will do: what differs between them is tested with the transport."""
    with available_server("valkey", tmp_path) as running:
        yield running


@pytest.mark.parametrize(
    ("deed", "codes"),
    [(KILLS, {-9}), (EXITS, {139}), (HANGS, {75}), (FREEZES, {1})],
    ids=["kills", "exits", "hangs", "freezes"],
)
async def test_only_the_deadly_page_is_set_aside(server: Server, tmp_path: Path, deed: bytes, codes: set[int]) -> None:
    blobs = open_blobs((tmp_path / "blobs").as_uri())
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        for number in range(PAGES):
            body = STORY.format(number).encode() + (deed if number == DEADLY else b"")
            reference = await blobs.put(body, media_type="text/html")
            await publisher.publish([fetched(number, reference)])

        async with asyncio.timeout(120):
            seen, letters = await under_a_supervisor(server, tmp_path, redis)
        cleaned = Counter(fields[b"subject"] for _, fields in await redis.xrange(OUT))

    # On a busy machine a good page may take too long once, too; that is another end, and nobody's fault.
    assert codes <= seen
    assert [version(DEADLY).encode()] == [fields[b"subject"] for _, fields in letters]
    assert letters[0][1][b"x-kind"] == b"crash_loop"
    assert cleaned == {version(number).encode(): 1 for number in range(PAGES) if number != DEADLY}


async def test_hostile_pages_end_with_a_name_in_the_worker_too(server: Server, tmp_path: Path) -> None:
    hostile = ["a script of 5 MB", "a million less-than signs", "5 MB of noise in a page", "50 MB of paragraphs"]
    blobs = open_blobs((tmp_path / "blobs").as_uri())
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        for number, what in enumerate(hostile):
            reference = await blobs.put(DOCUMENTS[what]().body, media_type="text/html")
            await publisher.publish([fetched(number, reference)])
        process = start(server.url, tmp_path, CLAIMWIRE_CLEANER_TIME_LIMIT_SECONDS="20")

        async def all_ended() -> bool:
            return await redis.xlen(OUT) + await redis.xlen(DROPPED) + await redis.xlen(DEAD) == len(hostile)

        await eventually(all_ended, 60)
        process.terminate()
        process.wait(30)
        reasons = sorted(json.loads(fields[b"data"])["reason"] for _, fields in await redis.xrange(DROPPED))

        assert ["too_large", "too_large", "unreadable"] == reasons
        assert await redis.xlen(DEAD) == 0


async def under_a_supervisor(server: Server, folder: Path, redis: object) -> tuple[set[int], list]:
    """Start the cleaner again whenever it ends, until all is done; return its exit codes and the dead letters."""
    codes = set()
    process = start(server.url, folder)
    while await redis.xlen(DEAD) < 1 or await redis.xlen(OUT) < PAGES - 1:
        if process.poll() is not None:
            codes.add(process.returncode)
            process = start(server.url, folder)
        await asyncio.sleep(0.05)
    process.terminate()
    assert await asyncio.to_thread(process.wait, 30) == 0
    return codes, await redis.xrange(DEAD)


def start(url: str, folder: Path, **environment: str) -> "subprocess.Popen[bytes]":
    own = {
        "PYTHONPATH": f"shared:.:{os.environ.get('PYTHONPATH', '')}",
        "CLAIMWIRE_REDIS_URL": url,
        "CLAIMWIRE_BLOB_URL": (folder / "blobs").as_uri(),
        "CLAIMWIRE_DATA_FOLDER": str(folder),
        "CLAIMWIRE_LEASE_SECONDS": "1.2",
        "CLAIMWIRE_RETRY_BACKOFF_LIMIT_SECONDS": "1.2",
        "CLAIMWIRE_MAX_DELIVERIES": "4",
        "CLAIMWIRE_CLEANER_TIME_LIMIT_SECONDS": "2",
    }
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.a_deadly_cleaner"],
            env={**os.environ, **own, **environment},
            stderr=log,
            stdout=log,
            stdin=subprocess.DEVNULL,
            cwd=Path(__file__).parents[3],
        )


def version(number: int) -> str:
    return f"ver_{number:05d}"


def fetched(number: int, reference: object) -> ArticleFetched:
    return ArticleFetched(
        article_id=f"art_{number:05d}",
        version_id=version(number),
        url=f"https://velmora.example/{number}",
        outlet="Velmora Post",
        body=reference,
        discovered_at=NOW,
        fetched_at=NOW,
    )
