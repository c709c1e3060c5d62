"""Hosts that hang, drip and never end hold up no others."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack

from redis.asyncio import Redis

from claimwire.cancelling import cancelled
from services.fetcher.http_client import HttpClient, open_http_client
from services.fetcher.page import FetchFailed
from tests.integration.fetcher.conftest import Configure
from tests.integration.fetcher.hostile.broken_servers import BROKEN, PAGE
from tests.integration.fetcher.hostile.raw_server import RawServer, Talk, answering, serving

GOOD_HOSTS = 20
HOST_DELAY_SECONDS = 0.2
WINDOW_SECONDS = 2.0
#: Of what the pace of 20 hosts allows in that time; the rest is for a machine that has other work.
LEAST_SHARE = 0.6
_STUCK = ("accepts", "reads", "stops", "drips", "asks", "endless", "redirects")
BAD = [name for name in BROKEN if name.startswith(_STUCK)]


async def _visit(client: HttpClient, server: RawServer, ended: Counter[str], name: str) -> None:
    while True:
        try:
            await client.get(f"{server.url}/story")
        except FetchFailed:
            ended[f"{name}: failed"] += 1
        else:
            ended[f"{name}: page"] += 1


async def _count(client: HttpClient, good: Sequence[RawServer], bad: Sequence[RawServer]) -> Counter[str]:
    """Fetch from all hosts at once, again and again; count how the fetches of that time ended."""
    ended: Counter[str] = Counter()
    tasks = [asyncio.create_task(_visit(client, server, ended, "good")) for server in good]
    tasks += [asyncio.create_task(_visit(client, server, ended, "bad")) for server in bad]
    await asyncio.sleep(WINDOW_SECONDS)
    counted = Counter(ended)
    await cancelled(tasks)
    return counted


async def test_20_good_hosts_keep_their_pace_beside_bad_ones(redis: Redis, configure: Configure) -> None:
    settings = configure(
        fetcher_robots=False, fetcher_host_delay_seconds=HOST_DELAY_SECONDS, fetcher_per_host=2, fetcher_concurrency=64
    )
    async with AsyncExitStack() as stack:
        page = answering(f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {len(PAGE)}", PAGE)

        async def start(talk: Talk, host: str) -> RawServer:
            return await stack.enter_async_context(serving(talk, host))

        good = [await start(page, f"127.0.1.{number}") for number in range(1, GOOD_HOSTS + 1)]
        bad = [await start(BROKEN[name][0], f"127.0.2.{number}") for number, name in enumerate(BAD, 1)]
        client = await stack.enter_async_context(open_http_client(settings, redis))

        alone = await _count(client, good, [])
        beside = await _count(client, good, bad)

    possible = GOOD_HOSTS * (WINDOW_SECONDS / HOST_DELAY_SECONDS)
    print(
        f"\n{GOOD_HOSTS} good hosts in {WINDOW_SECONDS:g} s: {alone['good: page']} pages alone, "
        f"{beside['good: page']} beside {len(bad)} bad hosts; their pace allows {possible:g}"
    )
    assert len(bad) >= 20
    assert alone["good: failed"] == beside["good: failed"] == beside["bad: page"] == 0
    assert beside["good: page"] >= LEAST_SHARE * alone["good: page"] > 0
