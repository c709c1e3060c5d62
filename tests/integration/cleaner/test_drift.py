"""The redesign of an outlet half-way through is told by the metric and by ``claimwire status``."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from redis.asyncio import Redis

from claimwire.cli.status import print_status, read_status
from claimwire.drift import DRIFT_KEY, DriftKind, forget_silent_outlets, read_drift_alarms
from claimwire.envelope import encode
from claimwire.events import ArticleCleaned, ArticleDropped, ArticleFetched
from claimwire.reliability.groups import ensure_groups
from claimwire.runtime.run import run_worker
from claimwire.streams import Partition
from claimwire.telemetry.metrics import Metrics
from claimwire.topology import group_names
from claimwire.worker import Worker
from services.cleaner.settings import CleanerSettings
from services.cleaner.worker import open_worker
from tests.integration.cleaner.conftest import NOON
from tests.integration.cleaner.newsroom import (
    APPEALS,
    Layout,
    emptied_layout,
    layout_with_residue,
    old_layout,
    story,
)
from tests.pipeline import eventually

P0 = Partition(0)
Fetch = Callable[..., Awaitable[ArticleFetched]]
TODAY = NOON.date()

ONLY_A_SHELL = "<html><body><nav><a href=/a>Home</a></nav><div id=app></div><script>start()</script></body></html>"


async def handle(worker: Worker, fetch: Fetch, layout: Layout, numbers: Iterable[int]) -> None:
    (stage,) = worker.stages
    for number in numbers:
        await stage.handler(await fetch(layout(*story(number)), f"story-{number}"))


async def kinds(redis: Redis) -> set[DriftKind]:
    return {alarm.kind for alarm in await read_drift_alarms(redis, TODAY)}


@pytest.mark.parametrize(
    ("layout", "kind"),
    [
        (emptied_layout, DriftKind.LENGTH),
        (layout_with_residue, DriftKind.RESIDUE),
        (lambda *_: ONLY_A_SHELL, DriftKind.DROPPED),
    ],
    ids=["emptied", "residue", "no article"],
)
async def test_a_redesign_raises_its_alarm_within_twenty_articles(
    open_cleaner: Callable[[], Awaitable[Worker]], fetch: Fetch, redis: Redis, layout: Layout, kind: DriftKind
) -> None:
    cleaner = await open_cleaner()
    await handle(cleaner, fetch, old_layout, range(40))
    assert await kinds(redis) == set()

    await handle(cleaner, fetch, layout, range(40, 60))

    assert kind in await kinds(redis)


async def test_a_redelivered_article_is_measured_once(
    open_cleaner: Callable[[], Awaitable[Worker]], fetch: Fetch, redis: Redis
) -> None:
    cleaner, other = await open_cleaner(), await open_cleaner()
    await handle(cleaner, fetch, old_layout, range(40))

    for worker in (cleaner, other) * 5:
        await handle(worker, fetch, emptied_layout, range(40, 42))

    assert await kinds(redis) == set()


async def test_an_outlet_that_many_cleaners_read_at_once_is_watched_all_the_same(
    open_cleaner: Callable[[], Awaitable[Worker]], fetch: Fetch, redis: Redis
) -> None:
    cleaners = [await open_cleaner() for _ in range(4)]
    for layout, start in ((old_layout, 0), (emptied_layout, 60)):
        await asyncio.gather(
            *(handle(each, fetch, layout, range(start + at, start + 60, 4)) for at, each in enumerate(cleaners))
        )

    assert DriftKind.LENGTH in await kinds(redis)


async def test_the_alarm_of_a_running_cleaner_is_in_its_metrics(
    redis: Redis, redis_url: str, tmp_path: Path, fetch: Fetch
) -> None:
    layouts = [old_layout] * 30 + [layout_with_residue] * 20
    events = [await fetch(layout(*story(number)), f"story-{number}") for number, layout in enumerate(layouts)]
    metrics, stop = Metrics("cleaner"), asyncio.Event()
    settings = CleanerSettings(redis_url=redis_url, data_folder=tmp_path, _env_file=None)
    await ensure_groups(redis, group_names(), partition_count=1)
    running = asyncio.create_task(run_worker(open_worker, settings, url=redis_url, stop=stop, metrics=metrics))
    try:
        for event in events:
            await redis.xadd(P0.stream(ArticleFetched), encode(event, source="urn:test"))

        async def all_done() -> bool:
            return await redis.xlen(P0.stream(ArticleCleaned)) == len(events)

        async def shown() -> bool:
            return 'claimwire_drifting_outlets{measure="residue"} 1.0' in generate_latest(metrics.registry).decode()

        await eventually(all_done, 60)
        await eventually(shown)
    finally:
        stop.set()
        await asyncio.wait_for(running, 30)

    assert await redis.xlen(P0.stream(ArticleDropped)) == 0


async def test_the_status_names_the_outlet_and_what_moved(
    open_cleaner: Callable[[], Awaitable[Worker]],
    fetch: Fetch,
    redis_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cleaner = await open_cleaner()
    await handle(cleaner, fetch, old_layout, range(30))
    await handle(cleaner, fetch, layout_with_residue, range(30, 50))

    state = await read_status(CleanerSettings(redis_url=redis_url, data_folder=tmp_path, _env_file=None))
    print_status(state)

    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("drift")]
    assert re.fullmatch(
        r"drift   The Quay: words that its articles repeat went from [01]% to \d+%, since 2031-05-06 \(\d+ articles\)",
        line,
    )
    (alarm,) = json.loads(json.dumps(state))["drift"]
    assert (alarm["outlet"], alarm["kind"], alarm["since"]) == ("The Quay", "residue", TODAY.isoformat())


async def test_an_outlet_without_a_redesign_raises_none(
    open_cleaner: Callable[[], Awaitable[Worker]], fetch: Fetch, redis: Redis
) -> None:
    cleaner = await open_cleaner()

    for layout in (old_layout, layout_with_residue):
        await redis.flushdb()
        await handle(cleaner, fetch, layout, range(100))

        assert await kinds(redis) == set()


async def test_what_comes_through_is_learned_and_removed_while_the_alarm_stands(
    open_cleaner: Callable[[], Awaitable[Worker]], fetch: Fetch, redis: Redis
) -> None:
    cleaner = await open_cleaner()
    (stage,) = cleaner.stages
    await handle(cleaner, fetch, old_layout, range(30))
    await handle(cleaner, fetch, layout_with_residue, range(30, 50))

    (after,) = await stage.handler(await fetch(layout_with_residue(*story(50)), "story-50"))

    assert await kinds(redis) == {DriftKind.RESIDUE}
    assert isinstance(after, ArticleCleaned)
    assert [appeal for appeal in APPEALS if appeal in after.clean.text] == []


async def test_an_outlet_that_fell_silent_raises_no_alarm_for_ever(
    open_cleaner: Callable[[], Awaitable[Worker]], fetch: Fetch, redis: Redis
) -> None:
    cleaner = await open_cleaner()
    await handle(cleaner, fetch, old_layout, range(30))
    await handle(cleaner, fetch, emptied_layout, range(30, 50))

    assert await read_drift_alarms(redis, TODAY + timedelta(days=30)) != ()
    assert await read_drift_alarms(redis, TODAY + timedelta(days=31)) == ()


async def test_an_alarm_stands_as_long_as_its_outlet_is_remembered_and_then_goes(
    fetch: Fetch, redis: Redis, redis_url: str, tmp_path: Path
) -> None:
    settings = CleanerSettings(redis_url=redis_url, data_folder=tmp_path, cleaner_memory_days=60, _env_file=None)
    async with open_worker(settings, redis) as cleaner:
        await handle(cleaner, fetch, old_layout, range(30))
        await handle(cleaner, fetch, emptied_layout, range(30, 50))

    assert 59 * 86_400 < await redis.ttl(DRIFT_KEY) <= 60 * 86_400
    assert await read_drift_alarms(redis, TODAY + timedelta(days=60)) != ()
    await forget_silent_outlets(redis, TODAY + timedelta(days=60))
    assert await redis.hlen(DRIFT_KEY) == 1
    await forget_silent_outlets(redis, TODAY + timedelta(days=61))
    assert await redis.hlen(DRIFT_KEY) == 0
