"""Starts and finds the embedded broker of a data folder."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import ConnectionPool

from claimwire.embedded.data_folder import make_data_folder
from claimwire.embedded.guardian import IN_USE
from claimwire.embedded.server import socket_path
from claimwire.errors import BrokerUnavailable, DataFolderInUse, SettingsError
from claimwire.settings import Settings


def broker_folder(data_folder: Path) -> Path:
    """Return where the embedded broker keeps its files."""
    return data_folder / "broker"


def broker_url(settings: Settings) -> str:
    """Return the broker to use: the one named in the settings, else the one that runs in the data folder.

    Raises:
        BrokerUnavailable: none is named and none runs.
        SettingsError: what is named is no address.
    """
    if settings.redis_url:
        try:
            ConnectionPool.from_url(settings.redis_url)
        except ValueError:
            # The reason is not passed on: it quotes the part of a password that was taken for a port.
            raise SettingsError(
                "CLAIMWIRE_REDIS_URL is no address of a broker: give redis://host:port/0, rediss:// or unix://, "
                "with / as %2F, @ as %40 and so on in a password"
            ) from None
        return settings.redis_url
    path = socket_path(broker_folder(settings.data_folder))
    if not path.exists():
        raise BrokerUnavailable(
            f"no broker runs in {settings.data_folder}: start one with 'claimwire up', "
            "or set CLAIMWIRE_REDIS_URL to a Redis or Valkey"
        )
    return f"unix://{path}?db=0"


@contextmanager
def embedded_broker(data_folder: Path, *, max_memory: str) -> Iterator[str]:
    """Run Valkey in a data folder and yield its address; what it acknowledged is there at the next start.

    Raises:
        SettingsError: the folder cannot be made or written.
        DataFolderInUse: another claimwire runs in this folder.
        BrokerUnavailable: the server did not start.
    """
    make_data_folder(data_folder)
    folder = broker_folder(data_folder)
    make_data_folder(folder)
    guardian = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "claimwire.embedded.guardian", str(folder), max_memory],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert guardian.stdin is not None  # noqa: S101 - PIPE was asked for
    assert guardian.stdout is not None  # noqa: S101 - as above
    try:
        ready = guardian.stdout.readline()
        if not ready:
            if guardian.wait() == IN_USE:
                raise DataFolderInUse(
                    f"another claimwire runs in {data_folder}: use that one, stop it, or choose another "
                    "folder with --data"
                )
            log = folder / "valkey.log"
            raise BrokerUnavailable(
                "the embedded broker did not start" + (f"; see {log}" if log.exists() else ", and left no log")
            )
        yield str(json.loads(ready)["url"])
    finally:
        guardian.stdin.close()
        guardian.wait()
        guardian.stdout.close()
