"""Reads an archive's bytes from one place on, unpacked where they are packed, and never more than is asked for.

A packed archive holds each record in a gzip member of its own, so that it can be read from any record's start (WARC
1.1, annex D). The bytes of one member are one stream; those of a plain archive are one stream to the file's end.
"""

import io
import os
import zlib
from typing import BinaryIO

GZIP_MARK = b"\x1f\x8b\x08"
#: No honest header is longer; RFC 9112 asks for 8,000 at least, and cookies are the longest that are seen.
_LONGEST_LINE_BYTES = 64 * 1024
_LONGEST_HEAD_BYTES = 512 * 1024
_BLOCK_BYTES = 16 * 1024
_SKIPPED_AT_ONCE_BYTES = 64 * 1024
_GZIP = 31


class BrokenRecord(Exception):
    """Raised when bytes are no record that can be read."""


class ArchiveStream:
    """The bytes of an archive from a place on; ``problem`` says why they ended early, if they did."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        file.seek(offset)
        self._file = file
        self.offset = offset
        self.is_packed = file.read(len(GZIP_MARK)) == GZIP_MARK
        file.seek(offset)
        self._member = _Member(file) if self.is_packed else None
        self._bytes: BinaryIO = io.BufferedReader(self._member, _BLOCK_BYTES) if self._member else file
        self._position = 0
        self._head_bytes = 0

    @property
    def problem(self) -> str | None:
        """Why no more comes although there should be more."""
        return self._member.problem if self._member else None

    def tell(self) -> int:
        """Return how many unpacked bytes lie between the stream's start and here."""
        return self._position

    def read(self, size: int) -> bytes:
        """Read so many bytes; fewer only where the stream ends."""
        read = self._bytes.read(size)
        self._position += len(read)
        return read

    def readline(self, size: int | None = None) -> bytes:
        """Read a line of a record's head.

        Raises:
            BrokenRecord: the line, or the head, is longer than any honest one.
        """
        limit = _LONGEST_LINE_BYTES if size is None else min(size, _LONGEST_LINE_BYTES)
        line = self._bytes.readline(limit)
        self._position += len(line)
        self._head_bytes += len(line)
        if len(line) == _LONGEST_LINE_BYTES or self._head_bytes > _LONGEST_HEAD_BYTES:
            raise BrokenRecord("its head has no end")
        return line

    def next_line(self, size: int = _LONGEST_LINE_BYTES) -> bytes:
        """Read the next line, whatever it is, or so much of it."""
        line = self._bytes.readline(size)
        self._position += len(line)
        self._head_bytes = 0
        return line

    def at_record_end(self) -> bool:
        """Tell whether here ends a record: with a line break, or because nothing follows."""
        return self.read(1) in (b"", b"\r", b"\n")

    def skip(self, size: int) -> int:
        """Pass over so many bytes; return how many there were."""
        if self._member is None:
            size = min(size, max(0, os.fstat(self._file.fileno()).st_size - self._file.tell()))
            self._file.seek(size, io.SEEK_CUR)
            self._position += size
            return size
        begun = self._position
        while (left := size - (self._position - begun)) > 0 and self.read(min(left, _SKIPPED_AT_ONCE_BYTES)):
            pass
        return self._position - begun

    def end(self) -> int:
        """Return where in the file the bytes after this stream begin, once it is read to its end."""
        return self._member.end if self._member else self._file.tell()


class _Member(io.RawIOBase):
    """One gzip member. What breaks it ends it, and is told in ``problem``."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._unpack = zlib.decompressobj(_GZIP)
        self._packed = b""
        self.problem: str | None = None

    @property
    def end(self) -> int:
        return self._file.tell() - len(self._unpack.unused_data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # typeshed's Buffer is 3.12's
        while not self._unpack.eof and self.problem is None:
            packed = self._unpack.unconsumed_tail or self._file.read(_BLOCK_BYTES)
            try:
                unpacked = self._unpack.decompress(packed, len(buffer))
            except zlib.error as error:
                self.problem = f"its packed bytes are corrupt ({error})"
                return 0
            if unpacked:
                buffer[: len(unpacked)] = unpacked
                return len(unpacked)
            if not packed and not self._unpack.eof:
                self.problem = "the file ends within it"
        return 0
