"""Proves that a data folder can be used before anything is started in it."""

import tempfile
from pathlib import Path

from claimwire.errors import SettingsError


def make_data_folder(folder: Path) -> None:
    """Make a folder for this user's data, unless it is there, and prove that it can be written.

    Raises:
        SettingsError: it cannot be made or written; the message says why.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except FileExistsError:
        raise _unusable(folder, "made", "a file has this name") from None
    except OSError as error:
        raise _unusable(folder, "made", error.strerror or type(error).__name__) from None
    try:
        # Its mode does not tell: the file system may be mounted for reading only.
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _unusable(folder, "written", error.strerror or type(error).__name__) from None


def _unusable(folder: Path, what: str, reason: str) -> SettingsError:
    return SettingsError(
        f"the data folder {folder} cannot be {what}: {reason}; name another with --data or CLAIMWIRE_DATA_FOLDER"
    )
