"""Puts the cleaner together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog
from redis.asyncio import Redis

from claimwire.blobs import open_blobs
from claimwire.drift import DriftKind, forget_silent_outlets, read_drift_alarms
from claimwire.events import ArticleCleaned, ArticleDropped, ArticleFetched
from claimwire.telemetry.metrics import Metrics
from claimwire.worker import Stage, Worker
from services.cleaner.on_article_fetched import OnArticleFetched
from services.cleaner.outlet.open_site_rules import open_site_rules
from services.cleaner.outlet.outlet_memory import OutletMemory
from services.cleaner.settings import CleanerSettings

log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_worker(settings: CleanerSettings, redis: Redis) -> AsyncIterator[Worker]:
    """Open the object store, the memory of outlets and the rules for sites, and name the handler."""
    rules, troubles = open_site_rules(settings.cleaner_site_config)
    for trouble in troubles:
        log.warning(
            "a rule for a site is not used",
            file=trouble.file,
            line=trouble.line,
            problem=trouble.problem,
            advice=trouble.advice,
        )
    kept = timedelta(days=settings.cleaner_memory_days)

    async def measure(metrics: Metrics) -> None:
        await forget_silent_outlets(redis)
        alarms = await read_drift_alarms(redis)
        for kind in DriftKind:
            metrics.drifting.labels(kind.value).set(sum(alarm.kind is kind for alarm in alarms))

    yield Worker(
        name="cleaner",
        stages=(
            Stage(
                event=ArticleFetched,
                handler=OnArticleFetched(
                    bodies=open_blobs(settings.blobs),
                    memory=OutletMemory(redis=redis, kept=kept) if kept else None,
                    rules=rules,
                ),
                emits=(ArticleCleaned, ArticleDropped),
                concurrency=settings.cleaner_concurrency,
                time_limit_seconds=settings.cleaner_time_limit_seconds,
            ),
        ),
        measures=(measure,),
    )
