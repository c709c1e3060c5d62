import json

from services.cleaner.clean_file import clean_file, clean_record

TEXT = """Storm shuts Velmora harbour

By Ana Sample May 6, 2031

The harbour of Velmora has been closed after the storm, officials say.
"""


def test_a_record_is_one_json_line_with_everything_accounted_for() -> None:
    record = json.loads(json.dumps(clean_record("dir/storm.txt", clean_file("dir/storm.txt", TEXT.encode()))))

    assert record["document"] == "dir/storm.txt"
    assert record["text"] == "The harbour of Velmora has been closed after the storm, officials say."
    assert (record["title"], record["byline"], record["published_at"]) == (
        "Storm shuts Velmora harbour",
        "Ana Sample",
        "2031-05-06",
    )
    assert record["blocks"] == [{"kind": "paragraph", "start": 0, "end": len(record["text"])}]
    assert record["language"] == "en"
    (kept,) = record["kept"]
    assert TEXT[kept["raw_start"] : kept["raw_start"] + kept["raw_length"]] == record["text"]
    removed = [each["text"] for each in record["removed"]]
    assert removed == ["Storm shuts Velmora harbour", "By Ana Sample May 6, 2031"]
    assert [TEXT[each["raw_start"] : each["raw_end"]] for each in record["removed"]] == removed


def test_the_suffix_tells_the_media_type() -> None:
    record = clean_record(
        "storm.html", clean_file("storm.html", b"<p>The harbour of Velmora has been closed, officials say.</p>")
    )

    assert record["text"] == "The harbour of Velmora has been closed, officials say."


def test_a_file_without_a_known_suffix_is_looked_into() -> None:
    record = clean_record(
        "storm", clean_file("storm", b"\n<html><p>The harbour of Velmora has been closed, officials say.</p></html>")
    )

    assert record["text"] == "The harbour of Velmora has been closed, officials say."
