"""Answers a linked claim with a claim.disputed where it opens a dispute."""

from collections.abc import Sequence

from claimwire.events import ClaimDisputed, ClaimLinked
from services.alerter.judge_dispute import becomes_disputed


async def on_claim_linked(event: ClaimLinked) -> Sequence[ClaimDisputed]:
    """Return one event, or none."""
    if not becomes_disputed(event.change, event.cluster):
        return ()
    return (ClaimDisputed(cluster=event.cluster, outlet=event.outlet, discovered_at=event.discovered_at),)
