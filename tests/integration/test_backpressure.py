"""A stalled stage makes the fetcher pause; memory stays bounded; all resumes."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis

from claimwire.events import ArticleCleaned, ArticleDiscovered, ArticleExtracted, ArticleFetched, Event
from claimwire.models import ArticleReference, BlobReference, CleanArticle
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.lag import group_states
from claimwire.reliability.publish import StreamPublisher
from claimwire.settings import Settings
from claimwire.streams import Partition
from claimwire.topology import group_names
from claimwire.worker import Stage, Worker
from tests.pipeline import discovered, eventually, fast_settings, open_redis, running_worker
from tests.servers import Server

P0 = Partition(0)
TEXT = "A sentence of an article. " * 160
#: Far more than pass between two looks of the gate.
ARTICLES = 8_000
HIGH_WATER = 400


async def fetch(event: ArticleDiscovered) -> Sequence[Event]:
    body = BlobReference(key="k", sha256="s", size=1, media_type="text/plain")
    return [
        ArticleFetched(
            article_id=event.article_id,
            version_id=event.article_id,
            url=event.url,
            outlet=event.outlet,
            body=body,
            discovered_at=event.discovered_at,
            fetched_at=event.discovered_at,
        )
    ]


async def clean(event: ArticleFetched) -> Sequence[Event]:
    reference = ArticleReference(article_id=event.article_id, version_id=event.version_id, outlet=event.outlet)
    return [
        ArticleCleaned(
            article=reference,
            clean=CleanArticle(text=TEXT),
            body=event.body,
            cleaner="test",
            discovered_at=event.discovered_at,
            fetched_at=event.fetched_at,
        )
    ]


async def extract(event: ArticleCleaned) -> Sequence[Event]:
    return [ArticleExtracted(article=event.article, claims=0, extractor="test", discovered_at=event.discovered_at)]


async def ignore(_: Event) -> Sequence[Event]:
    return []


def worker(name: str, *stages: Stage) -> Any:
    @asynccontextmanager
    async def open_worker(settings: Settings, redis: Redis) -> AsyncIterator[Worker]:
        yield Worker(name=name, stages=stages, pauses_for_backpressure=name == "fetcher")

    return open_worker


FETCHER = worker("fetcher", Stage(event=ArticleDiscovered, handler=fetch, emits=(ArticleFetched,), concurrency=32))
CLEANER = worker("cleaner", Stage(event=ArticleFetched, handler=clean, emits=(ArticleCleaned,), concurrency=32))
EXTRACTOR = worker("extractor", Stage(event=ArticleCleaned, handler=extract, emits=(ArticleExtracted,), concurrency=32))
INDEXER = worker(
    "indexer",
    Stage(event=ArticleCleaned, handler=ignore, concurrency=32),
    Stage(event=ArticleExtracted, handler=ignore, concurrency=32),
)


async def test_a_stalled_extractor_makes_the_fetcher_pause_and_all_resumes(server: Server) -> None:
    settings = fast_settings(high_water=HIGH_WATER, low_water=100, janitor_seconds=0.3)
    curve: list[tuple[int, float]] = []
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)

        async def waiting_for_the_extractor() -> int:
            (state,) = await group_states(redis, [("article.cleaned", "extractor")], partition_count=1)
            memory = (await redis.info("memory"))["used_memory"]
            curve.append((state.unfinished, round(memory / 2**20, 2)))
            return state.unfinished

        async def publish() -> None:
            publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
            for start in range(0, ARTICLES, 100):
                await publisher.publish([discovered(number) for number in range(start, start + 100)])

        async with (
            running_worker(FETCHER, settings, server.url),
            running_worker(CLEANER, settings, server.url),
            running_worker(INDEXER, settings, server.url),
        ):
            await publish()

            async def paused() -> bool:
                return await waiting_for_the_extractor() >= HIGH_WATER

            await eventually(paused)
            stalled = []
            for _ in range(15):
                await asyncio.sleep(0.2)
                stalled.append(await waiting_for_the_extractor())
            at_rest = len(curve)

            async with running_worker(EXTRACTOR, settings, server.url):

                async def all_through() -> bool:
                    await waiting_for_the_extractor()
                    (state,) = await group_states(redis, [("article.extracted", "indexer")], partition_count=1)
                    added = (await redis.xinfo_stream(P0.stream(ArticleExtracted)))["entries-added"]
                    return bool(added == ARTICLES and state.unfinished == 0)

                await eventually(all_through)

                async def trimmed() -> bool:
                    return await redis.xlen(P0.stream(ArticleCleaned)) <= 1

                await eventually(trimmed)
                await waiting_for_the_extractor()

    print(f"\nwaiting entries and broker memory in MiB; stalled until sample {at_rest} of {len(curve)}:")
    print("  " + "  ".join(f"{unfinished}/{memory}" for unfinished, memory in curve[:: max(1, len(curve) // 24)]))
    # What was let in before the gate closed still passes the cleaner: one look of the gate and what the stages hold.
    assert max(stalled) == stalled[-1], "it grew while paused"
    assert stalled[-1] < ARTICLES * 0.8
    assert stalled[-1] == stalled[-8]
    assert curve[-1][1] < max(memory for _, memory in curve)


async def test_a_full_broker_refuses_new_work_drains_and_takes_it_again(server: Server) -> None:
    settings = fast_settings(janitor_seconds=0.2, memory_high_share=0.99)
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        await publisher.publish([discovered(number, content=TEXT) for number in range(500)])
        used = (await redis.info("memory"))["used_memory"]
        await redis.config_set("maxmemory", used + 400_000)

        async def publish_more() -> None:
            for number in range(500, 1_100):
                await publisher.publish([discovered(number, content=TEXT)])

        more = asyncio.create_task(publish_more())
        await asyncio.sleep(1.5)
        refused = not more.done()
        async with (
            running_worker(worker("fetcher", Stage(event=ArticleDiscovered, handler=ignore)), settings, server.url),
        ):
            await asyncio.wait_for(more, 60)

            async def drained() -> bool:
                (state,) = await group_states(redis, [("article.discovered", "fetcher")], partition_count=1)
                return state.unfinished == 0

            await eventually(drained)
        added = (await redis.xinfo_stream(P0.stream(ArticleDiscovered)))["entries-added"]

    assert refused
    assert added == 1_100
