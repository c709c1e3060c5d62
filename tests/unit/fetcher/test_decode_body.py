import gzip
import zlib
from collections.abc import Iterable

import pytest

from services.fetcher.decode_body import BodyDecoder, BodyTooLarge, BodyUnreadable

PAGE = b"<p>The ferry to Vessel Bay sails again.</p>" * 40
RAW_DEFLATE = zlib.compressobj(wbits=-15)
HEADLESS = RAW_DEFLATE.compress(PAGE) + RAW_DEFLATE.flush()


def decode(encoding: str, chunks: Iterable[bytes], limit: int = 1_000_000) -> bytes:
    decoder = BodyDecoder(encoding, limit)
    for chunk in chunks:
        decoder.feed(chunk)
    return decoder.finish()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", PAGE),
        ("identity", PAGE),
        ("gzip", gzip.compress(PAGE)),
        ("X-GZIP", gzip.compress(PAGE)),
        ("gzip", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])),
        ("gzip", gzip.compress(PAGE) + b"\0\0padding"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", HEADLESS),
    ],
    ids=["plain", "identity", "gzip", "x-gzip", "two members", "padded", "deflate", "deflate without header"],
)
@pytest.mark.parametrize("size", [7, 64, 100_000])
def test_a_body_is_unpacked_however_it_is_cut_into_chunks(encoding: str, body: bytes, size: int) -> None:
    chunks = [body[start : start + size] for start in range(0, len(body), size)]

    assert decode(encoding, chunks) == PAGE


@pytest.mark.parametrize("size", [7, 64, 100_000])
@pytest.mark.parametrize(
    ("encoding", "body", "is_kept"),
    [
        ("gzip", gzip.compress(PAGE), True),
        ("deflate", zlib.compress(PAGE), True),
        ("", PAGE, False),
        ("gzip", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:]), False),
        ("gzip", gzip.compress(PAGE) + b"\0\0padding", False),
        ("deflate", HEADLESS, False),
        ("gzip", b"", False),
    ],
    ids=["gzip", "deflate", "plain", "two members", "padded", "deflate without header", "nothing"],
)
def test_what_came_as_one_stream_can_be_kept_as_it_came(encoding: str, body: bytes, is_kept: bool, size: int) -> None:
    decoder = BodyDecoder(encoding, 1_000_000)
    for start in range(0, len(body), size):
        decoder.feed(body[start : start + size])
    decoder.finish()

    assert decoder.packed() == (body if is_kept else None)


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_nothing_at_all_is_an_empty_body(encoding: str) -> None:
    assert decode(encoding, []) == b""


def test_a_body_of_just_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    assert decode("gzip", [gzip.compress(PAGE)], limit=len(PAGE)) == PAGE
    with pytest.raises(BodyTooLarge):
        decode("gzip", [gzip.compress(PAGE)], limit=len(PAGE) - 1)
    with pytest.raises(BodyTooLarge):
        decode("", [PAGE], limit=len(PAGE) - 1)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_bomb_is_unpacked_no_further_than_the_limit(pack: type) -> None:
    bomb = pack(bytes(64 * 1024 * 1024))
    decoder = BodyDecoder("gzip", 1_000)

    with pytest.raises(BodyTooLarge):
        decoder.feed(bomb)

    assert len(decoder._body) <= 1_001


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", b"x"),
        ("gzip, gzip", b"x"),
        ("gzip", b"not packed"),
        ("gzip", gzip.compress(PAGE)[:-20]),
        ("gzip", gzip.compress(PAGE)[:4]),
    ],
    ids=["not asked for", "twice", "not packed", "cut short", "cut in the header"],
)
def test_a_body_that_is_not_packed_as_it_says_is_unreadable(encoding: str, body: bytes) -> None:
    with pytest.raises(BodyUnreadable):
        decode(encoding, [body])
