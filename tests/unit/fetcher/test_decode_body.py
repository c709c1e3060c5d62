import gzip
import os
import zlib
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.fetcher.decode_body import _MOST_AT_ONCE_BYTES, BodyDecoder, BodyTooLarge, BodyUnreadable

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
    decoder = BodyDecoder("gzip", 100_000)
    decoder.feed(pack(bytes(64 * 1024 * 1024)))

    with pytest.raises(BodyTooLarge):
        decoder.finish()

    assert decoder._size <= 100_001
    assert decoder.beginning() == bytes(100_000)


def test_a_large_bomb_is_found_out_while_it_arrives() -> None:
    bomb = gzip.compress(os.urandom(_MOST_AT_ONCE_BYTES) + bytes(64 * 1024 * 1024))
    decoder = BodyDecoder("gzip", 2 * _MOST_AT_ONCE_BYTES)

    with pytest.raises(BodyTooLarge):
        decoder.feed(bomb[: _MOST_AT_ONCE_BYTES + 20_000])


def test_of_a_body_that_is_too_large_on_the_wire_the_beginning_is_unpacked() -> None:
    body = PAGE + os.urandom(20_000)
    packed = gzip.compress(body)
    decoder = BodyDecoder("gzip", 10_000)
    decoder.feed(packed[:8_000])

    with pytest.raises(BodyTooLarge):
        decoder.feed(packed[8_000:])

    beginning = decoder.beginning()
    assert beginning.startswith(PAGE)
    assert body.startswith(beginning)


def test_a_body_that_could_take_long_to_unpack_is_not_kept_for_the_end() -> None:
    bomb = gzip.compress(os.urandom(260_000) + bytes(64 * 1024 * 1024))
    decoder = BodyDecoder("gzip", 1_000_000)

    with pytest.raises(BodyTooLarge):
        decoder.feed(bomb[:300_000])


@given(
    st.lists(st.sampled_from([PAGE, b"", b"ferry", os.urandom(300)]), min_size=1, max_size=4).map(b"".join),
    st.tuples(st.integers(0, 9), st.sampled_from([31, 15])),
    st.sampled_from([b"", b"\0padding", gzip.compress(PAGE), b"\x1f"]),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), max_size=2),
    st.integers(0, 2_000),
)
def test_what_is_unpacked_at_once_is_what_a_stream_would_have_been(
    page: bytes, packing: tuple[int, int], after: bytes, faults: list[tuple[int, int]], cut: int
) -> None:
    level, form = packing
    stream = zlib.compressobj(level, wbits=form)
    body = bytearray(stream.compress(page) + stream.flush() + after)
    for place, value in faults:
        body[place % len(body)] = value

    def unpack(decoder: BodyDecoder) -> tuple[bytes, bytes | None]:
        decoder.feed(bytes(body[:cut]))
        decoder.feed(bytes(body[cut:]))
        return decoder.finish(), decoder.packed()

    at_once, streamed = BodyDecoder("gzip", 1_000_000), BodyDecoder("gzip", 1_000_000)
    streamed._unpack_as_stream()
    try:
        expected = unpack(streamed)
    except BodyUnreadable:
        return

    assert unpack(at_once) == expected


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
