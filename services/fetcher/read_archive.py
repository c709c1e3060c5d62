"""Walks through the records of a WARC or ARC archive without reading their bodies, past whatever is broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from services.fetcher.archive_stream import GZIP_MARK, ArchiveStream, BrokenRecord
from services.fetcher.read_record import Record, read_record, starts_record

ARCHIVE_SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")
_BUFFER_BYTES = 64 * 1024
#: A record far within a packed piece is found again only by unpacking all before it: this much takes half a second.
DEEPEST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """Where a record begins: a byte of the file, and so many unpacked bytes into the piece that begins there."""

    offset: int
    within: int = 0

    def __str__(self) -> str:
        return f"{self.offset}+{self.within}" if self.within else str(self.offset)


@dataclass(frozen=True)
class ArchivedRecord:
    """A record and where it begins."""

    place: Place
    record: Record


@dataclass(frozen=True)
class BrokenPart:
    """A part of an archive that could not be read as it should be."""

    place: Place
    reason: str


def is_archive(path: Path) -> bool:
    """Tell whether a file's name says that it is a web archive."""
    return path.name.lower().endswith(ARCHIVE_SUFFIXES)


def read_archive(path: Path) -> Iterator[ArchivedRecord | BrokenPart]:
    """Yield every record of an archive in order, and every part that is broken; reading goes on behind it.

    At no time is more in memory than a record's headers.
    """
    with path.open("rb", buffering=_BUFFER_BYTES) as file:
        offset, lost_from = 0, None
        while True:
            stream = ArchiveStream(file, offset)
            has_record = False
            for found in _records(stream):
                is_record = isinstance(found, ArchivedRecord)
                if is_record and lost_from is not None:
                    yield _lost(Place(lost_from), offset - lost_from)
                    lost_from = None
                has_record = has_record or is_record
                # A broken piece without any record only began with bytes that look like a packed record.
                if has_record or stream.problem is None:
                    yield found
            if stream.problem and has_record:
                yield BrokenPart(Place(offset), f"the record cannot be read to its end: {stream.problem}")
            elif stream.problem and lost_from is None:
                lost_from = offset
            if not stream.is_packed:
                break
            following = offset + 1 if stream.problem else stream.end()
            offset = _next_member(file, following)
            if offset > following and lost_from is None and not stream.problem:
                lost_from = following
        if lost_from is not None:
            yield _lost(Place(lost_from), offset - lost_from)


def _records(stream: ArchiveStream) -> Iterator[ArchivedRecord | BrokenPart]:
    """Yield the records of one stream."""
    lost_from: int | None = None
    begins_line = True
    while line := stream.next_line():
        start = stream.tell() - len(line)
        is_head = begins_line and starts_record(line)
        begins_line = line.endswith(b"\n")
        if not is_head:
            lost_from = start if lost_from is None and line.strip(b"\r\n") else lost_from
            continue
        if lost_from is not None:
            yield _lost(_place(stream, lost_from), start - lost_from)
            lost_from = None
        place = _place(stream, start)
        if place.within > DEEPEST_BYTES:
            advice = "part them with: warcio recompress OLD NEW"
            yield BrokenPart(place, f"reading stopped: the records are packed as one piece; {advice}")
            return
        try:
            record = read_record(stream, line)
        except BrokenRecord as error:
            yield BrokenPart(place, f"the record cannot be read: {error}")
            continue
        yield ArchivedRecord(place, record)
        length = record.body_bytes or 0
        missing = length - stream.skip(length)
        if missing and stream.problem is None:
            yield BrokenPart(place, f"the record's last {missing} bytes are missing")
    if lost_from is not None:
        yield _lost(_place(stream, lost_from), stream.tell() - lost_from)


def _place(stream: ArchiveStream, position: int) -> Place:
    return Place(stream.offset, position) if stream.is_packed else Place(stream.offset + position)


def _lost(place: Place, size: int) -> BrokenPart:
    return BrokenPart(place, f"{size} bytes are no record")


def _next_member(file: BinaryIO, offset: int) -> int:
    """Find where the next packed record may begin; the file's end if there is none."""
    file.seek(offset)
    overlap = len(GZIP_MARK) - 1
    before = b""
    while block := file.read(_BUFFER_BYTES):
        found = (before + block).find(GZIP_MARK)
        if found >= 0:
            return offset - len(before) + found
        offset += len(block)
        before = (before + block)[-overlap:]
    return offset
