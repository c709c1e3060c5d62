"""The one place that chooses the backend of the search index. Today there is one: tantivy, in the data folder.

A backend's library is imported when it is opened, so that a process which needs no index needs no library.
"""

from contextlib import AbstractAsyncContextManager

from claimwire.errors import MissingWorker
from claimwire.index.port import IndexReader, IndexWriter
from claimwire.settings import Settings


def open_writer(settings: Settings) -> AbstractAsyncContextManager[IndexWriter]:
    """Open the index for writing, as an async context manager; leaving it commits what is waiting.

    Raises:
        MissingWorker: the backend's library is not installed.
        IndexUnavailable: on entering, where another process writes it, or it cannot be used.
    """
    try:
        from claimwire.index.tantivy.writer import open_tantivy_writer  # noqa: PLC0415 - see the module
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    return open_tantivy_writer(settings.index_folder)


def open_reader(settings: Settings) -> IndexReader:
    """Open the index for reading. Nothing is read before the first call; an absent index is an empty one.

    Raises:
        MissingWorker: the backend's library is not installed.
    """
    try:
        from claimwire.index.tantivy.reader import TantivyReader  # noqa: PLC0415 - see the module
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    return TantivyReader(settings.index_folder)


def _missing(error: ModuleNotFoundError) -> MissingWorker:
    return MissingWorker(f"the search index needs {error.name}: pip install 'claimwire[indexer]'")
