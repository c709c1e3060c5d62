"""Indexes a claim."""

from collections.abc import Sequence
from dataclasses import dataclass

from claimwire.events import ClaimExtracted, Event
from claimwire.index.port import IndexWriter
from services.indexer.describe import describe_claim


@dataclass(frozen=True)
class OnClaimExtracted:
    """Upserts the claim."""

    index: IndexWriter

    async def __call__(self, event: ClaimExtracted) -> Sequence[Event]:
        await self.index.upsert([describe_claim(event)])
        return ()
