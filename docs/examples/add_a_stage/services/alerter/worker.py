"""Opens the alerter and names its handler."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from claimwire.events import ClaimDisputed, ClaimLinked
from claimwire.worker import Stage, Worker
from services.alerter.on_claim_linked import on_claim_linked
from services.alerter.settings import AlerterSettings


@asynccontextmanager
async def open_worker(settings: AlerterSettings, redis: Redis) -> AsyncIterator[Worker]:  # noqa: ARG001 - as all
    """Name the handler, what wakes it and what it emits."""
    stage = Stage(
        event=ClaimLinked,
        handler=on_claim_linked,
        emits=(ClaimDisputed,),
        concurrency=settings.alerter_concurrency,
    )
    yield Worker(name="alerter", stages=(stage,))
