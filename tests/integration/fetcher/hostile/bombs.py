"""Small bodies that would be enormous ones: packed, or as XML."""

import gzip
import zlib
from collections.abc import AsyncIterator, Callable

import brotli

_ZEROS = bytes(1024 * 1024)
#: As much as each would unpack to, in MiB; 1,000 times less when it is packed.
SIZE_MIB = 120


def packed(wbits: int, size_mib: int = SIZE_MIB) -> bytes:
    """Pack zeros: 31 for gzip, 15 for zlib's deflate, -15 for raw deflate."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return b"".join([*(packer.compress(_ZEROS) for _ in range(size_mib)), packer.flush()])


def gzip_of_gzip() -> bytes:
    """Pack a bomb again: what comes out first is small."""
    return gzip.compress(packed(31))


def many_members() -> bytes:
    """Put many gzip members of a MiB each in a row."""
    return gzip.compress(_ZEROS) * SIZE_MIB


def empty_members() -> bytes:
    """Put a million gzip members in a row that hold nothing."""
    return gzip.compress(b"") * 250_000


def headless_member() -> bytes:
    """Begin a gzip member whose file name never ends."""
    return b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + b"n" * 20 * 1024 * 1024


def brotli_packed() -> bytes:
    """Pack zeros with brotli, 100,000 times smaller."""
    packer = brotli.Compressor(quality=9, lgwin=24)
    return b"".join([*(packer.process(_ZEROS) for _ in range(SIZE_MIB)), packer.finish()])


def zstd_packed() -> bytes:
    """Repeat one byte in a zstd frame: each 4 bytes unpack to 128 KiB (RFC 8878, 3.1.1.2)."""
    block = (0b010 | (128 * 1024) << 3).to_bytes(3, "little") + b"\0"
    return b"\x28\xb5\x2f\xfd\x00\x58" + block * (SIZE_MIB * 8)


def unpacked() -> Callable[[], AsyncIterator[bytes]]:
    """Send zeros for as long as somebody reads."""

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(SIZE_MIB * 16):
            yield bytes(64 * 1024)

    return chunks


def slowly(body: bytes, size: int) -> Callable[[], AsyncIterator[bytes]]:
    """Send a body as HTTP chunks of so many bytes."""

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), size):
            part = body[start : start + size]
            yield b"%x\r\n%b\r\n" % (len(part), part)
        yield b"0\r\n\r\n"

    return chunks


_LAUGHS = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' if level else '<!ENTITY l0 "ha">' for level in range(10)
)
_PARAMETERS = "".join(
    f"<!ENTITY % p{level} '{f'&#37;p{level - 1};' * 10}'>" if level else "<!ENTITY % p0 'ha'>" for level in range(9)
)
_QUADRATIC = f'<!ENTITY a "{"x" * 60_000}">'


def _feed(declarations: str, text: str, before: str = "") -> str:
    return (
        f'<?xml version="1.0"{before}?><!DOCTYPE rss [{declarations}]><rss version="2.0"><channel><title>{text}</title>'
        f"<item><link>https://tidepost.example/ferry</link><title>{text}</title><description>{text}</description></item>"
        "</channel></rss>"
    )


XML_BOMBS: dict[str, bytes] = {
    "billion laughs": _feed(_LAUGHS, "&l9;").encode(),
    "billion laughs in UTF-16": _feed(_LAUGHS, "&l9;", ' encoding="utf-16"').encode("utf-16"),
    "billion laughs in UTF-7": _feed(_LAUGHS, "&l9;", ' encoding="utf-7"').encode("utf-7"),
    "quadratic": _feed(_QUADRATIC, "&a;" * 20_000).encode(),
    "external entity": _feed('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;").encode(),
    "external address": _feed('<!ENTITY a SYSTEM "{trap}">', "&a;").encode(),
    "external document type": b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{trap}"><rss><channel/></rss>',
    "parameter entity": _feed('<!ENTITY % a SYSTEM "{trap}"> %a; %b;', "&c;").encode(),
    "nested parameter entities": _feed(f"{_PARAMETERS}%p8;", "&c;").encode(),
    "endless attributes": b"<rss " + b" ".join(b'a%d="%d"' % (number, number) for number in range(200_000)) + b"/>",
    "deep": b"<rss>" + b"<a>" * 500_000,
}
