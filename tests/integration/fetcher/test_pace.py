import asyncio
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from claimwire.errors import Outage
from services.fetcher.pace import NotYet, Now, Pace

HOST = "tidepost.example"


def pace_of(redis: Redis, *, per_host: int = 2, delay: float = 0.0, lease: float = 60.0, back_off: float = 5.0) -> Pace:
    return Pace(
        redis=redis,
        per_host=per_host,
        delay=timedelta(seconds=delay),
        lease=timedelta(seconds=lease),
        back_off=timedelta(seconds=back_off),
    )


async def wait_of(pace: Pace, slot: str = "another", crawl_delay: float | None = None, host: str = HOST) -> float:
    answer = await pace.ask(host, slot, None if crawl_delay is None else timedelta(seconds=crawl_delay))
    return answer.wait.total_seconds() if isinstance(answer, NotYet) else 0.0


async def test_the_next_request_of_any_fetcher_waits_for_the_delay(redis: Redis) -> None:
    one, other = pace_of(redis, delay=30), pace_of(redis, delay=30)

    first = await one.ask(HOST, "a", None)

    assert first == Now(timedelta())
    assert 25 < await wait_of(other) <= 30
    assert await wait_of(other, host="gull.example") == 0


async def test_starts_of_many_fetchers_keep_their_distance(redis: Redis) -> None:
    starts: list[float] = []

    async def visit(number: int) -> None:
        pace = pace_of(redis, per_host=99, delay=0.05)
        while isinstance(answer := await pace.ask(HOST, f"{number}", None), NotYet):
            await asyncio.sleep(answer.wait.total_seconds())
        seconds, microseconds = await redis.time()
        starts.append(seconds + microseconds / 1e6)

    await asyncio.gather(*(visit(number) for number in range(8)))

    # The moments are told a little later than they were given out, each by its own delay.
    assert max(starts) - min(starts) > 0.05 * 7 - 0.03


async def test_a_crawl_delay_holds_for_those_who_do_not_know_it(redis: Redis) -> None:
    pace = pace_of(redis, delay=0.5)

    await wait_of(pace, "a", crawl_delay=40)

    assert 35 < await wait_of(pace, "b") <= 40


async def test_a_crawl_delay_that_is_taken_back_holds_no_more(redis: Redis) -> None:
    pace = pace_of(redis)
    await pace.ask(HOST, "a", timedelta(milliseconds=1))
    await asyncio.sleep(0.01)

    await pace.ask(HOST, "b", timedelta())

    assert isinstance(await pace.ask(HOST, "a", None), Now)


async def test_all_fetchers_together_have_so_many_slots_at_a_host(redis: Redis) -> None:
    one, other = pace_of(redis), pace_of(redis)
    assert isinstance(await one.ask(HOST, "a", None), Now)
    assert isinstance(await other.ask(HOST, "b", None), Now)

    third = await one.ask(HOST, "c", None)
    await other.give_back([(HOST, "b")])

    assert isinstance(third, NotYet)
    assert not third.is_known
    assert isinstance(await one.ask(HOST, "c", None), Now)


async def test_the_slot_of_a_fetcher_that_died_runs_out(redis: Redis) -> None:
    pace = pace_of(redis, per_host=1, lease=0.05)
    await pace.ask(HOST, "dead", None)
    assert isinstance(await pace.ask(HOST, "b", None), NotYet)

    await asyncio.sleep(0.06)

    assert isinstance(await pace.ask(HOST, "b", None), Now)


async def test_a_fetcher_does_not_keep_a_slot_from_one_that_waits_for_it(redis: Redis) -> None:
    greedy, waiting = pace_of(redis, per_host=1), pace_of(redis, per_host=1)
    await greedy.ask(HOST, "a", None)
    await waiting.ask(HOST, "b", None)

    again = await greedy.ask(HOST, "a", None)

    assert isinstance(again, NotYet)
    assert isinstance(await waiting.ask(HOST, "b", None), Now)


async def test_a_wish_that_nobody_comes_back_for_is_forgotten(redis: Redis) -> None:
    pace, gone = pace_of(redis, per_host=1), pace_of(redis, per_host=1)
    await pace.ask(HOST, "a", None)
    await gone.ask(HOST, "b", None)
    await pace.give_back([(HOST, "a")])

    await asyncio.sleep(0.35)

    assert isinstance(await pace.ask(HOST, "a", None), Now)


async def test_only_a_slot_without_pace_may_be_used_again(redis: Redis) -> None:
    free = await pace_of(redis).ask(HOST, "a", None)
    paced = await pace_of(redis).ask("gull.example", "a", timedelta(seconds=1))

    assert free == Now(timedelta(seconds=1))
    assert paced == Now(timedelta())


async def test_a_host_that_asks_for_rest_gets_it_from_all(redis: Redis) -> None:
    one, other = pace_of(redis), pace_of(redis)

    wait = await one.push_back(HOST, timedelta(seconds=60))

    assert wait == timedelta(seconds=60)
    assert 55 < await wait_of(other) <= 60


async def test_nobody_closes_a_host_for_a_year(redis: Redis) -> None:
    assert await pace_of(redis).push_back(HOST, timedelta(days=365)) == timedelta(hours=1)


async def test_trouble_that_comes_back_doubles_the_rest(redis: Redis) -> None:
    pace = pace_of(redis, back_off=0.02)
    waits = []
    for _ in range(3):
        wait = await pace.push_back(HOST, None)
        waits.append(round(wait.total_seconds(), 3))
        await asyncio.sleep(wait.total_seconds() + 0.005)

    assert waits == [0.02, 0.04, 0.08]


async def test_requests_that_were_under_way_do_not_double_the_rest(redis: Redis) -> None:
    pace = pace_of(redis, back_off=30)

    waits = [await pace.push_back(HOST, None) for _ in range(5)]

    assert all(timedelta(seconds=25) < wait <= timedelta(seconds=30) for wait in waits)


async def test_a_full_broker_lets_requests_in_and_hosts_rest(redis: Redis) -> None:
    pace = pace_of(redis)
    await redis.config_set("maxmemory", "1")
    try:
        assert isinstance(await pace.ask(HOST, "a", timedelta(seconds=1)), Now)
        assert await pace.push_back(HOST, None) == timedelta(seconds=5)
        await pace.give_back([(HOST, "a")])
    finally:
        await redis.config_set("maxmemory", "0")


async def test_a_broker_that_is_away_is_an_outage() -> None:
    async with Redis.from_url("redis://127.0.0.1:1/0") as nowhere:
        with pytest.raises(Outage, match=HOST):
            await pace_of(nowhere).ask(HOST, "a", None)
