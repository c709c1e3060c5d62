import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claimwire.events import ArticleDiscovered, Lane
from claimwire.ids import article_id
from services.fetcher.canonicalise import InvalidAddress
from services.fetcher.discover import SkippedFile, UnknownDocument, discover

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)


def test_an_address_belongs_to_its_host() -> None:
    (found,) = discover("https://www.tidepost.example/ferry?utm_source=x", now=NOW)

    assert found == ArticleDiscovered(
        article_id=article_id("https://www.tidepost.example/ferry"),
        url="https://www.tidepost.example/ferry",
        outlet="tidepost.example",
        discovered_at=NOW,
    )


def test_a_folder_yields_its_documents_in_order_and_says_what_it_skips(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/c.htm", "photo.png", "pages.warc.gz", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("The ferry sails again.")

    found = list(discover(str(tmp_path), outlet="The Tide Post", lane=Lane.BACKFILL))

    documents = [item for item in found if isinstance(item, ArticleDiscovered)]
    skipped = {item.path.name: item.reason for item in found if isinstance(item, SkippedFile)}
    assert [document.url for document in documents] == [
        (tmp_path / name).as_uri() for name in ("b.txt", "a/c.htm", "a/z.html")
    ]
    assert {document.outlet for document in documents} == {"The Tide Post"}
    assert {document.lane for document in documents} == {Lane.BACKFILL}
    assert set(skipped) == {"photo.png", "pages.warc.gz"}
    assert "not read yet" in skipped["pages.warc.gz"]


def test_a_file_has_the_same_id_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ferry.txt").write_text("The ferry sails again.")
    monkeypatch.chdir(tmp_path)

    (absolute,) = discover(str(tmp_path / "ferry.txt"), now=NOW)
    (relative,) = discover("./ferry.txt", now=NOW)

    assert absolute == relative
    assert isinstance(absolute, ArticleDiscovered)
    assert absolute.outlet == "documents"


@pytest.mark.parametrize("name", ["missing.txt", "photo.png", "pages.warc", "pipe.txt"])
def test_what_is_no_document_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "pages.warc").write_bytes(b"WARC/1.0")
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(UnknownDocument, match=name):
        list(discover(str(tmp_path / name)))


@pytest.mark.parametrize("address", ["ftp://tidepost.example/a", "file:///etc/hostname", "http://"])
def test_an_address_that_is_not_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(InvalidAddress):
        list(discover(address))
