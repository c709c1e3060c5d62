"""What is told of a folder in which nothing can be kept, before a broker or a worker is started in it."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwire.cli.app import app
from claimwire.embedded.broker import broker_url, embedded_broker
from claimwire.embedded.data_folder import make_data_folder
from claimwire.errors import SettingsError
from claimwire.settings import Settings


def test_a_folder_is_made_for_its_owner_alone_and_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "news" / "data"

    make_data_folder(folder)
    make_data_folder(folder)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "page.html").touch()

    with pytest.raises(SettingsError, match=r"page\.html cannot be made: a file has this name; name another with"):
        make_data_folder(tmp_path / "page.html")
    with pytest.raises(SettingsError, match="data cannot be made: Not a directory"):
        make_data_folder(tmp_path / "page.html" / "data")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder in which not even root may write")
def test_a_folder_that_lets_nobody_write_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"the data folder /proc cannot be written: .*; name another with --data"):
        make_data_folder(Path("/proc"))


def test_up_and_the_broker_name_the_folder_and_show_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.html"
    file.touch()
    monkeypatch.setenv("CLAIMWIRE_DATA_FOLDER", str(file))

    result = CliRunner().invoke(app, ["up", "--scale", "api=0"])

    assert result.exit_code == 2
    assert result.stderr.startswith(f"claimwire: the data folder {file} cannot be made: a file has this name")
    with pytest.raises(SettingsError, match="cannot be made"), embedded_broker(file, max_memory="64mb"):
        pass
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("address", ["redis://desk:hunt/er2@host", "redis://[desk:hunter2]er2@host"])
def test_a_password_that_breaks_the_broker_s_address_is_not_shown(address: str) -> None:
    with pytest.raises(SettingsError, match="CLAIMWIRE_REDIS_URL is no address") as refused:
        broker_url(Settings(redis_url=address, _env_file=None))

    assert "hunt" not in str(refused.value)
