"""Reads the head of one record of a WARC or ARC archive, as warcio parses it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from warcio.limitreader import LimitReader  # type: ignore[import-untyped]  # warcio ships no types
from warcio.recordloader import ARCHeadersParser  # type: ignore[import-untyped]
from warcio.statusandheaders import (  # type: ignore[import-untyped]
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from services.fetcher.archive_stream import ArchiveStream, BrokenRecord
from services.fetcher.read_headers import charset_of, media_type_of

WARC_MARK = b"WARC/"
_ARC_FILE = b"filedesc://"
_ARC_FIELDS = 5
_ARC_DATE_DIGITS = range(8, 19)
_MOST_LENGTH_DIGITS = 18
#: Records whose block is what a server answered.
_WITH_HTTP = frozenset({"response", "revisit"})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the head of a record says; the stream stands at the first byte of its body."""

    kind: str
    """WARC's record type; what an ARC archive holds is a ``response``, except for its own description."""
    is_warc: bool
    address: str = ""
    captured_at: datetime | None = None
    """None where it is not said, or makes no sense."""
    body_bytes: int | None = None
    """The length of the body; None where the record does not say where it ends."""
    status: int | None = None
    """None for a resource, and where there is no HTTP head."""
    media_type: str = ""
    charset: str | None = None
    transfer_encoding: str = ""
    content_encoding: str = ""
    cut_because: str | None = None
    """Why the record does not hold the whole page, by its own word."""


def starts_record(line: bytes) -> bool:
    """Tell whether a line is the first of a record."""
    if line.startswith((WARC_MARK, _ARC_FILE)):
        return True
    fields = line.strip().rsplit(b" ", _ARC_FIELDS - 1)
    if len(fields) != _ARC_FIELDS or b":" not in fields[0]:
        return False
    return fields[2].isdigit() and len(fields[2]) in _ARC_DATE_DIGITS


def read_record(stream: ArchiveStream, first_line: bytes) -> Record:
    """Read the rest of a record's head, after its first line.

    Raises:
        BrokenRecord: it has no end that an honest one would have.
    """
    record = (
        _read_warc_head(stream, first_line) if first_line.startswith(WARC_MARK) else _read_arc_head(stream, first_line)
    )
    return _with_http_head(stream, record) if record.kind in _WITH_HTTP and record.body_bytes else record


def _read_warc_head(stream: ArchiveStream, first_line: bytes) -> Record:
    head = StatusAndHeadersParser([], verify=False).parse(stream, first_line)
    said = {"Content-Type": _field(head, "Content-Type")}
    return Record(
        kind=_field(head, "WARC-Type").lower(),
        is_warc=True,
        # Wget 1.19 puts angle brackets around addresses.
        address=_address(_field(head, "WARC-Target-URI").strip("<>")),
        captured_at=_moment(_field(head, "WARC-Date")),
        body_bytes=_length(_field(head, "Content-Length")),
        media_type=media_type_of(said),
        charset=charset_of(said),
        cut_because=_cut_because(head),
    )


def _read_arc_head(stream: ArchiveStream, first_line: bytes) -> Record:
    try:
        head = ARCHeadersParser().parse(stream, first_line)
    except StatusAndHeadersParserException as error:
        raise BrokenRecord(f"its first line is not ARC's: {first_line[:100]!r}") from error
    length = _length(_field(head, "length"))
    return Record(
        kind="arc_header" if first_line.startswith(_ARC_FILE) else "response",
        is_warc=False,
        address=_address(_field(head, "uri")),
        captured_at=_moment(_field(head, "archive-date")),
        body_bytes=None if length is None else max(0, length - head.total_len),
        media_type=media_type_of({"Content-Type": _field(head, "content-type")}),
    )


def _with_http_head(stream: ArchiveStream, record: Record) -> Record:
    """Read what the server said; where that is no HTTP, the record keeps no status."""
    begun = stream.tell()
    length = record.body_bytes or 0
    try:
        head = StatusAndHeadersParser([], verify=False).parse(LimitReader(stream, length))
    except EOFError:
        return replace(record, body_bytes=0, media_type="", charset=None)
    said = {"Content-Type": _field(head, "Content-Type")}
    code = head.get_statuscode()
    is_http = head.protocol.upper().startswith("HTTP/") and code.isascii() and code.isdigit() and len(code) <= 3
    return replace(
        record,
        body_bytes=length - (stream.tell() - begun),
        status=int(code) if is_http else None,
        media_type=media_type_of(said),
        charset=charset_of(said),
        transfer_encoding=_field(head, "Transfer-Encoding").lower(),
        content_encoding=_field(head, "Content-Encoding").lower(),
    )


def _field(head: Any, name: str) -> str:
    return (head.get_header(name) or "").strip()


def _address(said: str) -> str:
    return said.strip().replace(" ", "%20")


def _length(said: str) -> int | None:
    is_number = said.isascii() and said.isdigit() and len(said) <= _MOST_LENGTH_DIGITS
    return int(said) if is_number else None


def _cut_because(head: Any) -> str | None:
    if reason := _field(head, "WARC-Truncated"):
        return f"whoever made the archive cut the page ({reason[:40]})"
    if _field(head, "WARC-Segment-Number"):
        return "the page is spread over several records"
    return None


def _moment(text: str) -> datetime | None:
    """Read WARC's ISO 8601 or ARC's 14 digits, both UTC (WARC 1.1, 5.4)."""
    try:
        if text.isdigit():
            return datetime.strptime(text[:14].ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
