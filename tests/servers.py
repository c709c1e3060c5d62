"""Real servers for tests: a container where a Docker daemon answers, else a process on loopback; one surface."""

import functools
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import redis

_OPTIONS = ["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"]
_IMAGES = {
    "redis": os.environ.get("REDIS_IMAGE", "redis:7.4"),
    "valkey": os.environ.get("VALKEY_IMAGE", "valkey/valkey:9"),
}


class Server(Protocol):
    """A Redis or Valkey that a test may kill."""

    kind: str
    port: int

    @property
    def url(self) -> str: ...
    def start(self) -> None: ...
    def kill(self) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def stop(self) -> None: ...


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def executable(kind: str) -> str | None:
    """Find the server's program, or None where it is not installed."""
    if kind == "redis":
        return shutil.which("redis-server")
    from claimwire.embedded.server import server_program

    return str(server_program())


class ServerProcess:
    """A server as a child process, with its files in a folder of the test."""

    def __init__(self, kind: str, folder: Path, options: list[str]) -> None:
        self.kind = kind
        self.port = free_port()
        self._folder = folder
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        program = executable(self.kind)
        assert program is not None
        self._process = subprocess.Popen(
            [
                program,
                "--bind",
                "127.0.0.1",
                "--port",
                str(self.port),
                "--dir",
                str(self._folder),
                *_OPTIONS,
                *self._options,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for(self.url)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def pause(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            with suppress(ProcessLookupError):
                self.resume()
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()


class ServerContainer:
    """The same in a container. Named volumes keep the append-only file over a kill."""

    def __init__(self, kind: str, options: list[str]) -> None:
        os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
        from testcontainers.core.container import DockerContainer

        self.kind = kind
        self.port = free_port()
        program = f"{kind}-server"
        self._container = (
            DockerContainer(_IMAGES[kind])
            .with_bind_ports("6379/tcp", ("127.0.0.1", self.port))
            .with_command(" ".join([program, *(option or '""' for option in (*_OPTIONS, *options))]))
        )
        self._created = False

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        if self._created:
            self._container.get_wrapped_container().start()
        else:
            self._container.start()
            self._created = True
        wait_for(self.url)

    def kill(self) -> None:
        self._container.get_wrapped_container().kill()

    def pause(self) -> None:
        self._container.get_wrapped_container().pause()

    def resume(self) -> None:
        self._container.get_wrapped_container().unpause()

    def stop(self) -> None:
        self._container.stop()


@functools.cache
def docker_answers() -> bool:
    """Tell whether a Docker daemon is there; only then are containers used."""
    if os.environ.get("CLAIMWIRE_TEST_SERVERS", "auto") == "local":
        return False
    try:
        answer = subprocess.run(["docker", "version", "--format", "ok"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


@contextmanager
def running_server(kind: str, folder: Path, options: list[str] | None = None) -> Iterator[Server]:
    """Start a server, and stop it afterwards."""
    options = options if options is not None else ["--appendfsync", "everysec"]
    server: Server = ServerContainer(kind, options) if docker_answers() else ServerProcess(kind, folder, options)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def wait_for(url: str, seconds: float = 15) -> None:
    """Wait until the server answers and has loaded its data."""
    deadline = time.monotonic() + seconds
    with redis.Redis.from_url(url, retry=None, socket_connect_timeout=1) as client:
        while True:
            try:
                client.ping()
            except redis.RedisError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return
