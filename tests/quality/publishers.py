"""Finds the pages of real publishers, which lie outside the repository in an archive, and unpacks them once."""

import os
import tarfile
import tempfile
from pathlib import Path

_ARCHIVE = Path(__file__).parents[3] / "shared" / "data" / "publishers.tar.xz"


def unpacked() -> Path | None:
    """Return the folder of pages and their expected texts, or None where the archive is not on this machine."""
    if not _ARCHIVE.exists():
        return None
    folder = Path(tempfile.gettempdir()) / f"claimwire-publishers-{os.getuid()}-{int(_ARCHIVE.stat().st_mtime)}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as unpacked, tarfile.open(_ARCHIVE) as archive:
            archive.extractall(Path(unpacked) / "pages", filter="data")
            (Path(unpacked) / "pages").rename(folder)
    return folder


def pages() -> list[Path]:
    """Return the pages' files in their order; none where the archive is not on this machine."""
    folder = unpacked()
    return [] if folder is None else sorted((folder / "pages").glob("*.html.gz"))
