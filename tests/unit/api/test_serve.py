"""The api's process: how it starts and ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _run(tmp_path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "CLAIMWIRE_DATA_FOLDER": str(tmp_path),
        "CLAIMWIRE_API_PORT": "0",
        **settings,
    }
    command = [sys.executable, "-m", "services.api"]
    return subprocess.run(  # its input is empty, and so ends at once
        command, input="", capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=60, check=False
    )


def test_it_serves_without_an_index_and_ends_with_its_input(tmp_path: Path) -> None:
    ended = _run(tmp_path, CLAIMWIRE_STOP_AT_END_OF_INPUT="true")

    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CLAIMWIRE_API_PORT", "http", "CLAIMWIRE_API_PORT"),
        ("CLAIMWIRE_BLOB_URL", "ftp://x", "cannot open the object store"),
    ],
)
def test_an_unusable_setting_is_named(tmp_path: Path, name: str, value: str, said: str) -> None:
    ended = _run(tmp_path, **{name: value})

    assert ended.returncode == 2
    assert said in ended.stderr
