"""Indexes how many claims a version of an article has."""

from collections.abc import Sequence
from dataclasses import dataclass

from claimwire.events import ArticleExtracted, Event
from claimwire.index.port import IndexWriter
from services.indexer.describe import describe_extraction


@dataclass(frozen=True)
class OnArticleExtracted:
    """Upserts the number, which makes the version's claims the current ones if it is the newest."""

    index: IndexWriter

    async def __call__(self, event: ArticleExtracted) -> Sequence[Event]:
        await self.index.upsert([describe_extraction(event)])
        return ()
