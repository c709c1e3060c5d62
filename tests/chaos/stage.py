"""One stage of the chaos run as a process: ``python -m tests.chaos.stage fetcher``. It fails in every way it can."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import Field
from redis.asyncio import Redis

from claimwire.errors import TransientError
from claimwire.events import ArticleCleaned, ArticleDiscovered, ArticleExtracted, ArticleFetched, Event
from claimwire.models import ArticleReference, BlobReference, CleanArticle
from claimwire.reliability.handoff import HandOff, Output
from claimwire.runtime.serve import serve
from claimwire.settings import Settings
from claimwire.worker import Stage, Worker

CRASHER = "art_crasher"
FAILPOINTS = ("before the handler", "after the handler", "before the hand-off", "after the hand-off")


class ChaosSettings(Settings):
    chaos_stage: str = ""
    chaos_kills: Path = Path("kills")
    chaos_kill_share: float = Field(default=0.0)
    chaos_transient_share: float = 0.05
    chaos_work_seconds: float = 0.01


def die(settings: ChaosSettings, failpoint: str) -> None:
    with settings.chaos_kills.open("a") as log:
        log.write(f"{settings.chaos_stage}\t{failpoint}\n")
    os.kill(os.getpid(), signal.SIGKILL)


def follow(event: Event) -> Event:
    """What each stage makes of its event."""
    match event:
        case ArticleDiscovered():
            return ArticleFetched(
                article_id=event.article_id,
                version_id=event.article_id.replace("art", "ver"),
                url=event.url,
                outlet=event.outlet,
                body=BlobReference(key="k", sha256="s", size=1, media_type="text/plain"),
                discovered_at=event.discovered_at,
                fetched_at=event.discovered_at,
            )
        case ArticleFetched():
            reference = ArticleReference(article_id=event.article_id, version_id=event.version_id, outlet=event.outlet)
            return ArticleCleaned(
                article=reference,
                clean=CleanArticle(text="Words."),
                body=event.body,
                cleaner="chaos",
                discovered_at=event.discovered_at,
                fetched_at=event.fetched_at,
            )
        case ArticleCleaned():
            return ArticleExtracted(
                article=event.article, claims=0, extractor="chaos", discovered_at=event.discovered_at
            )
    raise AssertionError(event)


@asynccontextmanager
async def open_worker(settings: ChaosSettings, redis: Redis) -> AsyncIterator[Worker]:
    chance = random.Random()

    def maybe_die(failpoint: str) -> None:
        if chance.random() < settings.chaos_kill_share:
            die(settings, failpoint)

    async def handler(event: Event) -> Sequence[Event]:
        maybe_die("before the handler")
        await asyncio.sleep(settings.chaos_work_seconds * chance.random() * 2)
        if settings.chaos_stage == "cleaner" and isinstance(event, ArticleFetched) and event.article_id == CRASHER:
            die(settings, "crasher")
        if chance.random() < settings.chaos_transient_share:
            raise TransientError("chaos")
        following = [follow(event)]
        maybe_die("after the handler")
        return following

    hand_off = HandOff.__call__

    async def fragile_hand_off(self: HandOff, entry_id: bytes, outputs: Sequence[Output]) -> bool:
        maybe_die("before the hand-off")
        ours = await hand_off(self, entry_id, outputs)
        maybe_die("after the hand-off")
        return ours

    HandOff.__call__ = fragile_hand_off  # type: ignore[method-assign]  # this process exists to fail here
    events: dict[str, tuple[type[Event], type[Event]]] = {
        "fetcher": (ArticleDiscovered, ArticleFetched),
        "cleaner": (ArticleFetched, ArticleCleaned),
        "extractor": (ArticleCleaned, ArticleExtracted),
    }
    wakes, emits = events[settings.chaos_stage]
    stage = Stage(event=wakes, handler=handler, emits=(emits,), concurrency=8, time_limit_seconds=20)
    yield Worker(name=settings.chaos_stage, stages=(stage,))


if __name__ == "__main__":
    os.environ["CLAIMWIRE_CHAOS_STAGE"] = sys.argv[1]
    open_worker.__module__ = f"chaos.{sys.argv[1]}"
    serve(open_worker, ChaosSettings)
