"""Reads the page that a record of a web archive holds."""

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import url2pathname

from claimwire.events import DropReason
from services.fetcher.archive_stream import ArchiveStream, BrokenRecord
from services.fetcher.archived_body import read_archived_body
from services.fetcher.canonicalise import InvalidAddress, canonicalise
from services.fetcher.decode_body import BodyTooLarge, BodyUnreadable
from services.fetcher.judge_status import judge_status
from services.fetcher.media_types import ARTICLE_MEDIA_TYPES
from services.fetcher.page import FetchFailed, Page
from services.fetcher.read_archive import DEEPEST_BYTES, Place
from services.fetcher.read_record import Record, read_record, starts_record

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_OK = 200


def address_in_archive(path: Path, place: Place) -> str:
    """Name a record's place: ``file:///archives/x.warc.gz#offset=1234``."""
    within = {"within": place.within} if place.within else {}
    return f"{path.absolute().as_uri()}#{urlencode({'offset': place.offset, **within})}"


def read_archived_page(archive: str, url: str, discovered_at: datetime, limit_bytes: int) -> Page:
    """Read the page of an address from the record at a place of an archive.

    A record never changes, so no failure of it may pass.

    Raises:
        FetchFailed: there is no such record, or it holds no article.
    """
    path, place = _parse(archive)
    try:
        with path.open("rb") as file:
            stream = ArchiveStream(file, place.offset)
            record = _find(stream, place, url)
            _judge(record, url)
            end = stream.tell() + (record.body_bytes or 0)
            body = read_archived_body(stream, record, limit_bytes)
            _check_end(stream, record, end)
    except FileNotFoundError as error:
        raise FetchFailed(DropReason.NOT_FOUND, f"{path} does not exist on the fetcher's host") from error
    except PermissionError as error:
        raise FetchFailed(DropReason.FORBIDDEN, f"{path} may not be read by the fetcher") from error
    except BodyTooLarge as error:
        raise FetchFailed(DropReason.TOO_LARGE, str(error)) from error
    except (OSError, ValueError, BrokenRecord, BodyUnreadable) as error:
        raise FetchFailed(DropReason.UNREADABLE, f"{path.name} at {place}: {error}") from error
    return Page(
        url=url,
        body=body,
        status=record.status,
        media_type=record.media_type,
        charset=record.charset,
        # The index orders an article's versions by when they were fetched: an older capture never hides a newer page.
        captured_at=min(record.captured_at or discovered_at, discovered_at),
    )


def _parse(archive: str) -> tuple[Path, Place]:
    parts = urlsplit(archive)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise FetchFailed(DropReason.ADDRESS_REFUSED, f"{archive[:200]} is no file of this host")
    named = parse_qs(parts.fragment)
    offset, within = (named.get(name, ["0"])[0] for name in ("offset", "within"))
    if not (_NUMBER.fullmatch(offset) and _NUMBER.fullmatch(within) and int(within) <= DEEPEST_BYTES):
        raise FetchFailed(DropReason.ADDRESS_REFUSED, f"{archive[:200]} names no place in an archive")
    path = Path(url2pathname(parts.path))
    if path.exists() and not path.is_file():  # a pipe or a device may never end
        raise FetchFailed(DropReason.UNREADABLE, f"{path} is no regular file")
    return path, Place(int(offset), int(within))


def _find(stream: ArchiveStream, place: Place, url: str) -> Record:
    """Read the head of the record at a place, which must be of this address: the file may be another by now."""
    stream.skip(place.within)
    line = stream.next_line()
    if not starts_record(line):
        raise BrokenRecord(stream.problem or "no record begins here")
    record = read_record(stream, line)
    try:
        held = canonicalise(record.address)
    except InvalidAddress as error:
        raise BrokenRecord(str(error)) from error
    if held != url:
        raise BrokenRecord(f"the record is of {held}; the archive is no longer the one that was handed in")
    return record


def _judge(record: Record, url: str) -> None:
    """Raise where the record's head says already that it holds no article."""
    if record.kind == "revisit":
        raise FetchFailed(DropReason.DUPLICATE, "the record says that the page was as captured before, and holds none")
    if record.kind not in ("response", "resource"):
        raise FetchFailed(DropReason.NO_ARTICLE, f"a record of the kind {record.kind[:40]!r} holds no page")
    if record.body_bytes is None:
        raise BrokenRecord("the record does not say how long it is")
    if record.kind == "response":
        _judge_status(record.status)
    if urlsplit(url).path == "/robots.txt":
        raise FetchFailed(DropReason.NO_ARTICLE, "rules for robots are no article")
    if record.media_type and record.media_type not in ARTICLE_MEDIA_TYPES:
        raise FetchFailed(DropReason.MEDIA_TYPE, f"media type {record.media_type}")
    if record.cut_because:
        raise BrokenRecord(record.cut_because)


def _judge_status(status: int | None) -> None:
    if status is None:
        raise BrokenRecord("the record holds no answer of a web server")
    if failure := judge_status(status):
        raise FetchFailed(failure.reason, failure.detail)
    if status != _OK:
        raise FetchFailed(DropReason.NO_ARTICLE, f"HTTP status {status}")


def _check_end(stream: ArchiveStream, record: Record, end: int) -> None:
    """Refuse a body whose length is a lie: between WARC's records stand line breaks; ARC has no such mark."""
    stream.skip(end - stream.tell())
    if record.is_warc and not stream.at_record_end():
        raise BrokenRecord("the record does not end where it says")
