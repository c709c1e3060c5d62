"""The embedded broker: never orphaned, never twice, never forgetful."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from claimwire.embedded.broker import broker_url, embedded_broker
from claimwire.errors import BrokerUnavailable, DataFolderInUse
from claimwire.settings import Settings

PARENT = """
import sys, time
from pathlib import Path
from claimwire.embedded.broker import embedded_broker
with embedded_broker(Path(sys.argv[1]), max_memory="64mb") as url:
    print(url, flush=True)
    time.sleep(600)
"""


def servers_in(folder: Path) -> list[int]:
    """Find the servers that run in a folder, by their command line."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                command = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if str(folder).encode() in command and (
                b"valkey-server" in command or b"claimwire.embedded.guardian" in command
            ):
                found.append(int(process.name))
    return found


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_what_was_acknowledged_is_there_at_the_next_start(tmp_path: Path) -> None:
    with embedded_broker(tmp_path, max_memory="64mb") as url, redis.Redis.from_url(url) as client:
        client.xgroup_create("stream", "group", id="0", mkstream=True)
        for number in range(100):
            client.xadd("stream", {"number": number})
        client.xreadgroup("group", "reader", {"stream": ">"}, count=7)

    with embedded_broker(tmp_path, max_memory="64mb") as url, redis.Redis.from_url(url) as client:
        assert client.xlen("stream") == 100
        assert client.xpending("stream", "group")["pending"] == 7
        assert client.config_get("maxmemory-policy") == {b"maxmemory-policy": b"noeviction"} or client.config_get(
            "maxmemory-policy"
        ) == {"maxmemory-policy": "noeviction"}
    assert servers_in(tmp_path) == []


def test_a_folder_is_not_used_twice_at_once(tmp_path: Path) -> None:
    with embedded_broker(tmp_path, max_memory="64mb") as url:
        with (
            pytest.raises(DataFolderInUse, match="another claimwire runs in"),
            embedded_broker(tmp_path, max_memory="64mb"),
        ):
            pass

        with redis.Redis.from_url(url) as client:
            assert client.ping(), "the first one is unharmed"
            assert broker_url(Settings(data_folder=tmp_path, _env_file=None)) == url


def test_no_broker_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(BrokerUnavailable, match="start one with 'claimwire up'"):
        broker_url(Settings(data_folder=tmp_path, _env_file=None))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_parent_leaves_no_server_behind(tmp_path: Path, how: signal.Signals) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    url = parent.stdout.readline().strip()
    with redis.Redis.from_url(url) as client:
        client.set("kept", "yes")
    assert len(servers_in(tmp_path)) == 2

    parent.send_signal(how)
    parent.wait()
    parent.stdout.close()

    assert within(10, lambda: not servers_in(tmp_path))
    with embedded_broker(tmp_path, max_memory="64mb") as again, redis.Redis.from_url(again) as client:
        assert client.get("kept") == b"yes"


def test_a_killed_guardian_leaves_no_server_behind(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    parent.stdout.readline()
    (guardian,) = [
        pid
        for pid in servers_in(tmp_path)
        if b"claimwire.embedded.guardian" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]

    os.kill(guardian, signal.SIGKILL)

    assert within(10, lambda: not servers_in(tmp_path))
    parent.kill()
    parent.wait()
    parent.stdout.close()


def test_a_long_path_works_too(tmp_path: Path) -> None:
    deep = tmp_path / ("a-rather-long-name-" * 5) / ("and-another-" * 5)

    with embedded_broker(deep, max_memory="64mb") as url, redis.Redis.from_url(url) as client:
        assert client.ping()
