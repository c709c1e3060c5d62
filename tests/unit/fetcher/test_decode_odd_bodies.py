"""Bodies whose packing is odd, or comes in odd pieces, are what zlib takes them for, and spoil nothing."""

import struct
import zlib
from itertools import pairwise

import pytest

from claimwire.blobs import open_blobs
from services.fetcher.decode_body import BodyDecoder, BodyUnreadable

PAGE = b"<p>The ferry to Vessel Bay sails again.</p>" * 40
HCRC, EXTRA, NAME, COMMENT = 2, 4, 8, 16
RAW_DEFLATE = zlib.compressobj(wbits=-15)
HEADLESS = RAW_DEFLATE.compress(PAGE) + RAW_DEFLATE.flush()


def gzip_header(flags: int) -> bytes:
    """Return a header with the fields that its flags name (RFC 1952, 2.3)."""
    header = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\x03"
    header += b"\4\0abcd" if flags & EXTRA else b""
    header += b"index.html\0" if flags & NAME else b""
    header += b"x\0" if flags & COMMENT else b""
    return header + (struct.pack("<H", zlib.crc32(header) & 0xFFFF) if flags & HCRC else b"")


def gzip_stream(header: bytes) -> bytes:
    return header + HEADLESS + struct.pack("<II", zlib.crc32(PAGE), len(PAGE))


def decoded(encoding: str, body: bytes, *cuts: int) -> BodyDecoder:
    decoder = BodyDecoder(encoding, 1_000_000)
    for start, end in pairwise((0, *cuts, len(body))):
        decoder.feed(body[start:end])
    return decoder


@pytest.mark.parametrize("flags", [HCRC, EXTRA | NAME, EXTRA | COMMENT, NAME | COMMENT, NAME | HCRC])
def test_a_gzip_header_may_be_cut_into_chunks_at_any_byte(flags: int) -> None:
    header = gzip_header(flags)
    assert zlib.decompress(gzip_stream(header), 47) == PAGE

    for cut in range(1, len(header)):
        assert decoded("gzip", gzip_stream(header), cut).finish() == PAGE


def test_a_body_is_never_another_than_its_server_packed() -> None:
    # Minimised from random headers: the name is taken for the page, and no checksum is compared.
    body = bytes.fromhex("1f8b080c94e9dac700030300423a776200") + HEADLESS
    body += struct.pack("<II", zlib.crc32(PAGE), len(PAGE))
    assert zlib.decompress(body, 47) == PAGE

    assert decoded("gzip", body, 10).finish() == PAGE


@pytest.mark.parametrize("cut", range(8))
async def test_what_a_server_packs_with_a_dictionary_of_its_own_spoils_no_stored_body(cut: int) -> None:
    # Content-addressed: the honest page's body lies under the same key as the hostile server's copy of it.
    packer = zlib.compressobj(zdict=b"\0")
    body = packer.compress(PAGE) + packer.flush()
    blobs = open_blobs("memory://")
    honest = await blobs.put(PAGE, media_type="text/html")

    try:
        decoder = decoded("deflate", body, cut)
        await blobs.put(decoder.finish(), media_type="text/html", packed=decoder.packed())
    except BodyUnreadable:
        pass

    assert await blobs.get(honest) == PAGE


def test_a_body_without_a_header_may_come_by_single_bytes() -> None:
    assert decoded("deflate", HEADLESS, *range(1, len(HEADLESS))).finish() == PAGE


def test_a_second_member_is_read_wherever_a_chunk_ends() -> None:
    first = gzip_stream(gzip_header(0))
    body = first + first

    assert decoded("gzip", body, len(first) + 1).finish() == PAGE * 2


@pytest.mark.parametrize("cut", [0, 1, 2, 30])
def test_what_follows_padding_is_padding_wherever_a_chunk_ends(cut: int) -> None:
    member = gzip_stream(gzip_header(0))
    body = member + b"\0" + member

    decoder = decoded("gzip", body, len(member) + cut)

    assert decoder.finish() == PAGE
    assert decoder.packed() is None
