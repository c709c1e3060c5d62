"""Writes the tantivy index: gathers concurrent calls, adds them up with what is stored, commits once for all."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import tantivy
from pydantic import TypeAdapter

from claimwire.blocking import run_blocking
from claimwire.index.apply import apply
from claimwire.index.documents import ClaimDocument, Document, DocumentKey
from claimwire.index.group_commit import GroupCommit
from claimwire.index.tantivy import schema as fields
from claimwire.index.tantivy.folder import explained, open_to_write
from claimwire.index.tantivy.query import QueryBuilder, total

#: One thread writes one segment per commit; a second would make twice as many, half as large, to merge later.
_THREADS = 1
#: Room for a group of whole articles, so that a segment is written when it is committed and not before.
_HEAP_BYTES = 64_000_000

_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)


@dataclass(frozen=True)
class TantivyWriter:
    """The one writer of an index."""

    group_commit: GroupCommit[Document]

    async def upsert(self, documents: Sequence[Document]) -> None:
        await self.group_commit.write(documents)


@asynccontextmanager
async def open_tantivy_writer(
    folder: Path, *, gather_seconds: float = 0.2, max_documents: int = 500
) -> AsyncIterator[TantivyWriter]:
    """Open the index in a folder for writing, making it where it is missing.

    Raises:
        IndexUnavailable: another process writes it, it has another format, or the folder cannot be used.
    """
    store = await run_blocking(_Store, folder)
    try:
        async with GroupCommit(store.write, gather_seconds=gather_seconds, max_items=max_documents) as group_commit:
            yield TantivyWriter(group_commit)
    finally:
        await run_blocking(store.close)


class _Store:
    """The index and its writer, used by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = open_to_write(folder)
        with explained(folder):
            self._writer = self._index.writer(_HEAP_BYTES, _THREADS)
        self._index.config_reader("manual")
        self._index.reload()
        self._searcher = self._index.searcher()
        self._queries = QueryBuilder(self._index.schema)

    def write(self, changes: Sequence[Document]) -> None:
        """Add the changes to what is stored, durably: all of them, or none."""
        laid_out = [(document.key, fields.tantivy_document(document)) for document in apply(changes, self)]
        if not laid_out:
            return
        with explained(self._folder):
            try:
                for key, document in laid_out:
                    self._writer.delete_documents_by_term(fields.KEY, fields.key_term(*key))
                    self._writer.add_document(document)
                self._writer.commit()
            except Exception:
                with suppress(Exception):  # the first error says why; a writer that is lost fails at the next commit
                    self._writer.rollback()
                raise
            self._index.reload()
            self._searcher = self._index.searcher()

    def find(self, key: DocumentKey) -> Document | None:
        # Most documents are new, and the dictionary alone can tell.
        if not self._searcher.doc_freq(fields.KEY, fields.key_term(*key)):
            return None
        found = self._documents(self._queries.document(*key), 1)
        return found[0] if found else None

    def misjudged_claims(self, article_id: str, version_id: str) -> Iterable[ClaimDocument]:
        query = self._queries.misjudged_claims(article_id, version_id)
        how_many = total(self._searcher.search(query, limit=1))
        found = self._documents(query, how_many) if how_many else []
        return [document for document in found if isinstance(document, ClaimDocument)]

    def close(self) -> None:
        """Let merges end and give the lock back."""
        with explained(self._folder):
            self._writer.wait_merging_threads()

    def _documents(self, query: tantivy.Query, limit: int) -> list[Document]:
        hits = self._searcher.search(query, limit=limit, count=False).hits
        sources = (self._searcher.doc(address).get_first(fields.SOURCE) for _, address in hits)
        return [_DOCUMENT.validate_json(source) for source in sources if source is not None]
