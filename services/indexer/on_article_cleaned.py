"""Indexes the text of an article's version."""

from collections.abc import Sequence
from dataclasses import dataclass

from claimwire.events import ArticleCleaned, Event
from claimwire.index.port import IndexWriter
from services.indexer.describe import describe_cleaned_article


@dataclass(frozen=True)
class OnArticleCleaned:
    """Upserts the article; an older version never replaces a newer one."""

    index: IndexWriter

    async def __call__(self, event: ArticleCleaned) -> Sequence[Event]:
        await self.index.upsert([describe_cleaned_article(event)])
        return ()
