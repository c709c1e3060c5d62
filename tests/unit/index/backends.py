"""The backends of the search index, opened alike for the contract's tests."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, ClaimLinked, Event
from claimwire.index.documents import Document, DocumentKind
from claimwire.index.port import Filters, IndexReader, IndexWriter, SearchRequest
from claimwire.index.tantivy.reader import TantivyReader
from claimwire.index.tantivy.writer import open_tantivy_writer
from services.indexer.describe import describe_claim, describe_cleaned_article, describe_extraction, describe_link
from tests.unit.index.memory_index import MemoryIndex


@dataclass(frozen=True)
class Index:
    writer: IndexWriter
    reader: IndexReader

    async def add(self, *events: Event) -> None:
        for event in events:
            await self.writer.upsert(documents(event))
        await self.reader.refresh()

    async def claims(self, text: str = "", **filters: object) -> list[str]:
        request = SearchRequest(kind=DocumentKind.CLAIM, text=text, filters=Filters.model_validate(filters))
        return [hit.id for hit in (await self.reader.search(request)).hits]


def documents(event: Event) -> Sequence[Document]:
    match event:
        case ArticleCleaned():
            return [describe_cleaned_article(event)]
        case ArticleExtracted():
            return [describe_extraction(event)]
        case ClaimExtracted():
            return [describe_claim(event)]
        case ClaimLinked():
            return describe_link(event)
    raise AssertionError(event)


@asynccontextmanager
async def in_memory(folder: Path) -> AsyncIterator[Index]:
    index = MemoryIndex()
    yield Index(index, index)


@asynccontextmanager
async def in_tantivy(folder: Path) -> AsyncIterator[Index]:
    async with open_tantivy_writer(folder, gather_seconds=0) as writer:
        yield Index(writer, TantivyReader(folder))


BACKENDS = {"memory": in_memory, "tantivy": in_tantivy}
