"""Unpacks the body of an archived page: of chunks and content codings, bounded, and kind to what archives do.

Tools that write archives often store a body unpacked under the headers of the packed one; then it is taken as it is.
"""

from collections.abc import Iterator

from services.fetcher.archive_stream import ArchiveStream
from services.fetcher.decode_body import BodyDecoder, BodyUnreadable
from services.fetcher.read_record import Record

_CHUNK_BYTES = 64 * 1024
_LONGEST_SIZE_LINE_BYTES = 1_024
_GZIP_MARK = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_archived_body(stream: ArchiveStream, record: Record, limit: int) -> bytes:
    """Read a record's body, of which no more than the limit may come out.

    Raises:
        BodyTooLarge: more than the limit would come out.
        BodyUnreadable: it is cut, or not packed as its header says.
    """
    parts = _joined(_unchunked(stream, record))
    first = next(parts, b"")
    decoder = BodyDecoder("" if _is_plain(first, record.content_encoding) else record.content_encoding, limit)
    decoder.feed(first)
    for part in parts:
        decoder.feed(part)
    return decoder.finish()


def _is_plain(start: bytes, content_encoding: str) -> bool:
    if content_encoding in {"gzip", "x-gzip"}:
        return not start.startswith(_GZIP_MARK)
    return start.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"<")


def _joined(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Join the first parts until they show how the body is packed; chunks may be of one byte."""
    start = b""
    for part in parts:
        start += part
        if len(start) >= len(_GZIP_MARK) + len(_BYTE_ORDER_MARK):
            break
    yield start
    yield from parts


def _unchunked(stream: ArchiveStream, record: Record) -> Iterator[bytes]:
    block = _Block(stream, record.body_bytes or 0)
    if "chunked" not in record.transfer_encoding:
        yield from block.parts(block.left)
        return
    is_first = True
    while True:
        line = block.line()
        size = _chunk_size(line)
        if size is None and is_first:
            yield line  # stored unchunked
            yield from block.parts(block.left)
            return
        if size is None:
            raise BodyUnreadable("the body's chunks are not as long as they say")
        if size == 0:
            return
        is_first = False
        yield from block.parts(size)
        if block.line().strip():
            raise BodyUnreadable("the body's chunks are not as long as they say")


def _chunk_size(line: bytes) -> int | None:
    size = line.partition(b";")[0].strip()
    try:
        return int(size, 16) if line.endswith(b"\n") and size.isalnum() else None
    except ValueError:
        return None


class _Block:
    """What is left of a record's body."""

    def __init__(self, stream: ArchiveStream, size: int) -> None:
        self._stream = stream
        self.left = size

    def line(self) -> bytes:
        return self._taken(self._stream.next_line(min(self.left, _LONGEST_SIZE_LINE_BYTES)), 1)

    def parts(self, size: int) -> Iterator[bytes]:
        while size:
            part = self._taken(
                self._stream.read(min(size, self.left, _CHUNK_BYTES)), min(size, self.left, _CHUNK_BYTES)
            )
            size -= len(part)
            yield part

    def _taken(self, part: bytes, least: int) -> bytes:
        if len(part) < least or not part:
            raise BodyUnreadable(f"the archive does not hold the whole record: {self._why()}")
        self.left -= len(part)
        return part

    def _why(self) -> str:
        if self.left == 0:
            return "its last chunk is missing"
        return self._stream.problem or f"{self.left} bytes are missing"
