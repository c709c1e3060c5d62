"""Finds sample web archives, good and broken, which lie outside the repository in an archive, and unpacks them once."""

import os
import tarfile
import tempfile
from pathlib import Path

_ARCHIVE = Path(__file__).parents[3] / "shared" / "data" / "warcs.tar.xz"


def sample_archives() -> list[Path]:
    """Return the archives in their order; none where they are not on this machine."""
    if not _ARCHIVE.exists():
        return []
    folder = Path(tempfile.gettempdir()) / f"claimwire-archives-{os.getuid()}-{int(_ARCHIVE.stat().st_mtime)}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as unpacked, tarfile.open(_ARCHIVE) as archive:
            archive.extractall(Path(unpacked) / "archives", filter="data")
            (Path(unpacked) / "archives").rename(folder)
    return sorted(path for path in folder.glob("*/*") if path.is_file())
