"""Entries that somebody else wrote: they are set aside whole, and harm nothing beside them."""

from collections.abc import Sequence

import pytest

from claimwire.errors import PermanentError
from claimwire.events import ArticleDiscovered, ArticleDropped, Event
from claimwire.reliability.dead_letters import list_dead_letters, replay
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.publish import StreamPublisher
from claimwire.streams import Partition
from claimwire.topology import group_names
from tests.pipeline import discovered, dropped, eventually, fast_settings, open_redis, running_worker, worker_of
from tests.servers import Server

P0 = Partition(0)
IN, OUT = P0.stream(ArticleDiscovered), P0.stream(ArticleDropped)


async def handler(event: ArticleDiscovered) -> Sequence[Event]:
    return [dropped(event)]


@pytest.mark.parametrize(
    "fields",
    [
        {b"\xff\xfe\x00": b"\x80" * 10},
        {b"type": b"\xff", b"data": b"\x00" * 1000},
        {f"field{number}".encode(): b"\xff" for number in range(9_000)},
        {b"type": b"article.discovered", b"data": b"[" * 100_000},
        {b"type": b"article.discovered", b"replayfor": b"\xff\xfe"},
    ],
    ids=["no UTF-8 in names", "no UTF-8 in values", "9,000 fields", "deep JSON", "a senseless replay"],
)
async def test_a_foreign_entry_is_set_aside_whole_and_its_neighbours_pass(
    fields: dict[bytes, bytes], server: Server
) -> None:
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        await publisher.publish([discovered(number) for number in range(5)])
        await redis.xadd(IN, fields)  # type: ignore[arg-type]  # bytes are what it takes
        await publisher.publish([discovered(number) for number in range(5, 10)])
        async with running_worker(worker_of(handler), fast_settings(max_deliveries=2), server.url) as worker:

            async def settled() -> bool:
                dead = await redis.xlen(P0.dead_letters("fetcher"))
                return await redis.xlen(OUT) == 10 and (dead == 1 or b"replayfor" in fields)

            await eventually(settled)
            alive = not worker.done()
        letters = [letter async for letter in list_dead_letters(redis, partition_count=1, groups=["fetcher"])]
        pending = (await redis.xpending(IN, "fetcher"))["pending"]

    assert alive
    assert pending == 0
    # A replay for another group is passed over: nobody here was meant.
    expected = [] if b"replayfor" in fields else [fields]
    assert expected == [letter.fields for letter in letters]


async def test_what_has_too_many_fields_to_be_put_back_stays_where_it_is(server: Server) -> None:
    async with open_redis(server.url) as redis:
        await ensure_groups(redis, group_names(), partition_count=1)
        await redis.xadd(IN, {f"field{number}": "x" for number in range(9_000)})
        async with running_worker(worker_of(handler), fast_settings(), server.url):
            await eventually(lambda: redis.exists(P0.dead_letters("fetcher")))
        (letter,) = [letter async for letter in list_dead_letters(redis, partition_count=1, groups=["fetcher"])]

        with pytest.raises(PermanentError, match="9000 fields"):
            await replay(redis, letter)

        assert await redis.xlen(P0.dead_letters("fetcher")) == 1
