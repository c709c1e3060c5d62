import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwire.cli.app import app


@pytest.mark.parametrize("port", ["70000", "0", "-1"])
def test_up_refuses_a_number_that_is_no_port_as_such(port: str) -> None:
    result = CliRunner().invoke(app, ["up", "--port", port])

    assert result.exit_code == 2
    assert "Invalid value for '--port': Input should be" in result.stderr
    assert "in use" not in result.stderr


def test_up_says_that_a_port_is_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_DATA_FOLDER", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = CliRunner().invoke(app, ["up", "--port", str(port)])

    assert result.exit_code == 2
    assert f"port {port} is in use, perhaps by another claimwire" in result.stderr
