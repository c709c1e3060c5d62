"""The folder of an index: what it says of itself, and how it is opened for writing or reading."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from claimwire.errors import IndexUnavailable
from claimwire.index.tantivy.schema import FORMAT, build_schema, register_analyzers

#: Written before tantivy's own files, so that a folder is ours from its first moment, also after a crash.
MARKER = "claimwire-index.json"
#: Tantivy replaces this file with each commit.
META = "meta.json"

_REBUILD = "Move the folder away and hand the documents in again."


def open_to_write(folder: Path) -> tantivy.Index:
    """Open the index in a folder, making both where they are missing.

    Raises:
        IndexUnavailable: the folder cannot be made, holds something else, or an index of another format.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / MARKER).exists():
            _claim_folder(folder)
        _check_format(folder)
        index = tantivy.Index(build_schema(), path=str(folder))
        register_analyzers(index)
    return index


def open_to_read(folder: Path) -> tantivy.Index | None:
    """Open the index in a folder for a reader that reloads when told; None where nothing was written yet.

    Raises:
        IndexUnavailable: the folder cannot be read, or holds an index of another format.
    """
    with explained(folder):
        if not (folder / META).exists():
            return None
        _check_format(folder)
        index = tantivy.Index.open(str(folder))
        register_analyzers(index)
        index.config_reader("manual")
    return index


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what tantivy and the file system raise into an error that names the folder and says what to do."""
    try:
        yield
    except OSError as error:
        raise IndexUnavailable(
            f"the search index in {folder} cannot be used: {error}. Check the folder's owner, space and disk."
        ) from error
    except ValueError as error:  # tantivy-py raises this for whatever fails
        if "LockBusy" in str(error):
            raise IndexUnavailable(
                f"another process is writing the search index in {folder}. An index has one writer: stop the other "
                "indexer, or give this one its own CLAIMWIRE_DATA_FOLDER."
            ) from error
        raise IndexUnavailable(f"the search index in {folder} cannot be used: {error}. {_REBUILD}") from error


def _claim_folder(folder: Path) -> None:
    if any(folder.iterdir()):
        raise ValueError("the folder holds files, but no index of claimwire")
    draft = folder / f"{MARKER}.draft"
    draft.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
    draft.replace(folder / MARKER)


def _check_format(folder: Path) -> None:
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))["format"]
    except (FileNotFoundError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"its {MARKER} is missing or unreadable") from error
    if found != FORMAT:
        raise ValueError(f"it has format {found}, this claimwire reads and writes format {FORMAT}")
