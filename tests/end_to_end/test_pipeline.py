"""The whole pipeline on one machine, used as a person uses it."""

import json
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.command import claimwire, free_port, processes_of, rows, running

FERRY = """Council signs ferry contract

The Velmora city council has signed a contract for 12 electric ferries, Mayor Oona Brandt said on Tuesday.

Also Read: Bakery prices rise again in the old town

"We will have the first boat by June," Brandt told reporters at the town hall.

Dovrel Yards denied that it had paid anyone for the contract. Auditors said there was no evidence of bribery.
"""
REPRINT = """Ferries for Velmora

Mayor Oona Brandt said on Tuesday that the Velmora city council had signed a contract for 12 electric ferries.

The opposition leader Pavel Ruhn said the contract was too expensive.
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "ferry.txt").write_text(FERRY)
    (folder / "reprint.txt").write_text(REPRINT)
    (folder / "menu.html").write_text("<html><body><nav><a href=/a>Home</a> <a href=/b>Sport</a></nav></body></html>")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Iterator[Path]:
    """A pipeline that has taken the documents in, and runs on."""
    folder = tmp_path_factory.mktemp("data")
    with running(folder) as process:
        claimwire("ingest", str(documents), "--wait", "--outlet", "The Velmora Post", data=folder, code=4)
        (folder / "port").write_text(str(process.port))  # type: ignore[attr-defined]  # set by running()
        yield folder
    assert processes_of(folder) == []


def test_claims_are_found_with_speaker_and_stance(data: Path) -> None:
    found = rows(claimwire("search", "ferries contract", "--json", data=data))

    assert {row["speaker"]["name"] for row in found} >= {"Oona Brandt"}
    assert all(row["article"]["outlet"] == "The Velmora Post" for row in found)
    assert all(row["cluster_id"] for row in found)
    (denial,) = rows(claimwire("search", "", "--stance", "denies", "--json", data=data))
    assert "Dovrel" in denial["speaker"]["name"]


def test_no_claim_is_born_in_residue(data: Path) -> None:
    assert rows(claimwire("search", "bakery prices", "--json", data=data)) == []


def test_why_leads_back_to_the_characters_of_the_raw_file(data: Path) -> None:
    (found,) = rows(claimwire("search", "first boat", "--json", data=data))
    why = json.loads(claimwire("why", found["claim_id"], "--json", data=data))

    raw = why["raw"]
    assert raw["fits"]
    assert FERRY[raw["start"] : raw["end"]] == raw["text"]
    assert "We will have the first boat by June" in raw["text"]
    assert "⟦" in claimwire("why", found["claim_id"], data=data)
    claimwire("why", "clm_unknown", data=data, code=3)


def test_the_same_documents_again_change_nothing(data: Path, documents: Path) -> None:
    before = rows(claimwire("search", "", "--json", data=data))

    claimwire("ingest", str(documents / "ferry.txt"), "--wait", "--outlet", "The Velmora Post", data=data)

    assert rows(claimwire("search", "", "--json", data=data)) == before


def test_an_edited_document_replaces_its_claims(data: Path, documents: Path) -> None:
    claimwire("ingest", str(documents / "reprint.txt"), "--wait", data=data, code=None)
    (documents / "reprint.txt").write_text(REPRINT.replace("too expensive", "a bargain"))

    claimwire("ingest", str(documents / "reprint.txt"), "--wait", "--outlet", "The Velmora Post", data=data)

    assert len(rows(claimwire("search", "contract bargain", "--json", data=data))) == 1
    assert rows(claimwire("search", "too expensive", "--json", data=data)) == []


def test_status_shows_nothing_waiting_and_nothing_lost(data: Path) -> None:
    status = json.loads(claimwire("status", "--json", data=data))

    assert {(group["lag"], group["lost"]) for group in status["groups"]} == {(0, 0)}
    assert set(status["dead_letters"].values()) == {0}
    assert status["index"]["current"]["article"] == 2
    assert "broker" in claimwire("status", data=data)


def test_doctor_finds_all_well(data: Path) -> None:
    told = claimwire("doctor", data=data)

    assert "wrong" not in told
    assert "noeviction" in told


def test_the_api_and_its_page_answer(data: Path) -> None:
    base = f"http://127.0.0.1:{(data / 'port').read_text()}"

    with urllib.request.urlopen(f"{base}/v1/claims?q=ferries") as answer:
        assert json.load(answer)["total"] >= 1
    with urllib.request.urlopen(f"{base}/?q=ferries") as page:
        assert "Oona Brandt" in page.read().decode()
    with urllib.request.urlopen(f"{base}/health") as health:
        assert health.status == 200


def test_feeds_are_added_listed_and_removed(data: Path) -> None:
    url = "https://feeds.velmora-post.example/rss.xml"
    claimwire("feeds", "add", url, "--outlet", "The Velmora Post", "--every", "3600", data=data)

    (feed,) = rows(claimwire("feeds", "list", "--json", data=data))
    assert (feed["url"], feed["interval_seconds"]) == (url, 3600)
    claimwire("feeds", "remove", url, data=data)
    claimwire("feeds", "remove", url, data=data, code=3)
    claimwire("feeds", "add", "ftp://nothing.example", data=data, code=2)


def test_tail_follows_what_comes(data: Path, documents: Path) -> None:
    import subprocess
    import sys

    from tests.end_to_end.command import ENVIRONMENT

    command = [sys.executable, "-c", "from claimwire.cli import main; main()", "--data", str(data), "tail", "articles"]
    tail = subprocess.Popen([*command, "--json", "--count", "2"], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
    time.sleep(2.5)
    (documents / "new.txt").write_text(FERRY.replace("12 electric", "14 electric"))
    claimwire("ingest", str(documents / "new.txt"), data=data)
    out, _ = tail.communicate(timeout=60)

    first = rows(out)[0]
    assert first["specversion"] == "1.0"
    assert first["type"] == "article.discovered"
    assert first["data"]["url"].endswith("new.txt")


def test_what_is_set_aside_can_be_seen_and_put_back(data: Path) -> None:
    import redis

    from claimwire.embedded.broker import broker_url
    from claimwire.settings import Settings

    with redis.Redis.from_url(broker_url(Settings(data_folder=data, _env_file=None))) as client:
        client.xadd("claimwire:{p00}:article.fetched", {"type": "article.fetched", "data": "{}"})
    deadline = time.monotonic() + 20
    letters: list[dict[str, object]] = []
    while not letters and time.monotonic() < deadline:
        letters = rows(claimwire("dlq", "list", "--json", data=data))

    (letter,) = letters
    assert (letter["group"], letter["kind"]) == ("cleaner", "undecodable")
    assert "has no field 'id'" in str(letter["error"])
    assert json.loads(claimwire("dlq", "show", "cleaner", str(letter["id"]), data=data))["fields"]["data"] == "{}"
    claimwire("dlq", "show", "cleaner", "1-1", data=data, code=3)
    claimwire("dlq", "list", "--group", "nobody", data=data, code=3)
    claimwire("dlq", "replay", "cleaner", str(letter["id"]), data=data)
    claimwire("dlq", "show", "cleaner", str(letter["id"]), data=data, code=3)


def test_a_second_start_in_the_same_folder_is_refused(data: Path) -> None:
    claimwire("up", "--port", str(free_port()), data=data, code=1)


def test_killing_the_parent_leaves_no_process_and_the_next_start_goes_on(tmp_path: Path, documents: Path) -> None:
    with running(tmp_path) as process:
        claimwire("ingest", str(documents / "ferry.txt"), data=tmp_path)
        process.send_signal(signal.SIGKILL)
        process.wait()
        deadline = time.monotonic() + 40
        while processes_of(tmp_path) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert processes_of(tmp_path) == []

    with running(tmp_path, "--scale", "extractor=2"):
        deadline = time.monotonic() + 60
        while not rows(claimwire("search", "ferries", "--json", data=tmp_path, code=None)):  # 1 until there is an index
            assert time.monotonic() < deadline, "what was in flight is lost"
    assert processes_of(tmp_path) == []
