"""Unpacks a body, and never to more than a limit, however small it is when packed."""

import zlib
from contextlib import suppress

from isal import isal_zlib

#: zlib's way to ask for either a gzip or a zlib header.
_GZIP_OR_ZLIB = 47
_RAW_DEFLATE = -15
_CODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_PLAIN = frozenset({"", "identity"})
_GZIP_MARK = b"\x1f\x8b"
#: Honest servers send one gzip member; each further one costs time although it may unpack to nothing.
_MOST_MEMBERS = 64
#: What is no larger when packed, as nearly all pages are, is unpacked when it is complete; the rest while it arrives.
#: A hostile one, of blocks of nothing but a Huffman code each, takes ISA-L 0.3 s for a megabyte, and zlib a fifth.
_MOST_AT_ONCE_BYTES = 256 * 1024

#: What to tell servers that BodyDecoder understands.
ACCEPT_ENCODING = "gzip, deflate"


class BodyTooLarge(Exception):
    """Raised when a body is larger than its limit."""


class BodyUnreadable(Exception):
    """Raised when a body is not packed the way its header says."""


class BodyDecoder:
    """Collects the chunks of one body.

    One stream that is complete is unpacked by ISA-L, in less than half of zlib's time. ISA-L misreads headers that come
    in pieces, so all else is left to zlib: what is large, broken, headless or of several members.
    """

    def __init__(self, content_encoding: str, limit: int) -> None:
        coding = content_encoding.strip().lower()
        if coding not in _CODINGS | _PLAIN:
            raise BodyUnreadable(f"the body is packed with {coding!r}, which was not asked for")
        self._limit = limit
        self._packed = coding in _CODINGS
        self._streams = False
        self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._members = 1
        self._mark_begun = b""
        self._has_header = True
        self._received: list[bytes] = []
        self._received_bytes = 0
        self._pieces: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> None:
        """Take the next chunk as it came over the wire."""
        self._received_bytes += len(chunk)
        # Also where nothing comes out of it: a packed body's own header has no limit.
        if self._received_bytes > self._limit:
            raise BodyTooLarge(f"more than {self._limit} bytes on the wire")
        if not self._packed:
            self._keep(chunk)
            return
        self._received.append(chunk)
        if self._streams:
            self._unpack_next(chunk)
        elif self._received_bytes > _MOST_AT_ONCE_BYTES:
            self._unpack_as_stream()

    def finish(self) -> bytes:
        """Return the whole body."""
        # No bytes at all are an empty body: some servers pack nothing into nothing.
        if self._packed and self._received_bytes:
            if not self._streams and not self._unpack_at_once():
                self._unpack_as_stream()
            if self._streams and not self._stream.eof:
                raise BodyUnreadable("the packed body ends before its end mark")
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)

    def packed(self) -> bytes | None:
        """Return the whole body as it came, once it is finished, if that is one stream and nothing else."""
        if not self._packed or not self._received_bytes:
            return None
        is_one_stream = self._members == 1 and not self._mark_begun and self._has_header
        return b"".join(self._received) if is_one_stream else None

    def beginning(self) -> bytes:
        """Return what came so far, unpacked up to the limit.

        Raises:
            BodyUnreadable: it is not packed as its header says.
        """
        if self._packed and not self._streams:
            with suppress(BodyTooLarge):
                self._unpack_as_stream()
        return b"".join(self._pieces)[: self._limit]

    def _unpack_at_once(self) -> bool:
        """Unpack what came if it is one stream and nothing else."""
        stream = isal_zlib.decompressobj(_GZIP_OR_ZLIB)
        try:
            body = stream.decompress(b"".join(self._received), self._room())
        except isal_zlib.error:  # type: ignore[misc]  # its stub calls the class a value
            return False
        # What is larger than the limit has not ended here, and is zlib's to refuse.
        is_one_stream = stream.eof and not stream.unused_data
        if is_one_stream:
            self._keep(body)
        return is_one_stream

    def _unpack_as_stream(self) -> None:
        """Unpack what came so far, and what is still to come."""
        self._streams = True
        came, self._received = self._received, []
        for chunk in came:
            self._received.append(chunk)
            self._unpack_next(chunk)

    def _unpack_next(self, chunk: bytes) -> None:
        while chunk:
            chunk = self._unpack(chunk)

    def _unpack(self, chunk: bytes) -> bytes:
        """Unpack what the limit allows; return what follows the end of a gzip member."""
        if self._stream.eof:
            chunk, self._mark_begun = self._mark_begun + chunk, b""
            if chunk == _GZIP_MARK[:1]:
                self._mark_begun = chunk
                return b""
            # What is no member is padding to the end, which browsers ignore too.
            self._members = self._members + 1 if chunk.startswith(_GZIP_MARK) else _MOST_MEMBERS + 1
            if self._members > _MOST_MEMBERS:
                return b""
            self._stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        try:
            unpacked = self._stream.decompress(chunk, self._room())
        except zlib.error as error:
            unpacked = self._unpack_headless(error)
        self._keep(unpacked)
        return self._stream.unused_data

    def _unpack_headless(self, error: Exception) -> bytes:
        # "deflate" means a zlib header (RFC 9110, 8.4.1.2), yet some servers leave it out.
        if self._size or not self._has_header:
            raise BodyUnreadable(f"the packed body is corrupt: {error}") from error
        self._stream = zlib.decompressobj(_RAW_DEFLATE)
        self._has_header = False
        try:
            return self._stream.decompress(b"".join(self._received), self._room())
        except zlib.error:
            raise BodyUnreadable(f"the body is not packed as its header says: {error}") from error

    def _room(self) -> int:
        # One byte more than fits shows that there is more. Never 0, which means without limit to zlib.
        return self._limit - self._size + 1

    def _keep(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > self._limit:
            raise BodyTooLarge(f"more than {self._limit} bytes")
