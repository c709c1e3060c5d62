"""Reads the tantivy index, in any process, while another one writes it."""

import asyncio
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy
from pydantic import TypeAdapter

from claimwire.index.documents import Document, DocumentKind, Standing
from claimwire.index.port import Hit, IndexStatistics, SearchPage, SearchRequest, Sort
from claimwire.index.searchable import searchable
from claimwire.index.tantivy import schema as fields
from claimwire.index.tantivy.folder import MARKER, META, explained, open_to_read
from claimwire.index.tantivy.highlight import highlight
from claimwire.index.tantivy.query import QueryBuilder, total

_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)
_FileState = tuple[int, int] | None


@dataclass(frozen=True)
class _Snapshot:
    """What one refresh saw."""

    index: tantivy.Index
    searcher: tantivy.Searcher
    queries: QueryBuilder
    marker: _FileState
    meta: _FileState


class TantivyReader:
    """A reader of the index in a folder, which need not exist yet.

    Nothing is opened before the first refresh or search. Each call works on one snapshot, in a thread.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._snapshot: _Snapshot | None = None
        self._refreshing = threading.Lock()

    async def search(self, request: SearchRequest) -> SearchPage:
        return await asyncio.to_thread(self._search, request)

    async def get(self, kind: DocumentKind, identifier: str) -> Any:
        document = await asyncio.to_thread(self._get, kind, identifier)
        return None if document is None or document.standing is Standing.INCOMPLETE else document

    async def refresh(self) -> None:
        await asyncio.to_thread(self._refresh)

    async def statistics(self) -> IndexStatistics:
        return await asyncio.to_thread(self._statistics)

    def _refresh(self) -> None:
        with self._refreshing, explained(self._folder):
            marker, meta = _state(self._folder / MARKER), _state(self._folder / META)
            known = self._snapshot
            if known is not None and (known.marker, known.meta) == (marker, meta):
                return
            # A new marker is a new index in the same place: a rebuilt one was put there.
            index = known.index if known is not None and known.marker == marker else open_to_read(self._folder)
            if index is None:
                self._snapshot = None
                return
            index.reload()
            self._snapshot = _Snapshot(index, index.searcher(), QueryBuilder(index.schema), marker, meta)

    def _opened(self) -> _Snapshot | None:
        if self._snapshot is None:
            self._refresh()
        return self._snapshot

    def _search(self, request: SearchRequest) -> SearchPage:
        started = time.perf_counter()
        snapshot = self._opened()
        if snapshot is None:
            return SearchPage(total=0)
        with explained(self._folder):
            query = snapshot.queries.search(request)
            ranked = request.sort is Sort.RELEVANCE and snapshot.queries.has_words(request.text)
            found = snapshot.searcher.search(
                query, limit=request.limit, offset=request.offset, order_by_field=None if ranked else fields.AT
            )
            hits = tuple(
                _hit(snapshot, query, request, address, score if ranked else 0.0) for score, address in found.hits
            )
        return SearchPage(total=total(found), hits=hits, took_ms=(time.perf_counter() - started) * 1000)

    def _get(self, kind: DocumentKind, identifier: str) -> Document | None:
        snapshot = self._opened()
        if snapshot is None:
            return None
        with explained(self._folder):
            hits = snapshot.searcher.search(snapshot.queries.document(kind, identifier), limit=1).hits
            return _document(snapshot.searcher, hits[0][1]) if hits else None

    def _statistics(self) -> IndexStatistics:
        snapshot = self._opened()
        if snapshot is None:
            return IndexStatistics(current=dict.fromkeys(DocumentKind, 0))
        with explained(self._folder):
            return IndexStatistics(
                current={kind: _count(snapshot, Standing.CURRENT, kind) for kind in DocumentKind},
                superseded=_count(snapshot, Standing.SUPERSEDED),
                incomplete=_count(snapshot, Standing.INCOMPLETE),
            )


def _hit(
    snapshot: _Snapshot, query: tantivy.Query, request: SearchRequest, address: tantivy.DocAddress, score: float
) -> Hit:
    document = _document(snapshot.searcher, address)
    described = searchable(document)
    return Hit(
        id=described.id,
        kind=described.kind,
        score=score,
        document=document,
        highlight=highlight(snapshot.index, snapshot.searcher, query, described) if request.text else None,
    )


def _document(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Document:
    return _DOCUMENT.validate_json(searcher.doc(address)[fields.SOURCE][0])


def _count(snapshot: _Snapshot, standing: Standing, kind: DocumentKind | None = None) -> int:
    return total(snapshot.searcher.search(snapshot.queries.standing(standing, kind), limit=1))


def _state(path: Path) -> _FileState:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return (status.st_ino, status.st_mtime_ns)
