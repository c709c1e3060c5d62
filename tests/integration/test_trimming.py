"""Trimming never takes what a stage has not finished, and never takes from a subscriber in silence."""

import asyncio

from redis.asyncio import Redis

from claimwire.events import EVENTS, ArticleDiscovered
from claimwire.reliability.groups import ensure_group
from claimwire.reliability.janitor import Janitor
from claimwire.reliability.lag import group_states
from claimwire.reliability.publish import StreamPublisher
from claimwire.reliability.steady import Steadily
from claimwire.streams import SUBSCRIBER_PREFIX, Partition
from claimwire.subscription import Gap, Received, Subscription
from tests.pipeline import discovered, open_redis
from tests.servers import Server

P0 = Partition(0)
IN = P0.stream(ArticleDiscovered)
#: The edge lies ahead of what was just published, in whichever millisecond that was.
NO_RETENTION = -1.0


def janitor(redis: Redis, *, retention_hours: float = 24.0) -> Janitor:
    return Janitor(
        redis,
        event_types=EVENTS,
        partition_count=1,
        every_seconds=60,
        retention_hours=retention_hours,
        steadily=Steadily(),
    )


async def read(redis: Redis, group: str, count: int, *, acknowledge: bool = True) -> list[bytes]:
    answer = await redis.xreadgroup(group, "reader", {IN: ">"}, count=count)
    if not answer:
        return []
    ((_, entries),) = answer
    if acknowledge:
        await redis.xack(IN, group, *(entry_id for entry_id, _ in entries))
    return [fields[b"subject"] for _, fields in entries]


async def test_trimming_under_load_with_one_slow_group_loses_nothing(server: Server) -> None:
    total = 3_000
    fast: list[bytes] = []
    slow: list[bytes] = []
    lengths: list[int] = []
    async with open_redis(server.url) as redis:
        for group in ("fast", "slow"):
            await ensure_group(redis, IN, group)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        cleaner = janitor(redis)

        async def publish() -> None:
            for start in range(0, total, 100):
                await publisher.publish([discovered(number) for number in range(start, start + 100)])
                await asyncio.sleep(0)

        async def consume(group: str, seen: list[bytes], count: int, pause: float) -> None:
            while len(seen) < total:
                seen += await read(redis, group, count)
                await asyncio.sleep(pause)

        async def trim() -> None:
            while len(slow) < total:
                await cleaner.trim(P0, "article.discovered")
                lengths.append(await redis.xlen(IN))
                await asyncio.sleep(0.005)

        await asyncio.gather(publish(), consume("fast", fast, 500, 0), consume("slow", slow, 40, 0.002), trim())
        await cleaner.trim(P0, "article.discovered")
        length = await redis.xlen(IN)
        states = await group_states(redis, [("article.discovered", g) for g in ("fast", "slow")], partition_count=1)

    everything = [f"art_{number:05d}".encode() for number in range(total)]
    print(f"\nstream length while trimming: {lengths[:: max(1, len(lengths) // 20)]} -> {length}")
    assert fast == everything
    assert slow == everything
    assert [state.lost for state in states] == [0, 0]
    assert length <= 1
    assert min(lengths[len(lengths) // 2 :]) < max(lengths)


async def test_an_entry_that_is_pending_is_not_trimmed(server: Server) -> None:
    async with open_redis(server.url) as redis:
        await ensure_group(redis, IN, "stage")
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(n) for n in range(20)])
        await read(redis, "stage", 5)
        (held,) = await read(redis, "stage", 1, acknowledge=False)
        await read(redis, "stage", 14)

        trimmed = await janitor(redis, retention_hours=NO_RETENTION).trim(P0, "article.discovered")
        kept = [fields[b"subject"] for _, fields in await redis.xrange(IN)]

    assert trimmed == 5
    assert kept[0] == held


async def test_a_subscriber_that_fell_behind_the_retention_is_told_of_the_gap(server: Server) -> None:
    async with open_redis(server.url) as redis:
        await ensure_group(redis, IN, "stage")
        subscription = Subscription(redis, (ArticleDiscovered,), name="desk", partition_count=1)
        await subscription.register()
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        await publisher.publish([discovered(number) for number in range(10)])
        received = []
        async for item in subscription:
            received.append(item)
            if len(received) == 4:
                break
        await read(redis, "stage", 10)

        within_the_retention = await janitor(redis).trim(P0, "article.discovered")
        assert within_the_retention == 3
        await janitor(redis, retention_hours=NO_RETENTION).trim(P0, "article.discovered")
        await publisher.publish([discovered(99)])
        after = []
        async for item in subscription:
            after.append(item)
            if isinstance(item, Received) and item.event.subject == "art_00099":
                break

    subjects = [item.event.subject for item in received if isinstance(item, Received)]
    assert subjects == ["art_00000", "art_00001", "art_00002", "art_00003"]
    assert isinstance(after[0], Gap)
    assert after[0].missed == 6
    assert [item.event.subject for item in after[1:] if isinstance(item, Received)] == ["art_00009", "art_00099"]


async def gap_of(redis: Redis, name: str) -> list[str] | None:
    """Give what the hash says of a subscriber: where it stood, where the stream begins, how many it missed."""
    told = await redis.hget(P0.gaps, f"{IN} {SUBSCRIBER_PREFIX}{name}")
    return told.decode().split(" ") if told else None


async def test_a_subscriber_that_never_read_is_told_of_the_gap(server: Server) -> None:
    async with open_redis(server.url) as redis:
        for group in ("stage", SUBSCRIBER_PREFIX + "desk"):
            await ensure_group(redis, IN, group)
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(n) for n in range(10)])
        await read(redis, "stage", 10)

        trimmed = await janitor(redis, retention_hours=NO_RETENTION).trim(P0, "article.discovered")
        gap = await gap_of(redis, "desk")
        ((first, _),) = await redis.xrange(IN)

    assert trimmed == 9
    assert gap == ["0-0", first.decode(), "9"]


async def test_a_subscriber_that_was_not_overtaken_is_told_of_no_gap(server: Server) -> None:
    async with open_redis(server.url) as redis:
        for group in ("stage", SUBSCRIBER_PREFIX + "desk"):
            await ensure_group(redis, IN, group)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        gaps = []
        for start in range(0, 50, 10):
            await publisher.publish([discovered(n) for n in range(start, start + 10)])
            await read(redis, "stage", 10)
            await read(redis, SUBSCRIBER_PREFIX + "desk", 10)
            await ensure_group(redis, IN, SUBSCRIBER_PREFIX + "late")
            await redis.xgroup_setid(IN, SUBSCRIBER_PREFIX + "late", "$")
            await janitor(redis, retention_hours=NO_RETENTION).trim(P0, "article.discovered")
            gaps += [await gap_of(redis, "desk"), await gap_of(redis, "late")]

    assert gaps == [None] * 10


async def test_a_slow_subscriber_within_the_retention_is_told_of_no_gap(server: Server) -> None:
    async with open_redis(server.url) as redis:
        for group in ("stage", SUBSCRIBER_PREFIX + "desk"):
            await ensure_group(redis, IN, group)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        gaps, trimmed = [], 0
        for start in range(0, 50, 10):
            await publisher.publish([discovered(n) for n in range(start, start + 10)])
            await read(redis, "stage", 10)
            await read(redis, SUBSCRIBER_PREFIX + "desk", 7)
            trimmed += await janitor(redis).trim(P0, "article.discovered")
            gaps.append(await gap_of(redis, "desk"))

    assert trimmed == 34
    assert gaps == [None] * 5


async def test_each_subscriber_is_told_how_many_it_missed_itself(server: Server) -> None:
    async with open_redis(server.url) as redis:
        for group in ("stage", *(SUBSCRIBER_PREFIX + name for name in ("none", "three", "holding", "twin"))):
            await ensure_group(redis, IN, group)
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(n) for n in range(10)])
        await read(redis, "stage", 10)
        for name in ("three", "twin"):
            await read(redis, SUBSCRIBER_PREFIX + name, 3)
        await read(redis, SUBSCRIBER_PREFIX + "holding", 1)
        await read(redis, SUBSCRIBER_PREFIX + "holding", 4, acknowledge=False)

        trimmed = await janitor(redis, retention_hours=NO_RETENTION).trim(P0, "article.discovered")
        missed = {name: (await gap_of(redis, name) or [""])[-1] for name in ("none", "three", "twin", "holding")}

    assert trimmed == 9
    assert missed == {"none": "9", "three": "6", "twin": "6", "holding": "8"}


async def test_a_gap_that_was_not_read_yet_grows(server: Server) -> None:
    async with open_redis(server.url) as redis:
        for group in ("stage", SUBSCRIBER_PREFIX + "desk"):
            await ensure_group(redis, IN, group)
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        await publisher.publish([discovered(n) for n in range(4)])
        await read(redis, SUBSCRIBER_PREFIX + "desk", 2, acknowledge=False)
        await read(redis, "stage", 4)
        await janitor(redis, retention_hours=NO_RETENTION).trim(P0, "article.discovered")
        first = await gap_of(redis, "desk")
        await publisher.publish([discovered(n) for n in range(4, 10)])
        await read(redis, "stage", 6)

        await janitor(redis, retention_hours=NO_RETENTION).trim(P0, "article.discovered")
        second = await gap_of(redis, "desk")
        ((begins, _),) = await redis.xrange(IN)

    assert first is not None
    assert second is not None
    assert (first[2], second[2]) == ("3", "9")
    assert second[:2] == [first[0], begins.decode()]


async def test_a_subscriber_gets_again_what_it_had_not_acknowledged(server: Server) -> None:
    async with open_redis(server.url) as redis:
        publisher = StreamPublisher(redis, source="urn:test", partition_count=1)
        first = Subscription(redis, (ArticleDiscovered,), name="desk", partition_count=1)
        await first.register()
        await publisher.publish([discovered(number) for number in range(3)])
        async for _ in first:
            break

        again = []
        async for item in Subscription(redis, (ArticleDiscovered,), name="desk", partition_count=1):
            assert isinstance(item, Received)
            again.append(item.event.subject)
            if len(again) == 3:
                break

    assert again == ["art_00000", "art_00001", "art_00002"]


async def test_nothing_is_trimmed_while_a_stage_has_finished_nothing(server: Server) -> None:
    async with open_redis(server.url) as redis:
        await ensure_group(redis, IN, "stage")
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([discovered(n) for n in range(5)])

        assert await janitor(redis, retention_hours=NO_RETENTION).trim(P0, "article.discovered") == 0
        assert await redis.xlen(IN) == 5
