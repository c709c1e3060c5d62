"""Runs the command line as a user does."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("CLAIMWIRE_")},
    "COLUMNS": "120",
}


def claimwire(*arguments: str, data: Path | None = None, code: int | None = 0, **options: Any) -> str:
    """Run a command to its end, check its exit code, and return what it printed."""
    command = [sys.executable, "-c", "from claimwire.cli import main; main()"]
    if data is not None:
        command += ["--data", str(data)]
    done = subprocess.run(
        [*command, *arguments], capture_output=True, text=True, env=ENVIRONMENT, timeout=240, check=False, **options
    )
    if code is not None:
        assert done.returncode == code, f"{arguments} exited {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def running(data: Path, *options: str) -> Iterator["subprocess.Popen[str]"]:
    """Run ``claimwire up`` and stop it with Ctrl-C, as a person would."""
    port = free_port()
    command = [sys.executable, "-c", "from claimwire.cli import main; main()", "--data", str(data), "up"]
    process = subprocess.Popen(
        [*command, "--port", str(port), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    process.port = port  # type: ignore[attr-defined]  # for the tests that open the page
    try:
        deadline = time.monotonic() + 60
        while not (data / "broker" / "valkey.sock").exists():
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=60)
    assert process.returncode in (0, -signal.SIGKILL), told  # as it was told to, or as a test killed it


def processes_of(data: Path) -> list[str]:
    """Find every process that belongs to a data folder: workers by their environment, servers by their command."""
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit() or int(process.name) == os.getpid():
            continue
        try:
            told = (process / "cmdline").read_bytes() + b" " + (process / "environ").read_bytes()
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(data).encode() in told:
            found.append(command)
    return found
