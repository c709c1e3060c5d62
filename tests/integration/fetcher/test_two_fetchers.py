"""Two fetcher processes on the feeds of many hosts: the servers' own logs tell whether they were polite."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from claimwire.envelope import decode
from claimwire.events import ArticleFetched, FeedDue
from claimwire.streams import Partition
from services.fetcher.feeds import Feeds, FeedSubscription
from tests.integration.fetcher.many_hosts import ARTICLES_PER_FEED, HOSTS, ManyHosts, Visit, many_hosts
from tests.servers import running_server

INTERVAL_SECONDS, DELAY_SECONDS, PER_HOST = 4.0, 0.25, 2
#: A request that was let in arrives a little later, each by its own delay: two more than the pace allows may be seen
#: within a window, while two fetchers with a pace each would be seen twice as often.
WINDOW_SECONDS, SEEN_LATE = 4.0, 2


@asynccontextmanager
async def fetcher_process(url: str, name: str, folder: Path) -> AsyncIterator[None]:
    """Run a fetcher while inside; its user agent says its name."""
    environment = {
        **{variable: value for variable, value in os.environ.items() if not variable.startswith("CLAIMWIRE_")},
        "PYTHONPATH": os.pathsep.join(sys.path),
        "CLAIMWIRE_REDIS_URL": url,
        "CLAIMWIRE_DATA_FOLDER": str(folder),
        "CLAIMWIRE_LOG_LEVEL": "error",
        "CLAIMWIRE_FETCHER_CONTACT": f"https://{name}.example/bot",
        "CLAIMWIRE_FETCHER_ALLOWED_NETWORKS": "127.0.0.0/8",
        "CLAIMWIRE_FETCHER_HOST_DELAY_SECONDS": str(DELAY_SECONDS),
        "CLAIMWIRE_FETCHER_PER_HOST": str(PER_HOST),
        "CLAIMWIRE_FETCHER_SCHEDULE_SECONDS": "0.2",
        "CLAIMWIRE_JANITOR_SECONDS": "3600",  # the turns are counted at the end
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.fetcher", env=environment, cwd=folder
    )
    try:
        yield
        assert process.returncode is None
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 30)


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "seconds",
    [
        14,
        pytest.param(
            60,
            marks=[
                pytest.mark.full,
                pytest.mark.skipif(os.environ.get("CLAIMWIRE_CHAOS") != "long", reason="run with CLAIMWIRE_CHAOS=long"),
            ],
        ),
    ],
)
async def test_two_fetchers_poll_each_feed_once_at_the_pace_of_its_host(seconds: int, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        server = stack.enter_context(running_server("valkey", tmp_path))
        hosts = await stack.enter_async_context(many_hosts())
        redis = await stack.enter_async_context(Redis.from_url(server.url))
        for feed in hosts.feeds:
            await Feeds(redis).add(FeedSubscription(feed, "The Quay", INTERVAL_SECONDS))
        for name in ("one", "two"):
            await stack.enter_async_context(fetcher_process(server.url, name, tmp_path))
        await _first_visit(hosts)
        await asyncio.sleep(seconds)
        # Polls first: the turn of each is published by then, while both fetchers go on.
        polls = hosts.polls()
        turns, fetched = await _turns(redis), await redis.xlen(Partition(0).stream(ArticleFetched))

    _tell(hosts, polls, turns, fetched, seconds)
    assert max(Counter(turns).values()) == 1, "no turn of a feed was published twice"
    due = Counter(feed for feed, _ in turns)
    assert [feed for feed in hosts.feeds if len(polls[feed]) > due[feed]] == [], "no turn was polled twice"
    assert sum(map(len, polls.values())) > len(hosts.feeds) * seconds / INTERVAL_SECONDS / 2
    assert {host: most for host in hosts.visits if (most := _most_in_window(hosts.visits[host])) > _allowed()} == {}
    assert {host: asked for host, asked in _robots_asked(hosts).items() if asked != 1} == {}
    repeated = [(hosts.changes(feed), visit) for feed in hosts.feeds for visit in polls[feed][1:]]
    assert {visit.status for changes, visit in repeated if visit.conditional and not changes} == {304}
    # A feed that waited for its first turn longer than its interval is polled again before that was through.
    assert sum(not visit.conditional for _, visit in repeated) <= len(repeated) / 50
    assert len(_agents(hosts)) == 2, "both fetchers took part"
    assert fetched >= len(hosts.feeds) * ARTICLES_PER_FEED / 2


async def _first_visit(hosts: ManyHosts) -> None:
    async with asyncio.timeout(60):
        while not hosts.visits:
            await asyncio.sleep(0.05)


async def _turns(redis: Redis) -> list[tuple[str, str]]:
    entries: Any = await redis.xrange(Partition(0).stream(FeedDue))
    events = [decode(fields, FeedDue) for _, fields in entries]
    return [(event.feed_url, event.due_at.isoformat()) for event in events if isinstance(event, FeedDue)]


def _allowed() -> int:
    return round(WINDOW_SECONDS / DELAY_SECONDS) + 1 + SEEN_LATE


def _most_in_window(visits: Sequence[Visit]) -> int:
    """Return how many requests came to a host within the busiest window."""
    moments = sorted(visit.at for visit in visits)
    return max(sum(1 for each in moments if begin <= each < begin + WINDOW_SECONDS) for begin in moments)


def _robots_asked(hosts: ManyHosts) -> dict[str, int]:
    return {host: sum(visit.path == "/robots.txt" for visit in visits) for host, visits in hosts.visits.items()}


def _agents(hosts: ManyHosts) -> set[str]:
    return {visit.visitor for visits in hosts.visits.values() for visit in visits}


def _tell(
    hosts: ManyHosts, polls: dict[str, list[Visit]], turns: list[tuple[str, str]], fetched: int, seconds: int
) -> None:
    visits = [visit for each in hosts.visits.values() for visit in each]
    print(
        f"\ntwo fetchers, {len(hosts.feeds)} feeds on {HOSTS} hosts, {seconds} s: {len(visits)} requests, "
        f"{len(turns)} turns, {sum(map(len, polls.values()))} polls, {fetched} articles fetched; "
        f"unchanged {sum(visit.status == 304 for visit in visits)}; busiest host "
        f"{max(map(_most_in_window, hosts.visits.values()))} in {WINDOW_SECONDS:g} s of {_allowed()} allowed; "
        f"by fetcher {sorted(Counter(visit.visitor for visit in visits).values())}"
    )
