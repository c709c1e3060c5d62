"""A search index in memory: the fake behind which handlers and the api are tested, held to the port's contract."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from claimwire.index.apply import apply
from claimwire.index.documents import ClaimDocument, Document, DocumentKey, DocumentKind, Standing
from claimwire.index.port import Filters, Hit, IndexStatistics, SearchPage, SearchRequest
from claimwire.index.query_text import pieces
from claimwire.index.searchable import Searchable, searchable

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class MemoryIndex:
    """Writer and reader in one: what is upserted is visible at once, and ranked by date alone."""

    def __init__(self) -> None:
        self.documents: dict[DocumentKey, Document] = {}

    async def upsert(self, documents: Sequence[Document]) -> None:
        for document in apply(documents, self):
            self.documents[document.key] = document

    async def search(self, request: SearchRequest) -> SearchPage:
        found = [each for each in map(searchable, self.documents.values()) if _matches(each, request)]
        found.sort(key=lambda each: each.at or _LONG_AGO, reverse=True)
        page = found[request.offset : request.offset + request.limit]
        return SearchPage(
            total=len(found),
            hits=tuple(
                Hit(id=each.id, kind=each.kind, score=0, document=self.documents[each.kind, each.id]) for each in page
            ),
        )

    async def get(self, kind: DocumentKind, identifier: str) -> Any:
        document = self.documents.get((kind, identifier))
        return None if document is None or document.standing is Standing.INCOMPLETE else document

    async def refresh(self) -> None: ...

    async def statistics(self) -> IndexStatistics:
        standings = [(document.key[0], document.standing) for document in self.documents.values()]
        return IndexStatistics(
            current={kind: standings.count((kind, Standing.CURRENT)) for kind in DocumentKind},
            superseded=sum(standing is Standing.SUPERSEDED for _, standing in standings),
            incomplete=sum(standing is Standing.INCOMPLETE for _, standing in standings),
        )

    def find(self, key: DocumentKey) -> Document | None:
        return self.documents.get(key)

    def misjudged_claims(self, article_id: str, version_id: str) -> Iterable[ClaimDocument]:
        for document in self.documents.values():
            if (
                isinstance(document, ClaimDocument)
                and document.extracted is not None
                and document.extracted.article.article_id == article_id
                and document.superseded == (document.extracted.article.version_id == version_id)
            ):
                yield document


def _matches(each: Searchable, request: SearchRequest) -> bool:
    return (
        each.standing is Standing.CURRENT
        and each.kind is request.kind
        and all(
            any(_contains(text, piece) for text in (each.main, each.other))
            for piece in pieces(request.text)
            if _words(piece)
        )
        and all(_passes(each, request.filters))
    )


def _passes(each: Searchable, filters: Filters) -> Iterator[bool]:
    if filters.speaker is not None:
        wanted = _words(filters.speaker)
        known = {word for name in each.speakers for word in _words(name)}
        yield bool(wanted) and known.issuperset(wanted)
    if filters.outlet is not None:
        yield filters.outlet.casefold() in [outlet.casefold() for outlet in each.outlets]
    for wanted_value, value in (
        (filters.stance, each.stance),
        (filters.article_id, each.article_id),
        (filters.cluster_id, each.cluster_id),
        (filters.language, each.language),
    ):
        yield wanted_value is None or wanted_value == value
    if filters.since is not None:
        yield each.at is not None and each.at >= filters.since
    if filters.until is not None:
        yield each.at is not None and each.at < filters.until


def _contains(text: str, piece: str) -> bool:
    words, wanted = _words(text), _words(piece)
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))


def _words(text: str) -> list[str]:
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return re.findall(r"[^\W_]+", plain.lower())
