"""What is said where nothing ran yet, or where --data names the wrong folder."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwire.cli.app import app
from claimwire.index.open import open_writer
from claimwire.settings import Settings


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMWIRE_DATA_FOLDER", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize("command", [["search", "ferry"], ["why", "clm_1"]])
def test_without_an_index_no_answer_is_given(command: list[str], data: Path) -> None:
    result = CliRunner().invoke(app, command)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (f"claimwire: there is no index in {data}: start 'claimwire up', or is --data wrong?\n")
    assert not data.exists()


def test_an_empty_index_gives_an_empty_answer(data: Path) -> None:
    async def begin() -> None:
        async with open_writer(Settings()):
            pass

    asyncio.run(begin())

    result = CliRunner().invoke(app, ["search", "ferry"])

    assert result.exit_code == 0
    assert result.stderr == "0 claims\n"


def test_doctor_makes_nothing_and_calls_nothing_good_that_is_not_there(data: Path) -> None:
    told = CliRunner().invoke(app, ["doctor"]).stdout

    assert f"warning index: there is no index in {data}: start 'claimwire up', or is --data wrong?\n" in told
    assert f"warning object store: {data / 'blobs'} is not there yet" in told
    assert not data.exists()
