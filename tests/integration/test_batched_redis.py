import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

from claimwire.batched_redis import BatchedRedis
from tests.servers import Server


@pytest.fixture
async def redis(lasting_server: Server) -> AsyncIterator[Redis]:
    async with BatchedRedis.from_url(lasting_server.url) as client:
        await client.flushall()
        yield client


async def test_what_is_asked_at_once_is_answered_each(redis: Redis) -> None:
    await asyncio.gather(*(redis.set(f"key {number}", number) for number in range(500)))

    answers = await asyncio.gather(*(redis.get(f"key {number}") for number in range(500)))

    assert answers == [str(number).encode() for number in range(500)]


async def test_answers_have_the_form_that_redis_py_gives_them(redis: Redis) -> None:
    await redis.hset("hash", mapping={"a": 1})

    assert await redis.hgetall("hash") == {b"a": b"1"}
    assert await redis.zadd("zset", {"a": 1.5}) == 1
    assert await redis.zrange("zset", 0, -1, withscores=True) == [(b"a", 1.5)]
    assert await redis.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


async def test_a_script_that_is_not_known_yet_is_loaded(redis: Redis) -> None:
    script = redis.register_script("return {KEYS[1], ARGV[1]}")

    assert await asyncio.gather(*(script(keys=["key"], args=[f"{number}"]) for number in range(3))) == [
        [b"key", b"0"],
        [b"key", b"1"],
        [b"key", b"2"],
    ]


async def test_an_error_is_that_of_its_own_command(redis: Redis) -> None:
    await redis.set("text", "no number")

    before, failed, after = await asyncio.gather(
        redis.incr("number"), redis.incr("text"), redis.incr("number"), return_exceptions=True
    )

    assert (before, after) == (1, 2)
    assert isinstance(failed, ResponseError)


async def test_one_who_gives_up_takes_nothing_from_the_others(redis: Redis) -> None:
    hasty = asyncio.ensure_future(redis.incr("number"))
    patient = asyncio.ensure_future(redis.incr("number"))
    await asyncio.sleep(0)

    hasty.cancel()

    assert await patient in {1, 2}
    assert await redis.get("number") in {b"1", b"2"}


async def test_a_server_that_goes_away_is_an_error_of_all_and_comes_back(server: Server) -> None:
    async with BatchedRedis.from_url(server.url, retry=None) as redis:
        await redis.set("key", "value")
        server.kill()
        outcomes = await asyncio.gather(*(redis.get("key") for _ in range(5)), return_exceptions=True)

        server.start()

        assert all(isinstance(outcome, RedisConnectionError) for outcome in outcomes)
        assert await redis.get("key") == b"value"
