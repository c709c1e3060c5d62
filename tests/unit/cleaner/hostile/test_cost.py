"""No document costs the cleaner more than two seconds of a processor and 300 MiB, and each ends with a name for it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.events import DropReason
from tests.unit.cleaner.hostile.documents import DOCUMENTS

MOST_PROCESSOR_SECONDS = 2.0
MOST_MEBIBYTES = 300.0
ENDS = {"article", *(reason.value for reason in DropReason)}
ROOT = Path(__file__).parents[4]

pytestmark = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is only measured on Linux")


class Probe:
    """The process that cleans hostile documents, and what it has measured so far."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.unit.cleaner.hostile.probe"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"shared:.:{os.environ.get('PYTHONPATH', '')}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.measured: dict[str, dict] = {}

    def clean(self, name: str) -> dict:
        print(name, file=self._process.stdin, flush=True)
        self.measured[name] = json.loads(self._process.stdout.readline())
        return self.measured[name]

    def stop(self) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def probe() -> Iterator[Probe]:
    running = Probe()
    yield running
    running.stop()
    for measure, unit in (("seconds", "s"), ("mebibytes", "MiB")):
        worst = sorted(running.measured.items(), key=lambda item: item[1][measure])[-3:]
        told = ", ".join(f"{each[measure]:.2f} {unit} for {name} ({each['ended']})" for name, each in reversed(worst))
        print(f"\nof {len(running.measured)} hostile documents the worst cost {told}")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_costs_little_and_ends_with_a_name(probe: Probe, name: str) -> None:
    measured = probe.clean(name)

    assert measured["ended"] in ENDS
    assert measured["seconds"] < MOST_PROCESSOR_SECONDS
    assert measured["mebibytes"] < MOST_MEBIBYTES


@pytest.mark.parametrize(
    "name",
    [
        "50 MB of paragraphs",
        "50 MB of one paragraph",
        "a line of 50 MB",
        "a zip bomb of one sentence",
        "a million line breaks",
    ],
)
def test_what_is_larger_than_any_article_is_refused_as_such(probe: Probe, name: str) -> None:
    assert DropReason.TOO_LARGE.value == probe.clean(name)["ended"]


@pytest.mark.parametrize(
    "name",
    [
        "a million quoted attributes",
        "5 MB of a comment's dashes",
        "5 MB of attributes without end",
        "a picture of 5 MB in an address",
        "a script of 5 MB",
        "JSON-LD 100,000 deep",
        "declared as a charset that is no charset",
    ],
)
def test_a_story_is_found_among_what_would_hide_it(probe: Probe, name: str) -> None:
    assert probe.clean(name)["ended"] == "article"
