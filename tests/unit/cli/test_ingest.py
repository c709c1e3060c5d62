from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from claimwire.cli.ingest import ingest, tell_stopped

app = typer.Typer()
app.command()(ingest)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no-such.html"], "no-such.html is no file, no folder, and no http(s) address"),
        (["ftp://tidepost.example/a"], "ftp://tidepost.example/a"),
        (["-"], "add --addresses"),
        (["--addresses", "no-such.txt"], "no-such.txt is no file of addresses"),
    ],
)
def test_what_cannot_be_meant_is_an_unusable_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 2
    assert told in result.output


def test_where_all_is_skipped_nothing_is_done_and_that_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")

    result = CliRunner().invoke(app, ["photo.jpg"])

    assert result.exit_code == 4
    assert "photo.jpg: .jpg says no kind of document that is read; html, txt, md, warc and arc are taken" in (
        result.output
    )


def test_a_run_that_is_stopped_says_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    tell_stopped(0, is_all=False)
    tell_stopped(40, is_all=False)
    tell_stopped(60, is_all=True)

    assert capsys.readouterr().err.splitlines() == [
        "stopped; to go on, hand in the same again with --skip 40",
        "stopped; all 60 were handed in and go on; the same command with --wait and without --skip waits for them",
    ]
