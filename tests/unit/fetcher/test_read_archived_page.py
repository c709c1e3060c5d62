import gzip
import os
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claimwire.events import DropReason
from services.fetcher.page import FetchFailed, Page
from services.fetcher.read_archive import Place
from services.fetcher.read_archived_page import address_in_archive, read_archived_page
from tests.web_archives import PAGE, arc, chunked, http, packed, warc

FERRY = "https://tidepost.example/ferry"
NOW = datetime(2032, 1, 1, tzinfo=UTC)
LIMIT = 100_000
START = Place(0)


def read(folder: Path, body: bytes, *, place: Place = START, url: str = FERRY, name: str = "x.warc.gz") -> Page:
    """Read a page out of an archive of these bytes."""
    (folder / name).write_bytes(body)
    return read_archived_page(address_in_archive(folder / name, place), url, NOW, LIMIT)


def reason(folder: Path, body: bytes, **where: object) -> DropReason:
    with pytest.raises(FetchFailed) as failure:
        read(folder, body, **where)  # type: ignore[arg-type]  # the tests know what they pass
    assert not failure.value.may_pass
    return failure.value.reason


def test_a_page_is_read_with_what_the_server_said_of_it(tmp_path: Path) -> None:
    page = read(tmp_path, packed(warc(block=http(head={"Content-Type": "text/html; charset=iso-8859-7"}))))

    assert page == Page(
        url=FERRY,
        body=PAGE,
        status=200,
        media_type="text/html",
        charset="iso-8859-7",
        captured_at=datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC),
    )


def test_a_record_is_read_wherever_it_lies(tmp_path: Path) -> None:
    before = warc("https://tidepost.example/other")

    assert read(tmp_path, before + warc(), place=Place(len(before)), name="x.warc").body == PAGE
    assert read(tmp_path, packed(before, warc()), place=Place(len(packed(before)))).body == PAGE
    assert read(tmp_path, packed(before + warc()), place=Place(0, len(before))).body == PAGE
    archive = arc((FERRY, http()))
    assert read(tmp_path, archive, place=Place(archive.index(b"https://")), name="x.arc").body == PAGE


def test_a_resource_has_no_status(tmp_path: Path) -> None:
    page = read(tmp_path, warc(block=PAGE, kind="resource", Content_Type="text/html"))

    assert (page.body, page.status, page.media_type) == (PAGE, None, "text/html")


_GZIP = gzip.compress(PAGE)
_DEFLATED = zlib.compress(PAGE)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (chunked([PAGE[:1], PAGE[1:2], PAGE[2:]]), {"Transfer-Encoding": "chunked"}),
        (_GZIP, {"Content-Encoding": "gzip"}),
        (_DEFLATED, {"Content-Encoding": "deflate"}),
        (
            chunked(_GZIP[at : at + 1] for at in range(len(_GZIP))),
            {"Transfer-Encoding": "chunked", "Content-Encoding": "GZip"},
        ),
        (PAGE, {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip", "Content-Length": "12"}),
        (_GZIP, {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}),
        (PAGE, {"Content-Encoding": "deflate"}),
        (PAGE, {"Content-Encoding": "br"}),
    ],
)
def test_bodies_are_unpacked_also_where_the_archive_did_so_before(
    tmp_path: Path, body: bytes, head: dict[str, str]
) -> None:
    assert read(tmp_path, warc(block=http(body, head=head))).body == PAGE


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (warc(kind="revisit", block=http(b"")), DropReason.DUPLICATE),
        (warc(kind="request", block=b"GET /ferry HTTP/1.1\r\n\r\n"), DropReason.NO_ARTICLE),
        (warc(block=http(status="404 Not Found")), DropReason.NOT_FOUND),
        (warc(block=http(status="503 Busy")), DropReason.UNREACHABLE),
        (warc(block=http(status="302 Found", head={"Location": "/x"})), DropReason.UNREACHABLE),
        (warc(block=http(status="206 Partial Content")), DropReason.NO_ARTICLE),
        (warc(block=http(b"\x89PNG", head={"Content-Type": "image/png"})), DropReason.MEDIA_TYPE),
        (warc(block=b""), DropReason.UNREADABLE),
        (warc(block=b"SSH-2.0-x\r\n\r\nprose"), DropReason.UNREADABLE),
        (warc(WARC_Truncated="length"), DropReason.UNREADABLE),
        (warc(WARC_Segment_Number="1"), DropReason.UNREADABLE),
        (warc(length="many"), DropReason.UNREADABLE),
        (warc(length=len(http()) - 9), DropReason.UNREADABLE),
        (warc(length=len(http()) + 9) + warc(), DropReason.UNREADABLE),
        (warc()[:-60], DropReason.UNREADABLE),
        (packed(warc())[:-40], DropReason.UNREADABLE),
        (warc(block=http(chunked([PAGE])[:-30], head={"Transfer-Encoding": "chunked"})), DropReason.UNREADABLE),
        (warc(block=http(b"9\r\n" + PAGE, head={"Transfer-Encoding": "chunked"})), DropReason.UNREADABLE),
        (warc(block=http(_GZIP[:-30], head={"Content-Encoding": "gzip"})), DropReason.UNREADABLE),
        (warc(block=http(b"x" * (LIMIT + 1))), DropReason.TOO_LARGE),
        (warc(block=http(gzip.compress(bytes(50_000_000)), head={"Content-Encoding": "gzip"})), DropReason.TOO_LARGE),
        (warc("https://tidepost.example/other"), DropReason.UNREADABLE),
        (b"prose", DropReason.UNREADABLE),
        (b"", DropReason.UNREADABLE),
    ],
)
def test_a_record_that_holds_no_page_fails_with_its_reason(tmp_path: Path, record: bytes, expected: DropReason) -> None:
    assert reason(tmp_path, record) is expected


def test_rules_for_robots_are_no_article(tmp_path: Path) -> None:
    url = "https://tidepost.example/robots.txt"

    rules = warc(url, http(b"User-agent: *", head={"Content-Type": "text/plain"}))

    assert reason(tmp_path, rules, url=url) is DropReason.NO_ARTICLE


@pytest.mark.parametrize("date", ["", "yesterday", "2033-01-01T00:00:00Z"])
def test_a_page_was_captured_no_later_than_it_was_handed_in(tmp_path: Path, date: str) -> None:
    assert read(tmp_path, warc(date=date)).captured_at == NOW


@pytest.mark.parametrize(
    ("archive", "expected"),
    [
        ("file:///nowhere/x.warc#offset=0", DropReason.NOT_FOUND),
        ("file://elsewhere.example/x.warc#offset=0", DropReason.ADDRESS_REFUSED),
        ("https://tidepost.example/x.warc#offset=0", DropReason.ADDRESS_REFUSED),
        ("file:///nowhere/x.warc#offset=-1", DropReason.ADDRESS_REFUSED),
        ("file:///nowhere/x.warc#offset=0&within=99999999999", DropReason.ADDRESS_REFUSED),
    ],
)
def test_what_names_no_place_in_an_archive_is_refused(archive: str, expected: DropReason) -> None:
    with pytest.raises(FetchFailed) as failure:
        read_archived_page(archive, FERRY, NOW, LIMIT)

    assert failure.value.reason is expected


def test_a_pipe_is_no_archive(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.warc")

    with pytest.raises(FetchFailed, match="regular"):
        read_archived_page(address_in_archive(tmp_path / "x.warc", Place(0)), FERRY, NOW, LIMIT)
