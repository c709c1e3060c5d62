from typing import Any

import pytest
from redis.exceptions import DataError

from claimwire.connect import open_redis
from tests.servers import Server


@pytest.mark.parametrize(
    "value", ["Vessel Bay", "渡轮", b"\x00\xff", 7, 1.5, bytearray(b"ferry"), memoryview(b"ferry")]
)
async def test_what_is_written_is_read_again(server: Server, value: Any) -> None:
    async with open_redis(server.url) as redis:
        await redis.set("place", value)

        assert await redis.get("place") == (
            value if isinstance(value, bytes | bytearray | memoryview) else str(value).encode()
        )


async def test_what_cannot_be_written_is_refused_with_a_reason(server: Server) -> None:
    async with open_redis(server.url) as redis:
        with pytest.raises(DataError, match="NoneType"):
            await redis.set("place", None)  # type: ignore[arg-type]  # that is the point


async def test_commands_of_two_words_and_transactions_are_written_too(server: Server) -> None:
    async with open_redis(server.url) as redis:
        async with redis.pipeline(transaction=True) as pipeline:
            pipeline.set("place", "Vessel Bay")
            pipeline.get("place")
            replies = await pipeline.execute()

        assert replies == [True, b"Vessel Bay"]
        assert await redis.script_exists(await redis.script_load("return 1")) == [True]
