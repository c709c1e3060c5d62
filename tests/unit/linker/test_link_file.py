"""Rows of a file come back with their cluster."""

import json
from typing import Any

import pytest

from claimwire.embedding.embedder import Embedder
from claimwire.errors import PermanentError
from services.linker.link_file import link_lines


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load()


def linked(embedder: Embedder, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in link_lines(map(json.dumps, rows), embedder=embedder)]


def test_rows_keep_their_fields_and_gain_a_cluster(embedder: Embedder) -> None:
    rows: list[dict[str, Any]] = [
        {"text": "Forty ferries will be withdrawn before winter.", "document": "one.txt", "mood": "grave"},
        {"text": "Before winter forty ferries will be withdrawn.", "document": "two.txt", "stance": "asserts"},
        {"text": "The budget was passed by the senate.", "document": "two.txt", "quantities": None},
    ]

    one, two, three = linked(embedder, *rows)

    assert one["cluster_id"] == two["cluster_id"] != three["cluster_id"]
    assert {key: value for key, value in one.items() if key != "cluster_id"} == rows[0]


def test_words_of_another_extractor_are_taken_as_far_as_they_go(embedder: Embedder) -> None:
    row = {
        "id": "A1",
        "text": "Ada Corvel says that nine ferries are lost.",
        "stance": "insinuates",
        "speaker": {"name": "Ada Corvel", "type": "minister"},
        "quantities": [{"text": "nine", "value": 9, "unit": "ferries"}],
        "times": [{"text": "then", "granularity": "era"}],
    }

    (out,) = linked(embedder, row)

    assert out["cluster_id"].startswith("clu_")


def test_a_repeated_row_gets_the_same_cluster(embedder: Embedder) -> None:
    row = {"claim_id": "clm_1", "text": "Nine ferries are lost.", "document": "one.txt"}

    one, two = linked(embedder, row, row)

    assert one == two


def test_the_same_file_gives_the_same_lines(embedder: Embedder) -> None:
    rows = [{"text": f"Ferry number {number} is lost.", "document": f"{number}.txt"} for number in range(5)]

    assert linked(embedder, *rows) == linked(embedder, *rows)


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", "line 2: the line"), ('{"document": "one.txt"}', "line 2: text"), ('{"text": ""}', "line 2: text")],
)
def test_a_line_that_is_no_claim_is_named(embedder: Embedder, line: str, message: str) -> None:
    with pytest.raises(PermanentError, match=message):
        list(link_lines(['{"text": "Nine ferries are lost."}', line], embedder=embedder))
