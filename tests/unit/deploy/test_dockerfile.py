"""The image holds what its worker needs: the files that it copies are there, and the data that is no code."""

import re
from pathlib import Path

import pytest

from claimwire.topology import WORKERS

ROOT = Path(__file__).parents[3]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def copied() -> list[str]:
    return [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    ]


@pytest.mark.parametrize("source", copied())
def test_what_is_copied_is_there_and_sent_to_the_builder(source: str) -> None:
    assert (ROOT / source).exists()
    assert f"!{source.rstrip('/')}" in IGNORED


def test_nothing_else_is_sent_to_the_builder() -> None:
    sent = {line.removeprefix("!") for line in IGNORED if line.startswith("!")}

    assert "*" in IGNORED
    assert sent == {source.rstrip("/") for source in copied()}


@pytest.mark.parametrize("service", [*WORKERS, "all"])
def test_there_are_locked_requirements_with_hashes(service: str) -> None:
    lock = (ROOT / "requirements" / f"{service}.lock").read_text(encoding="utf-8")

    assert re.search(r"^redis==.* \\\n    --hash=sha256:", lock, re.MULTILINE)
    assert "--index-url" not in lock
    assert "--find-links" not in lock


def test_requirements_are_installed_by_hash_only() -> None:
    installs = re.findall(r"pip install[^&\n]*", DOCKERFILE)

    assert installs
    assert all("--require-hashes" in each for each in installs)


def test_the_probe_asks_the_port_that_the_process_listens_on() -> None:
    assert "HEALTHCHECK" in DOCKERFILE
    assert (
        "os.environ['CLAIMWIRE_API_PORT' if os.environ['SERVICE'] == 'api' else 'CLAIMWIRE_METRICS_PORT']" in DOCKERFILE
    )
    assert re.findall(r"CLAIMWIRE_(?:API|METRICS)_PORT=\d+", DOCKERFILE) == [
        "CLAIMWIRE_METRICS_PORT=9100",
        "CLAIMWIRE_API_PORT=8080",
    ]
