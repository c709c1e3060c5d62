from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwire.cli.app import app
from claimwire.cli.unknown_settings import describe_unknown, unknown_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, so that no .env of a developer is read."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_misspelt_variable_is_told_with_the_name_that_may_be_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_FETCHER_CONTCAT", "desk@velmora.example")

    assert unknown_settings() == [
        "CLAIMWIRE_FETCHER_CONTCAT is no setting and is ignored; is CLAIMWIRE_FETCHER_CONTACT meant?"
    ]


def test_a_misspelt_line_of_the_env_file_is_told_without_its_value(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("CLAIMWIRE_REDDIS_URL=redis://desk:hunter2@broker\nOTHER=1\n")

    assert unknown_settings() == ["CLAIMWIRE_REDDIS_URL is no setting and is ignored; is CLAIMWIRE_REDIS_URL meant?"]


def test_what_workers_tests_and_the_model_s_key_need_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FETCHER_CONTACT", "CLEANER_SITE_CONFIG", "LINKER_THRESHOLD", "PARTITIONS", "QUALITY", "CHAOS"):
        monkeypatch.setenv(f"CLAIMWIRE_{name}", "1")
    monkeypatch.setenv("claimwire_data_folder", ".claimwire")
    monkeypatch.setenv("CLAIMWIRE_EXTRACTOR_MODEL_KEY_VARIABLE", "CLAIMWIRE_OUR_KEY")
    monkeypatch.setenv("CLAIMWIRE_OUR_KEY", "hunter2")

    assert unknown_settings() == []


def test_a_name_like_no_other_is_told_without_a_guess() -> None:
    told = describe_unknown(["CLAIMWIRE_XYZZY", "HOME"], {"CLAIMWIRE_PARTITIONS"})

    assert told == ["CLAIMWIRE_XYZZY is no setting and is ignored"]


def test_up_and_doctor_warn(monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> None:
    (elsewhere / "page.html").touch()
    monkeypatch.setenv("CLAIMWIRE_DATA_FOLDER", str(elsewhere / "page.html"))
    monkeypatch.setenv("CLAIMWIRE_FETCHER_CONTCAT", "desk@velmora.example")

    up = CliRunner().invoke(app, ["up", "--scale", "api=0"])
    doctor = CliRunner().invoke(app, ["doctor"])

    assert up.exit_code == 2, "it ends before it starts anything"
    assert up.stderr.startswith("warning: CLAIMWIRE_FETCHER_CONTCAT is no setting")
    assert doctor.stdout.startswith("warning settings: CLAIMWIRE_FETCHER_CONTCAT is no setting")
