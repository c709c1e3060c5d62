import asyncio
import gzip
import os
import zlib
from pathlib import Path

import pytest

from claimwire.blobs import Blobs, open_blobs
from claimwire.errors import PermanentError, SettingsError, TransientError
from claimwire.ids import content_sha256
from claimwire.models import BlobReference

PAGE = b"<html><body><p>The harbour of Vessel Bay opened on Monday.</p></body></html>"


@pytest.fixture(params=["memory", "file"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return open_blobs("memory://" if request.param == "memory" else (tmp_path / "new blobs").as_uri())


def stored_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("body", [b"", b"x", PAGE, os.urandom(100_000)], ids=["empty", "one", "page", "random"])
async def test_a_body_comes_back_as_it_was_put(blobs: Blobs, body: bytes) -> None:
    reference = await blobs.put(body, media_type="text/html", charset="utf-8")

    assert body == await blobs.get(reference)
    assert reference == BlobReference(
        key=reference.key, sha256=content_sha256(body), size=len(body), media_type="text/html", charset="utf-8"
    )


async def test_a_body_of_fifty_megabytes_comes_back(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path.as_uri())
    body = b"0123456789abcdef" * (50 * 1024 * 1024 // 16)

    reference = await blobs.put(body, media_type="text/plain")

    assert body == await blobs.get(reference)


async def test_equal_bodies_are_stored_once_also_when_put_at_once(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path.as_uri())

    references = await asyncio.gather(*(blobs.put(PAGE, media_type="text/html") for _ in range(20)))

    assert len(set(references)) == 1
    assert [tmp_path / references[0].key] == stored_files(tmp_path)


async def test_a_repeat_leaves_the_stored_file_untouched(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path.as_uri())
    reference = await blobs.put(PAGE, media_type="text/html")
    before = (tmp_path / reference.key).stat()

    await blobs.put(PAGE, media_type="text/html")

    after = (tmp_path / reference.key).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


async def test_a_file_cut_short_by_a_crash_is_written_anew(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path.as_uri())
    reference = await blobs.put(PAGE, media_type="text/html")
    (tmp_path / reference.key).write_bytes(b"")

    await blobs.put(PAGE, media_type="text/html")

    assert await blobs.get(reference) == PAGE


async def test_a_body_that_came_packed_is_stored_as_it_came(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path.as_uri())
    packed = gzip.compress(PAGE)

    reference = await blobs.put(PAGE, media_type="text/html", packed=packed)

    assert (tmp_path / reference.key).read_bytes() == packed
    assert await blobs.get(reference) == PAGE


async def test_a_body_has_one_place_however_it_came_packed(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path.as_uri())

    references = [
        await blobs.put(PAGE, media_type="text/html", packed=packed)
        for packed in (None, gzip.compress(PAGE, 1), zlib.compress(PAGE, 9), None)
    ]

    assert len(set(references)) == 1
    assert len(stored_files(tmp_path)) == 1
    assert await blobs.get(references[0]) == PAGE


async def test_a_body_that_grew_when_it_was_packed_is_packed_anew(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path.as_uri())
    named = (
        gzip.compress(PAGE)[:3] + b"\x08" + gzip.compress(PAGE)[4:10] + 5_000 * b"x" + b"\0" + gzip.compress(PAGE)[10:]
    )
    assert gzip.decompress(named) == PAGE

    reference = await blobs.put(PAGE, media_type="text/html", packed=named)

    assert (tmp_path / reference.key).stat().st_size < len(PAGE) + 100
    assert await blobs.get(reference) == PAGE


async def test_an_absent_body_is_a_permanent_error_that_names_key_and_store(blobs: Blobs) -> None:
    reference = BlobReference(key="raw/no/ne/none.zz", sha256="0" * 64, size=3, media_type="text/html")

    with pytest.raises(PermanentError, match=r"raw/no/ne/none\.zz is not in"):
        await blobs.get(reference)


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(b"not deflate", id="no deflate"),
        pytest.param(zlib.compress(PAGE)[:-9], id="cut short"),
        pytest.param(zlib.compress(PAGE.replace(b"Monday", b"Friday")), id="another body"),
        pytest.param(zlib.compress(PAGE + b"."), id="a longer body"),
        pytest.param(zlib.compress(bytes(1_000_000)), id="a bomb"),
        pytest.param(os.urandom(5_000), id="a larger file"),
    ],
)
async def test_a_body_that_is_not_the_one_put_is_a_permanent_error(tmp_path: Path, stored: bytes) -> None:
    blobs = open_blobs(tmp_path.as_uri())
    reference = await blobs.put(PAGE, media_type="text/html")
    (tmp_path / reference.key).write_bytes(stored)

    with pytest.raises(PermanentError, match=reference.sha256):
        await blobs.get(reference)


async def test_a_key_that_leaves_the_store_is_refused(tmp_path: Path) -> None:
    blobs = open_blobs((tmp_path / "blobs").as_uri())
    reference = BlobReference(key="../outside", sha256="0" * 64, size=3, media_type="text/html")

    with pytest.raises(PermanentError, match="is no key"):
        await blobs.get(reference)


async def test_a_store_that_cannot_be_reached_is_a_transient_error(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path.as_uri())
    (tmp_path / "raw").write_bytes(b"a file where a folder should be")

    with pytest.raises(TransientError, match="cannot write raw/"):
        await blobs.put(PAGE, media_type="text/html")


@pytest.mark.parametrize("url", ["", "blobs", "ftp://host/blobs", "az://container", "file:///proc/none/blobs"])
def test_an_address_that_makes_no_sense_is_refused_with_what_to_do(url: str) -> None:
    with pytest.raises(SettingsError, match="Set CLAIMWIRE_BLOB_URL"):
        open_blobs(url)
