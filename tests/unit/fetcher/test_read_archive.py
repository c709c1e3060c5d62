import random
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.fetcher.read_archive import ArchivedRecord, BrokenPart, Place, read_archive
from tests.web_archives import arc, http, packed, warc

A, B, C = (f"https://tidepost.example/{name}" for name in "abc")


def walk(path: Path, body: bytes, name: str = "x.warc") -> tuple[list[ArchivedRecord], list[BrokenPart]]:
    """Walk through an archive of these bytes."""
    archive = path / name
    archive.write_bytes(body)
    found = list(read_archive(archive))
    records = [each for each in found if isinstance(each, ArchivedRecord)]
    return records, [each for each in found if isinstance(each, BrokenPart)]


def addresses(records: list[ArchivedRecord]) -> list[str]:
    return [each.record.address for each in records]


@pytest.mark.parametrize("pack", [lambda *records: b"".join(records), packed])
def test_each_record_is_found_with_what_its_head_says(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    image = http(b"\x89PNG", head={"Content-Type": "image/png"})
    records, broken = walk(tmp_path, pack(warc(A), warc(B, image), warc(C, http(b"", status="404 Not Found"))))

    assert broken == []
    assert addresses(records) == [A, B, C]
    assert [(each.record.status, each.record.media_type) for each in records] == [
        (200, "text/html"),
        (200, "image/png"),
        (404, "text/html"),
    ]
    assert {each.record.captured_at for each in records} == {datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC)}


def test_a_record_is_found_again_at_its_place(tmp_path: Path) -> None:
    first, second = packed(warc(A)), packed(warc(B))

    records, _ = walk(tmp_path, first + second)

    assert [each.place for each in records] == [Place(0), Place(len(first))]


def test_the_pages_of_an_arc_archive_are_responses(tmp_path: Path) -> None:
    records, broken = walk(tmp_path, arc((A, http()), ("http://x.example/a b", http())), "x.arc")

    assert broken == []
    assert [(each.record.kind, each.record.address) for each in records[1:]] == [
        ("response", A),
        ("response", "http://x.example/a%20b"),
    ]
    assert records[1].record.captured_at == datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_records_that_are_packed_as_one_piece_are_found_within_it(tmp_path: Path) -> None:
    records, broken = walk(tmp_path, packed(warc(A) + warc(B)))

    assert broken == []
    assert [each.place for each in records] == [Place(0), Place(0, len(warc(A)))]


def test_a_packed_archive_that_ends_too_soon_keeps_what_was_before(tmp_path: Path) -> None:
    first = packed(warc(A))

    records, broken = walk(tmp_path, first + packed(warc(B))[:-20])

    assert addresses(records) == [A, B]
    assert broken == [
        BrokenPart(Place(len(first)), "the record cannot be read to its end: the file ends within it"),
    ]


def test_a_plain_archive_that_ends_too_soon_says_what_is_missing(tmp_path: Path) -> None:
    records, broken = walk(tmp_path, (warc(A) + warc(B))[:-104])

    assert addresses(records) == [A, B]
    assert broken == [BrokenPart(Place(len(warc(A))), "the record's last 100 bytes are missing")]


@pytest.mark.parametrize("pack", [lambda record: record, packed])
def test_reading_goes_on_behind_garbage_and_says_where_it_was(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    garbage = random.Random(4).randbytes(5_000)

    records, broken = walk(tmp_path, pack(warc(A)) + garbage + b"\n" + pack(warc(B)))

    assert addresses(records) == [A, B]
    (part,) = broken
    assert "bytes are no record" in part.reason
    assert len(pack(warc(A))) <= part.place.offset < len(pack(warc(A))) + 10


def test_a_corrupt_record_does_not_hide_those_behind_it(tmp_path: Path) -> None:
    spoilt = bytearray(packed(warc(B, http(random.Random(4).randbytes(20_000)))))
    spoilt[5_000:5_100] = bytes(100)

    records, broken = walk(tmp_path, packed(warc(A)) + bytes(spoilt) + packed(warc(C)))

    assert addresses(records) == [A, B, C]
    assert any("cannot be read to its end" in part.reason for part in broken)


@pytest.mark.parametrize("lie", [-100, 150])
def test_a_record_that_lies_about_its_length_does_not_hide_those_behind_it(tmp_path: Path, lie: int) -> None:
    lying = warc(A, length=len(http()) + lie)

    plain, _ = walk(tmp_path, lying + warc(B) + warc(C))
    in_pieces, broken = walk(tmp_path, packed(lying, warc(B), warc(C)))

    assert addresses(plain)[0] == A
    assert addresses(plain)[-1] == C
    assert addresses(in_pieces) == [A, B, C]
    assert len(broken) == 1


@pytest.mark.parametrize("body", [b"", b"\x89PNG\r\n", b"From here on all is prose.\n" * 100, packed(b"prose")])
def test_what_is_no_archive_has_no_records(tmp_path: Path, body: bytes) -> None:
    records, broken = walk(tmp_path, body)

    assert records == []
    assert len(broken) == bool(body)


@pytest.mark.parametrize("length", ["", "-1", "many", "9" * 30])
def test_a_record_without_a_length_is_found_all_the_same(tmp_path: Path, length: str) -> None:
    records, _ = walk(tmp_path, warc(A, length=length) + warc(B))

    assert addresses(records) == [A, B]
    assert records[0].record.body_bytes is None


@pytest.mark.parametrize("date", ["", "yesterday", "2031-13-45T00:00:00Z", "9" * 40])
def test_a_date_that_makes_no_sense_counts_as_not_said(tmp_path: Path, date: str) -> None:
    records, _ = walk(tmp_path, warc(A, date=date))

    assert records[0].record.captured_at is None


def test_a_head_without_end_is_refused_and_the_next_record_found(tmp_path: Path) -> None:
    long_line = warc(A, X="x" * 200_000)
    many_lines = warc(B, http(head={f"X-{number}": "x" * 1_000 for number in range(1_000)}))

    records, broken = walk(tmp_path, packed(long_line, many_lines, warc(C)))

    assert addresses(records) == [C]
    assert ["its head has no end" in part.reason for part in broken].count(True) == 2


def test_a_huge_record_takes_no_memory(tmp_path: Path) -> None:
    huge = packed(warc(A, http(bytes(200_000_000))), warc(B))
    (tmp_path / "x.warc.gz").write_bytes(huge)
    del huge
    tracemalloc.start()

    found = [each.record.address for each in read_archive(tmp_path / "x.warc.gz") if isinstance(each, ArchivedRecord)]

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [A, B]
    assert peak < 4_000_000
