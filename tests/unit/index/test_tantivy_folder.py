"""The folder of a tantivy index: one writer, many readers, clear errors, and no harm from a crash."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.errors import IndexUnavailable
from claimwire.index.documents import DocumentKind
from claimwire.index.port import SearchRequest
from claimwire.index.tantivy.folder import MARKER
from claimwire.index.tantivy.reader import TantivyReader
from claimwire.index.tantivy.schema import FORMAT
from claimwire.index.tantivy.writer import open_tantivy_writer
from services.indexer.describe import describe_claim, describe_cleaned_article
from tests.unit.index.invented_documents import article_cleaned, claim_extracted

CLAIM = claim_extracted()
EVERYTHING = SearchRequest(kind=DocumentKind.CLAIM, limit=200)

#: Writes claims one group after another, and prints the number of each claim that is durable.
WRITE_FOR_EVER = """
    import asyncio, itertools, pathlib, sys
    from claimwire.index.tantivy.writer import open_tantivy_writer
    from services.indexer.describe import describe_claim
    from tests.unit.index.invented_documents import claim_extracted

    async def write():
        async with open_tantivy_writer(pathlib.Path(sys.argv[1]), gather_seconds=0.001) as writer:
            async def one(number):
                await writer.upsert([describe_claim(claim_extracted(start=number))])
                print(number, flush=True)
            for first in itertools.count(0, 10):
                await asyncio.gather(*map(one, range(first, first + 10)))

    asyncio.run(write())
"""


@pytest.fixture
def writing_process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", textwrap.dedent(WRITE_FOR_EVER), str(tmp_path / "index")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        yield process
        process.kill()


async def test_a_reader_of_an_absent_folder_finds_nothing_until_there_is_something(tmp_path: Path) -> None:
    reader = TantivyReader(tmp_path / "absent" / "index")
    before = await reader.search(EVERYTHING)
    async with open_tantivy_writer(tmp_path / "absent" / "index", gather_seconds=0) as writer:
        await writer.upsert([describe_claim(CLAIM)])
    await reader.refresh()

    assert (before.total, (await reader.search(EVERYTHING)).total) == (0, 1)


async def test_a_reader_sees_what_is_new_when_it_refreshes(tmp_path: Path) -> None:
    reader = TantivyReader(tmp_path)
    async with open_tantivy_writer(tmp_path, gather_seconds=0) as writer:
        await reader.refresh()
        await writer.upsert([describe_claim(CLAIM)])
        before = await reader.search(EVERYTHING)
        await reader.refresh()
        after = await reader.search(EVERYTHING)

    assert (before.total, after.total) == (0, 1)


async def test_a_reader_follows_an_index_that_was_rebuilt_in_its_place(tmp_path: Path) -> None:
    for name, start in (("old", 1), ("new", 2)):
        async with open_tantivy_writer(tmp_path / name, gather_seconds=0) as writer:
            await writer.upsert([describe_claim(claim_extracted(start=start))])
    reader = TantivyReader(tmp_path / "index")
    (tmp_path / "old").rename(tmp_path / "index")
    await reader.refresh()

    (tmp_path / "index").rename(tmp_path / "away")
    (tmp_path / "new").rename(tmp_path / "index")
    await reader.refresh()

    found = [hit.id for hit in (await reader.search(EVERYTHING)).hits]
    assert [claim_extracted(start=2).claim.claim_id] == found


async def test_a_second_writer_is_refused_with_the_folders_name(tmp_path: Path) -> None:
    async with open_tantivy_writer(tmp_path):
        with pytest.raises(IndexUnavailable, match=f"another process is writing the search index in {tmp_path}"):
            async with open_tantivy_writer(tmp_path):
                pass


async def test_a_writer_may_follow_another(tmp_path: Path) -> None:
    for start in (1, 2):
        async with open_tantivy_writer(tmp_path, gather_seconds=0) as writer:
            await writer.upsert([describe_claim(claim_extracted(start=start))])

    assert (await TantivyReader(tmp_path).search(EVERYTHING)).total == 2


async def test_an_index_of_another_format_must_be_rebuilt(tmp_path: Path) -> None:
    async with open_tantivy_writer(tmp_path):
        pass
    (tmp_path / MARKER).write_text(json.dumps({"format": FORMAT + 1}))

    with pytest.raises(IndexUnavailable, match=r"has format 2.*Move the folder away"):
        async with open_tantivy_writer(tmp_path):
            pass
    with pytest.raises(IndexUnavailable, match=r"has format 2.*Move the folder away"):
        await TantivyReader(tmp_path).refresh()


async def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("Dear Ada")

    with pytest.raises(IndexUnavailable, match="holds files, but no index"):
        async with open_tantivy_writer(tmp_path):
            pass

    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]  # noqa: ASYNC240 - one small folder


async def test_a_damaged_index_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    async with open_tantivy_writer(tmp_path, gather_seconds=0) as writer:
        await writer.upsert([describe_claim(CLAIM)])
    (tmp_path / "meta.json").write_text("{")

    with pytest.raises(IndexUnavailable, match="Move the folder away"):
        await TantivyReader(tmp_path).search(EVERYTHING)


async def test_a_change_of_the_fields_changes_the_format(tmp_path: Path) -> None:
    async with open_tantivy_writer(tmp_path):
        pass
    schema = json.loads((tmp_path / "meta.json").read_text())["schema"]

    fields = hashlib.sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()[:12]
    assert (FORMAT, fields) == (1, "876e109bb6f0"), "raise FORMAT, then pin the new digest here"


async def test_a_killed_writer_leaves_every_acknowledged_claim_and_an_index_that_opens(
    tmp_path: Path, writing_process: subprocess.Popen[str]
) -> None:
    assert writing_process.stdout is not None
    durable = [int(writing_process.stdout.readline()) for _ in range(60)]
    writing_process.send_signal(signal.SIGKILL)
    durable += [int(line) for line in writing_process.stdout if line.endswith("\n")]

    reader = TantivyReader(tmp_path / "index")
    for number in durable:
        assert await reader.get(DocumentKind.CLAIM, claim_extracted(start=number).claim.claim_id) is not None
    async with open_tantivy_writer(tmp_path / "index", gather_seconds=0) as writer:
        await writer.upsert([describe_claim(claim_extracted(start=number)) for number in durable])
    await reader.refresh()
    statistics = await reader.statistics()
    assert len(durable) <= statistics.current[DocumentKind.CLAIM] <= len(durable) + 10


async def test_a_reader_in_another_process_sees_a_claim_that_is_durable(
    tmp_path: Path, writing_process: subprocess.Popen[str]
) -> None:
    assert writing_process.stdout is not None
    reader = TantivyReader(tmp_path / "index")
    for _ in range(20):
        number = int(writing_process.stdout.readline())
        await reader.refresh()

        assert await reader.get(DocumentKind.CLAIM, claim_extracted(start=number).claim.claim_id) is not None


async def test_a_highlight_marks_the_words_in_characters_not_bytes(tmp_path: Path) -> None:
    text = "Größe ✈ — the ferry to Tärn Island sails. " + "Nothing else happens here. " * 40
    async with open_tantivy_writer(tmp_path, gather_seconds=0) as writer:
        await writer.upsert([describe_cleaned_article(article_cleaned(text=text))])

    request = SearchRequest(kind=DocumentKind.ARTICLE, text='"ferries to" tarn')
    highlight = (await TantivyReader(tmp_path).search(request)).hits[0].highlight

    assert highlight is not None
    marked = [highlight.excerpt[match.start : match.end] for match in highlight.matches]
    assert {"ferry", "Tärn"} <= set(marked)
    assert len(highlight.excerpt) < 310
