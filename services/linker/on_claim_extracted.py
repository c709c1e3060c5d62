"""Links a claim when it was extracted: recorded first, then told, so that a repeat tells the same."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from claimwire.blocking import run_blocking
from claimwire.embedding.embedder import MODEL, Embedder
from claimwire.embedding.vector import Vector, from_embedding
from claimwire.errors import TransientError
from claimwire.events import ClaimExtracted, ClaimLinked
from services.linker.cluster_log import ClusterLog
from services.linker.link import link
from services.linker.record import Linked, LinkRecord, NewClaim
from services.linker.rules import LinkRules
from services.linker.summarise import summarise

#: Each lost race means that another linker recorded a claim; so many in a row mean that something else is wrong.
_ATTEMPTS = 50

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class OnClaimExtracted:
    """Places a claim in a cluster, in turn with the process's other claims."""

    embedder: Embedder
    clusters: ClusterLog
    rules: LinkRules
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, event: ClaimExtracted) -> Sequence[ClaimLinked]:
        """Link a claim and tell what that changed; nothing, for a claim linked so long ago that its cluster is gone."""
        claim = NewClaim(LinkRecord.of(event), await self._vector(event), event.article.fingerprint)
        async with self.turn:
            linked = await self._record(claim)
            cluster = self.clusters.memory.cluster(linked.cluster_id)
        if not cluster.is_whole:
            log.info("claim was linked before the memory begins", claim_id=linked.record.claim_id)
            return ()
        until_then = cluster.members[: linked.revision]
        return (_told(linked, until_then),)

    async def _vector(self, event: ClaimExtracted) -> Vector:
        carried = from_embedding(event.embedding, MODEL) if event.embedding else None
        return await run_blocking(self.embedder.embed, event.claim.text) if carried is None else carried

    async def _record(self, claim: NewClaim) -> Linked:
        """Decide on the newest state and record the decision, again from the start whenever the state moved."""
        for _ in range(_ATTEMPTS):
            await self.clusters.catch_up()
            known = self.clusters.memory.find(claim.record.claim_id)
            if known is not None:
                return known
            linked = await run_blocking(link, claim, self.clusters.memory, self.rules, datetime.now(UTC))
            if await self.clusters.append(linked, claim):
                return linked
        raise TransientError(f"claim {claim.record.claim_id}: the linker's log moved {_ATTEMPTS} times while deciding")


def _told(linked: Linked, members: Sequence[Linked]) -> ClaimLinked:
    record = linked.record
    return ClaimLinked(
        claim_id=record.claim_id,
        article_id=record.article_id,
        version_id=record.version_id,
        outlet=record.outlet,
        change=linked.change,
        cluster=summarise(members),
        similarity=linked.similarity,
        linker=linked.linker,
        discovered_at=record.discovered_at,
        lane=record.lane,
    )
