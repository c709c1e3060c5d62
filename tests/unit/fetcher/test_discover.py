import errno
import io
import os
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claimwire.events import ArticleDiscovered, Lane
from claimwire.ids import article_id
from services.fetcher.canonicalise import InvalidAddress
from services.fetcher.discover import UnknownDocument, discover, discover_addresses, unreadable
from services.fetcher.moments import Moments
from services.fetcher.skipped import Skipped
from tests.web_archives import packed, warc

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)


def now() -> datetime:
    return NOW


def discoveries(found: list[ArticleDiscovered | Skipped]) -> list[ArticleDiscovered]:
    return [each for each in found if isinstance(each, ArticleDiscovered)]


def skipped(found: list[ArticleDiscovered | Skipped]) -> list[Skipped]:
    return [each for each in found if isinstance(each, Skipped)]


def test_an_address_belongs_to_its_host() -> None:
    (found,) = discover("https://www.tidepost.example/ferry?utm_source=x", clock=now)

    assert found == ArticleDiscovered(
        article_id=article_id("https://www.tidepost.example/ferry"),
        url="https://www.tidepost.example/ferry",
        outlet="tidepost.example",
        discovered_at=NOW,
    )


def test_a_folder_yields_its_documents_in_order_and_says_what_it_skips(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/c.htm", "photo.png", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("The ferry sails again.")

    found = list(discover(str(tmp_path), outlet="The Tide Post"))

    documents = discoveries(found)
    assert [document.url for document in documents] == [
        (tmp_path / name).as_uri() for name in ("b.txt", "a/c.htm", "a/z.html")
    ]
    assert {document.outlet for document in documents} == {"The Tide Post"}
    assert {document.lane for document in documents} == {Lane.LIVE}
    (photo,) = skipped(found)
    assert (Path(photo.what).name, photo.is_document) == ("photo.png", False)


def test_an_archive_yields_each_capture_on_the_backfill_lane(tmp_path: Path) -> None:
    ferry, again = (
        warc("https://www.tidepost.example/ferry?utm_source=x"),
        warc("https://tidepost.example/b", kind="revisit"),
    )
    request = warc(kind="request", block=b"GET /ferry HTTP/1.1\r\n\r\n")
    (tmp_path / "x.warc.gz").write_bytes(packed(ferry, request, again))

    found = list(discover(str(tmp_path / "x.warc.gz"), clock=now))

    path = (tmp_path / "x.warc.gz").as_uri()
    assert found == [
        ArticleDiscovered(
            article_id=article_id("https://www.tidepost.example/ferry"),
            url="https://www.tidepost.example/ferry",
            outlet="tidepost.example",
            archive=f"{path}#offset=0",
            lane=Lane.BACKFILL,
            discovered_at=NOW,
        ),
        ArticleDiscovered(
            article_id=article_id("https://tidepost.example/b"),
            url="https://tidepost.example/b",
            outlet="tidepost.example",
            archive=f"{path}#offset={len(packed(ferry, request))}",
            lane=Lane.BACKFILL,
            discovered_at=NOW,
        ),
    ]


def test_an_archive_in_a_folder_is_found_and_may_take_the_live_lane(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(warc())

    (found,) = discover(str(tmp_path), outlet="The Tide Post", lane=Lane.LIVE)

    assert isinstance(found, ArticleDiscovered)
    assert (found.outlet, found.lane) == ("The Tide Post", Lane.LIVE)


def test_captures_without_an_address_of_the_web_are_told_and_none_is_lost(tmp_path: Path) -> None:
    addresses = [b"", b"dns:tidepost.example", b"metadata://x/y", b"https://tidepost.example/\xff\xe9t\xe9", b"http://"]
    (tmp_path / "x.warc").write_bytes(b"".join(warc(address) for address in addresses))

    found = list(discover(str(tmp_path / "x.warc")))

    assert len(found) == len(addresses)
    assert [each.url for each in discoveries(found)] == ["https://tidepost.example/%C3%BF%C3%A9t%C3%A9"]
    assert all(each.reason and each.is_document and "x.warc at " in each.what for each in skipped(found))


def test_a_broken_part_of_an_archive_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(warc() + b"prose\r\n" + warc())

    (part,) = skipped(list(discover(str(tmp_path / "x.warc"))))

    assert part == Skipped(f"x.warc at {len(warc())}", "7 bytes are no record", is_document=False)


def test_what_only_is_called_an_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(b"")

    (found,) = discover(str(tmp_path / "x.warc"))

    assert isinstance(found, Skipped)
    assert "no record" in found.reason


def test_a_file_of_addresses_yields_each_and_says_which_lines_are_bad(tmp_path: Path) -> None:
    lines = (
        b"\xef\xbb\xbfhttps://tidepost.example/a\r\n# ours\n\nprose\nhttps://tidepost.example/b\xff\nhttps://x.example/"
        + b"c" * 20_000
    )
    (tmp_path / "list.txt").write_bytes(lines + b"\n https://tidepost.example/d ")

    found = list(discover_addresses(str(tmp_path / "list.txt")))

    assert [each.url for each in discoveries(found)] == ["https://tidepost.example/a", "https://tidepost.example/d"]
    assert {each.lane for each in discoveries(found)} == {Lane.BACKFILL}
    assert [each.what.split()[1] for each in skipped(found)] == ["4", "5", "6"]


def test_addresses_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"https://tidepost.example/a\n")))

    (found,) = discover_addresses("-", lane=Lane.LIVE)

    assert isinstance(found, ArticleDiscovered)
    assert (found.url, found.lane) == ("https://tidepost.example/a", Lane.LIVE)


def test_each_discovery_has_a_moment_of_its_own() -> None:
    moments = Moments(now)

    given = [moments() for _ in range(3)]

    assert given[0] == NOW
    assert given == sorted(set(given))


def test_a_file_has_the_same_id_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry sails again.")
    monkeypatch.chdir(tmp_path)

    (absolute,) = discover(str(tmp_path / "ferry.txt"), clock=now)
    (relative,) = discover("./ferry.txt", clock=now)

    assert absolute == relative
    assert isinstance(absolute, ArticleDiscovered)
    assert absolute.outlet == "documents"


@pytest.mark.parametrize("name", ["missing.txt", "-"])
def test_what_is_not_there_is_refused_by_name_at_once(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UnknownDocument, match=name):
        discover(name)


@pytest.mark.parametrize("name", ["photo.png", "thing.json", "pipe.txt", "pipe.warc"])
def test_a_file_that_is_no_document_is_skipped_and_missed_where_it_was_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.startswith("pipe"):
        os.mkfifo(path)
    else:
        path.write_bytes(b"{}")

    by_name, in_folder = list(discover(str(path))), list(discover(str(tmp_path)))

    (left_out,), (passed_by,) = skipped(by_name), skipped(in_folder)
    assert left_out == replace(passed_by, is_document=True)
    assert (passed_by.what, passed_by.is_document) == (str(path), False)
    assert "json" not in left_out.reason.partition("; ")[2]


def test_a_folder_that_may_not_be_read_is_skipped_as_a_document_that_is_missing() -> None:
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/news/un/dir")

    assert unreadable("/news/un/dir", error) == Skipped("/news/un/dir", "permission denied", is_document=True)


def test_a_folder_that_cannot_be_listed_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    for name in ("a/ferry.txt", "b/mill.txt", "c/quay.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("The ferry sails again.")

    found = discover(str(tmp_path))
    first = next(found)
    shutil.rmtree(tmp_path / "b")  # whoever runs the tests may list any folder that is there
    rest = list(found)

    assert [Path(each.url).name for each in discoveries([first, *rest])] == ["ferry.txt", "quay.txt"]
    assert skipped(rest) == [Skipped(str(tmp_path / "b"), "no such file or directory")]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_what_lies_in_closed_folders_is_skipped(tmp_path: Path) -> None:
    for name, mode in (("closed", 0o000), ("listed", 0o444)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ferry.txt").write_text("The ferry sails again.")
        (tmp_path / name).chmod(mode)

    found = [*discover(str(tmp_path)), *discover(str(tmp_path / "closed")), *discover(f"{tmp_path}/closed/ferry.txt")]

    assert [each.reason for each in skipped(found)] == ["permission denied"] * 4
    for name in ("closed", "listed"):
        (tmp_path / name).chmod(0o755)


def test_a_missing_file_of_addresses_is_refused_at_once() -> None:
    with pytest.raises(UnknownDocument, match="missing"):
        discover_addresses("missing.txt")


@pytest.mark.parametrize("address", ["ftp://tidepost.example/a", "file:///etc/hostname", "http://"])
def test_an_address_that_is_not_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(InvalidAddress):
        discover(address)
