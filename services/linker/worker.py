"""Opens what the linker needs and names its handler."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from redis.asyncio import Redis

from claimwire.blocking import run_blocking
from claimwire.embedding.embedder import Embedder
from claimwire.events import ClaimExtracted, ClaimLinked
from claimwire.worker import Stage, Worker
from services.linker.cluster_log import ClusterLog
from services.linker.on_claim_extracted import OnClaimExtracted
from services.linker.rules import LinkRules
from services.linker.settings import LinkerSettings


@asynccontextmanager
async def open_worker(settings: LinkerSettings, redis: Redis) -> AsyncIterator[Worker]:
    """Open a linker; any number of processes may run side by side."""
    window = timedelta(hours=settings.linker_window_hours)
    rules = LinkRules(
        threshold=settings.linker_threshold, opposing_threshold=settings.linker_opposing_threshold, window=window
    )
    embedder = await run_blocking(Embedder.load, settings.linker_embedding_threads)
    handler = OnClaimExtracted(embedder, ClusterLog(redis, window), rules)
    stage = Stage(event=ClaimExtracted, handler=handler, emits=(ClaimLinked,), concurrency=settings.linker_concurrency)
    yield Worker(name="linker", stages=(stage,))
