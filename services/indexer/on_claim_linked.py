"""Indexes a cluster, and which cluster a claim belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from claimwire.events import ClaimLinked, Event
from claimwire.index.port import IndexWriter
from services.indexer.describe import describe_link


@dataclass(frozen=True)
class OnClaimLinked:
    """Upserts both, so that they become visible together."""

    index: IndexWriter

    async def __call__(self, event: ClaimLinked) -> Sequence[Event]:
        await self.index.upsert(describe_link(event))
        return ()
