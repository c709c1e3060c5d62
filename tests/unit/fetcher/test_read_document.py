import os
from pathlib import Path

import pytest

from claimwire.events import DropReason
from services.fetcher.page import FetchFailed
from services.fetcher.read_document import read_document


def test_a_file_is_read_with_the_media_type_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "the ferry.htm"
    path.write_bytes(b"<p>The ferry sails again.</p>")

    page = read_document(path.as_uri(), 1_000)

    assert (page.body, page.media_type, page.status) == (b"<p>The ferry sails again.</p>", "text/html", None)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", DropReason.NOT_FOUND),
        ("large.txt", DropReason.TOO_LARGE),
        ("folder", DropReason.UNREADABLE),
        ("pipe.txt", DropReason.UNREADABLE),
        ("photo.png", DropReason.MEDIA_TYPE),
    ],
)
def test_a_file_that_is_no_document_fails_with_its_reason(tmp_path: Path, name: str, reason: DropReason) -> None:
    (tmp_path / "large.txt").write_bytes(b"x" * 1_001)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\0\0")

    with pytest.raises(FetchFailed) as failure:
        read_document((tmp_path / name).as_uri(), 1_000)

    assert (failure.value.reason, failure.value.may_pass) == (reason, False)


def test_a_file_of_another_host_is_refused() -> None:
    with pytest.raises(FetchFailed) as failure:
        read_document("file://elsewhere.example/a.txt", 1_000)

    assert failure.value.reason is DropReason.ADDRESS_REFUSED
