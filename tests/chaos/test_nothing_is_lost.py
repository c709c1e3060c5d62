"""Kills workers and servers at the worst moments, and counts what came out."""

import asyncio
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from claimwire.connect import open_redis
from claimwire.events import ArticleDiscovered, ArticleExtracted
from claimwire.reliability.dead_letters import list_dead_letters
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.lag import group_states
from claimwire.reliability.publish import StreamPublisher
from claimwire.reliability.steady import Steadily
from claimwire.streams import Partition
from claimwire.topology import group_names
from tests.chaos.crew import STAGES, Crew
from tests.chaos.proxy import lossy_proxy
from tests.chaos.stage import CRASHER, FAILPOINTS
from tests.pipeline import discovered
from tests.servers import Server, docker_answers, executable, running_server

P0 = Partition(0)
POISON = 10
EVENT_OF = {"fetcher": "article.discovered", "cleaner": "article.fetched", "extractor": "article.cleaned"}


@dataclass(frozen=True)
class Form:
    """How long a run is."""

    articles: int
    outside_kills: int
    server_kills: int
    kill_share: float
    least_worker_kills: int


SHORT = Form(articles=600, outside_kills=6, server_kills=1, kill_share=0.0015, least_worker_kills=8)
LONG = Form(articles=5_000, outside_kills=12, server_kills=3, kill_share=0.0007, least_worker_kills=20)


@dataclass
class Ledger:
    articles: int
    outputs: Counter[str] = field(default_factory=Counter)
    dead: Counter[str] = field(default_factory=Counter)
    innocents: list[str] = field(default_factory=list)
    pending: int = 0
    lag: int = 0

    @property
    def lost(self) -> set[str]:
        return {f"ver_{number:05d}" for number in range(self.articles)} - set(self.outputs)

    @property
    def duplicated(self) -> int:
        return sum(count - 1 for count in self.outputs.values())


@pytest.mark.parametrize("kind", ["redis", "valkey"])
@pytest.mark.timeout(900)
async def test_nothing_is_lost_and_nothing_published_twice(kind: str, tmp_path: Path) -> None:
    if not docker_answers() and executable(kind) is None:
        pytest.skip(f"NOT RUN ON {kind.upper()}: no {kind} server is installed and no Docker daemon answers")
    form = LONG if os.environ.get("CLAIMWIRE_CHAOS") == "long" else SHORT
    begun = time.monotonic()
    with running_server(kind, tmp_path) as server:
        async with lossy_proxy(server.port, share=0.03) as proxy:
            environment = {
                "CLAIMWIRE_LEASE_SECONDS": "1.5",
                "CLAIMWIRE_RETRY_BACKOFF_SECONDS": "0.05",
                "CLAIMWIRE_RETRY_BACKOFF_LIMIT_SECONDS": "2",
                "CLAIMWIRE_CHAOS_KILL_SHARE": str(form.kill_share),
            }
            crew = Crew([server.url, f"redis://127.0.0.1:{proxy.port}/0"], tmp_path, environment)
            ledger = await run(server, crew, form)
        kills = crew.kills()

    worker_kills = sum(kills.values()) + crew.killed_from_outside
    points = ", ".join(f"{point} {count}" for point, count in sorted(kills.items()))
    print(
        f"\nchaos on {kind}: {form.articles} articles, {len(STAGES)} stages, {time.monotonic() - begun:.0f} s\n"
        f"  worker kills {worker_kills} ({points}, at random from outside {crew.killed_from_outside}), "
        f"server SIGKILLs {form.server_kills}, hand-off replies dropped {proxy.dropped}\n"
        f"  out {len(ledger.outputs)}, lost {len(ledger.lost)}, duplicated outputs {ledger.duplicated}, "
        f"dead letters {dict(ledger.dead)}, innocents there {len(ledger.innocents)}, "
        f"pending {ledger.pending}, lag {ledger.lag}"
    )
    assert ledger.lost == set()
    assert ledger.duplicated == 0
    assert ledger.dead == {"undecodable": POISON, "crash_loop": 1}
    assert ledger.innocents == []
    assert (ledger.pending, ledger.lag) == (0, 0)
    assert worker_kills >= form.least_worker_kills
    assert proxy.dropped > 0
    if form is LONG:
        assert set(FAILPOINTS) <= set(kills)


async def run(server: Server, crew: Crew, form: Form) -> Ledger:
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        articles = [discovered(number) for number in range(form.articles)]
        half = form.articles // 2
        await publisher.publish([*articles[:half], discovered(0, article_id=CRASHER)])
        for number in range(POISON):
            await redis.xadd(P0.stream(ArticleDiscovered), {"type": "article.discovered", "data": f"poison {number}"})
        tasks = await crew.start(per_stage=2)
        try:
            published = asyncio.create_task(publisher.publish(articles[half:]))
            await outside_violence(server, crew, form)
            await published
            return await settled(redis, form)
        finally:
            await crew.stop(tasks)


async def outside_violence(server: Server, crew: Crew, form: Form) -> None:
    await asyncio.sleep(2)
    each = max(1, form.outside_kills // form.server_kills)
    for _ in range(form.server_kills):
        for _ in range(each):
            crew.kill_one()
            await asyncio.sleep(0.5)
        server.kill()
        await asyncio.sleep(0.3)
        server.start()
        await asyncio.sleep(1)


async def settled(redis: object, form: Form) -> Ledger:
    """Wait until everything came out or was set aside and nothing is unfinished, then count."""
    steadily = Steadily()
    deadline = time.monotonic() + 400
    while True:
        ledger = await steadily("count", count, redis, form)
        if not ledger.lost and not ledger.pending and not ledger.lag and sum(ledger.dead.values()) > POISON:
            return ledger
        if time.monotonic() > deadline:
            return ledger
        await asyncio.sleep(0.5)


async def count(redis: object, form: Form) -> Ledger:
    ledger = Ledger(form.articles)
    entries = await redis.xrange(P0.stream(ArticleExtracted))  # type: ignore[attr-defined]  # the async client
    ledger.outputs = Counter(fields[b"subject"].decode() for _, fields in entries)
    pairs = [(EVENT_OF[stage], stage) for stage in STAGES]
    for state in await group_states(redis, pairs, partition_count=1):  # type: ignore[arg-type]  # as above
        ledger.pending += state.pending
        ledger.lag += state.lag
    async for letter in list_dead_letters(redis, partition_count=1, groups=list(STAGES)):  # type: ignore[arg-type]  # as above
        ledger.dead[letter.kind] += 1
        if letter.kind != "undecodable" and letter.subject != CRASHER.replace("art", "ver"):
            ledger.innocents.append(f"{letter.kind} {letter.subject}: {letter.error}")
    return ledger
