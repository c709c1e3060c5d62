"""A worker as a process: what it logs, measures and exits with."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from claimwire.connect import open_redis
from claimwire.events import ArticleDiscovered, ArticleDropped
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.publish import StreamPublisher
from claimwire.streams import Partition
from claimwire.topology import group_names
from tests.pipeline import discovered, eventually
from tests.servers import Server, free_port

P0 = Partition(0)
IN, OUT = P0.stream(ArticleDiscovered), P0.stream(ArticleDropped)


def start(url: str, folder: Path, **environment: str) -> "subprocess.Popen[bytes]":
    own = {
        "PYTHONPATH": "shared:.:" + os.environ.get("PYTHONPATH", ""),
        "CLAIMWIRE_REDIS_URL": url,
        "CLAIMWIRE_LOG_FORMAT": "json",
    }
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.a_worker"],
            env={**os.environ, **own, **environment},
            stderr=log,
            stdin=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
        )


async def test_a_worker_tells_what_it_does_and_ends_with_0_when_told(server: Server, tmp_path: Path) -> None:
    port = free_port()
    process = start(server.url, tmp_path, CLAIMWIRE_METRICS_PORT=str(port))
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(1), discovered(2)])

        async def out() -> bool:
            return await redis.xlen(OUT) == 2

        await eventually(out)
        ((_, first), (_, second)) = await redis.xrange(OUT)
        metrics = await asyncio.to_thread(read, f"http://127.0.0.1:{port}/metrics")
        health = await asyncio.to_thread(read, f"http://127.0.0.1:{port}/health")
    process.send_signal(signal.SIGTERM)
    code = process.wait(20)
    logs = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]

    assert code == 0
    assert health == "ok\n"
    assert 'claimwire_stage_messages_total{event="article.discovered",outcome="ok",worker="a_worker"} 2.0' in metrics
    assert "claimwire_stage_duration_seconds_bucket" in metrics
    trace = first[b"traceparent"].decode().split("-")[1]
    assert first[b"source"] == b"urn:claimwire:fetcher"
    assert second[b"traceparent"].decode().split("-")[1] != trace
    said = [line for line in logs if line["event"] == "seen"]
    assert {"art_00001", "art_00002"} == {line["subject"] for line in said}
    assert trace in {line["trace_id"] for line in said}


async def test_the_trace_of_an_entry_goes_on(server: Server, tmp_path: Path) -> None:
    process = start(server.url, tmp_path)
    given = "0af7651916cd43dd8448eb211c80319c"
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        await publisher.publish([discovered(1)])
        ((_, fields),) = await redis.xrange(IN)
        await redis.xadd(IN, {**fields, b"traceparent": f"00-{given}-b7ad6b7169203331-01"})

        async def out() -> bool:
            return await redis.xlen(OUT) == 2

        await eventually(out)
        traces = [fields[b"traceparent"].decode().split("-")[1] for _, fields in await redis.xrange(OUT)]
    process.terminate()
    process.wait(20)

    assert given in traces


async def test_hanging_work_ends_its_process_and_only_its_entry_is_set_aside(server: Server, tmp_path: Path) -> None:
    quick = {
        "CLAIMWIRE_LEASE_SECONDS": "0.5",
        "CLAIMWIRE_RETRY_BACKOFF_LIMIT_SECONDS": "0.5",
        "CLAIMWIRE_MAX_DELIVERIES": "3",
        "A_WORKER_HANGS_ON": "art_00003",
    }
    codes = []
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        await publisher.publish([discovered(number) for number in range(10)])
        process = start(server.url, tmp_path, **quick)
        async with asyncio.timeout(60):
            while await redis.xlen(P0.dead_letters("fetcher")) < 1 or await redis.xlen(OUT) < 9:
                if process.poll() is not None:
                    codes.append(process.returncode)
                    process = start(server.url, tmp_path, **quick)
                await asyncio.sleep(0.05)
        letters = [fields for _, fields in await redis.xrange(P0.dead_letters("fetcher"))]
    process.terminate()
    process.wait(20)

    assert set(codes) == {75}
    assert [b"art_00003"] == [letter[b"subject"] for letter in letters]
    assert letters[0][b"x-kind"] == b"crash_loop"


def test_a_worker_without_a_broker_says_what_to_set(tmp_path: Path) -> None:
    process = start("", tmp_path, CLAIMWIRE_DATA_FOLDER=str(tmp_path))

    assert process.wait(20) == 2
    assert "set CLAIMWIRE_REDIS_URL" in (tmp_path / "log").read_text()


def test_a_worker_with_a_senseless_setting_says_which(tmp_path: Path) -> None:
    process = start("redis://127.0.0.1:1/0", tmp_path, CLAIMWIRE_LEASE_SECONDS="-1")

    assert process.wait(20) == 2
    assert "CLAIMWIRE_LEASE_SECONDS" in (tmp_path / "log").read_text()


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return str(answer.read().decode())
