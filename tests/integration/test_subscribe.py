"""Subscribers get each event at least once, whatever breaks on the way; followers stay registered while they live."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from redis.asyncio import Redis

from claimwire.envelope import encode
from claimwire.events import EVENTS, ArticleDiscovered, ArticleDropped
from claimwire.follow import Follow
from claimwire.reliability.janitor import Janitor
from claimwire.reliability.publish import StreamPublisher
from claimwire.reliability.steady import Steadily
from claimwire.streams import EPHEMERAL_PREFIX, SUBSCRIBER_PREFIX, Partition
from claimwire.subscription import Gap, Received, Subscription, subscribe, unsubscribe
from tests.pipeline import discovered, dropped, open_redis
from tests.servers import Server

P0 = Partition(0)
IN, DROPPED = P0.stream(ArticleDiscovered), P0.stream(ArticleDropped)


async def take(subscription: Subscription[ArticleDiscovered], count: int) -> list[Received[ArticleDiscovered] | Gap]:
    """Take so many items and acknowledge all but the last."""
    taken: list[Received[ArticleDiscovered] | Gap] = []

    async def collect() -> None:
        async for item in subscription:
            taken.append(item)
            if len(taken) == count:
                return

    try:
        await asyncio.wait_for(collect(), 10)
    except TimeoutError as error:
        raise AssertionError(f"only {len(taken)} of {count} items came: {taken}") from error
    return taken


def subjects(items: list[Received[ArticleDiscovered] | Gap]) -> list[str]:
    return [item.event.subject for item in items if isinstance(item, Received)]


def publisher(redis: Redis) -> StreamPublisher:
    return StreamPublisher(redis, source="urn:test", partition_count=1)


@asynccontextmanager
async def proxy_that_loses_one_reply(target_port: int, holding: bytes) -> AsyncIterator[tuple[int, asyncio.Event]]:
    """Pass everything on, but cut the connection in place of the first reply that holds these bytes."""
    lost = asyncio.Event()
    served: set[asyncio.Task[None]] = set()

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, may_lose: bool) -> None:
        while data := await reader.read(1 << 20):
            if may_lose and not lost.is_set() and holding in data:
                lost.set()
                return
            writer.write(data)
            await writer.drain()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        served.add(task)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target_port)
        ways = [
            asyncio.create_task(pass_on(reader, far_writer, may_lose=False)),
            asyncio.create_task(pass_on(far_reader, writer, may_lose=True)),
        ]
        with suppress(OSError):
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        for end in (writer, far_writer):
            end.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], lost
    await asyncio.wait(served, timeout=5)


async def test_entries_whose_read_was_lost_on_the_way_are_read_again(server: Server) -> None:
    async with (
        open_redis(server.url) as redis,
        proxy_that_loses_one_reply(server.port, b"specversion") as (port, lost),
        subscribe(ArticleDiscovered, name="desk", redis_url=f"redis://127.0.0.1:{port}/0") as subscription,
    ):
        taking = asyncio.create_task(take(subscription, 3))
        await asyncio.sleep(0.2)  # it is past its own unacknowledged entries and waits for new ones
        await publisher(redis).publish([discovered(number) for number in range(3)])
        taken = await taking

    assert lost.is_set()
    assert subjects(taken) == ["art_00000", "art_00001", "art_00002"]


@pytest.mark.parametrize("change", [{"id": None}, {"time": None}, {"time": "yesterday"}, {"time": b"\xff"}], ids=str)
async def test_an_entry_without_its_attributes_stops_no_reader(
    server: Server, change: dict[str, str | bytes | None]
) -> None:
    fields = {**encode(discovered(1), source="urn:test"), **change}
    foreign = {name: value for name, value in fields.items() if value is not None}
    async with open_redis(server.url) as redis, Follow(redis, ArticleDiscovered, partition_count=1) as follow:
        subscription = Subscription(redis, (ArticleDiscovered,), name="desk", partition_count=1)
        await subscription.register()

        await redis.xadd(IN, foreign)  # type: ignore[arg-type]  # redis-py's dict is invariant
        await publisher(redis).publish([discovered(2)])

        assert subjects(await take(subscription, 1)) == ["art_00002"]
        assert [followed.event.subject for followed in await follow.read()] == ["art_00002"]


async def test_a_broken_traceparent_stops_no_subscriber(server: Server) -> None:
    async with open_redis(server.url) as redis:
        fields = {**encode(discovered(1), source="urn:test"), "traceparent": b"\xff"}
        await redis.xadd(IN, fields)  # type: ignore[arg-type]  # redis-py's dict is invariant
        subscription = Subscription(redis, (ArticleDiscovered,), name="desk", partition_count=1)
        await subscription.register()

        taken = await take(subscription, 1)

    assert subjects(taken) == ["art_00001"]


async def test_a_gap_is_told_again_until_the_next_item_was_asked_for(server: Server) -> None:
    field = f"{IN} {SUBSCRIBER_PREFIX}desk"
    async with open_redis(server.url) as redis:
        subscription = Subscription(redis, (ArticleDiscovered,), name="desk", partition_count=1)
        await subscription.register()
        await redis.hset(P0.gaps, field, "1-0 9-0 7")
        await publisher(redis).publish([discovered(1)])

        (first,) = await take(subscription, 1)
        again, event = await take(subscription, 2)
        left = await redis.hget(P0.gaps, field)

    assert first == again == Gap(IN, "1-0", "9-0", 7)
    assert subjects([event]) == ["art_00001"]
    assert left is None


async def test_a_gap_that_grew_while_it_was_told_is_told_again(server: Server) -> None:
    field = f"{IN} {SUBSCRIBER_PREFIX}desk"
    async with open_redis(server.url) as redis:
        subscription = Subscription(redis, (ArticleDiscovered,), name="desk", partition_count=1)
        await subscription.register()
        await redis.hset(P0.gaps, field, "1-0 9-0 7")
        told = []
        async for item in subscription:
            told.append(item)
            if len(told) == 2:
                break
            await redis.hset(P0.gaps, field, "1-0 20-0 12")

    assert told == [Gap(IN, "1-0", "9-0", 7), Gap(IN, "1-0", "20-0", 12)]


async def test_gaps_of_two_streams_are_both_told_though_the_first_telling_broke_off(server: Server) -> None:
    async with open_redis(server.url) as redis:
        events = (ArticleDiscovered, ArticleDropped)
        subscription = Subscription(redis, events, name="desk", partition_count=1)
        await subscription.register()
        for stream in (IN, DROPPED):
            await redis.hset(P0.gaps, f"{stream} {SUBSCRIBER_PREFIX}desk", "1-0 9-0 7")

        async for _ in subscription:
            break
        told = []
        async for item in Subscription(redis, events, name="desk", partition_count=1):
            told.append(item)
            if len(told) == 2:
                break

    assert told == [Gap(IN, "1-0", "9-0", 7), Gap(DROPPED, "1-0", "9-0", 7)]


async def test_nothing_is_kept_for_one_that_unsubscribed(server: Server) -> None:
    async with subscribe(ArticleDiscovered, name="desk", redis_url=server.url):
        pass

    await unsubscribe(ArticleDiscovered, name="desk", redis_url=server.url)

    async with open_redis(server.url) as redis:
        assert await redis.xinfo_groups(IN) == []


async def clean(redis: Redis) -> None:
    janitor = Janitor(
        redis, event_types=EVENTS, partition_count=1, every_seconds=0.001, retention_hours=24, steadily=Steadily()
    )
    await janitor.clean(P0)


async def ephemeral_groups(redis: Redis, stream: str = IN) -> list[str]:
    names = [row["name"].decode() for row in await redis.xinfo_groups(stream)]
    return [name for name in names if name.startswith(EPHEMERAL_PREFIX)]


@pytest.mark.parametrize("reads", [True, False], ids=["reading", "busy elsewhere"])
async def test_a_quiet_follower_that_lives_keeps_its_place(
    server: Server, monkeypatch: pytest.MonkeyPatch, *, reads: bool
) -> None:
    monkeypatch.setattr("claimwire.reliability.janitor._LEFT_AFTER_SECONDS", 0.6)
    monkeypatch.setattr("claimwire.follow._SIGN_OF_LIFE_SECONDS", 0.1)
    async with open_redis(server.url) as redis, Follow(redis, ArticleDiscovered, partition_count=1) as follow:
        for _ in range(10):
            if reads:
                assert await follow.read(wait_milliseconds=100) == []
            else:
                await asyncio.sleep(0.1)
        await clean(redis)
        await publisher(redis).publish([discovered(1)])

        assert len(await ephemeral_groups(redis)) == 1
        assert [followed.event.subject for followed in await follow.read()] == ["art_00001"]


async def test_a_follower_that_was_killed_before_it_read_is_removed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimwire.reliability.janitor._LEFT_AFTER_SECONDS", 0.1)
    async with open_redis(server.url) as redis, Follow(redis, ArticleDiscovered, partition_count=1):
        before = await ephemeral_groups(redis)
        await asyncio.sleep(0.3)  # no sign of life comes so soon
        await clean(redis)
        after = await ephemeral_groups(redis)

    assert len(before) == 1
    assert after == []


async def test_a_follower_that_lost_one_group_goes_on_with_the_others(server: Server) -> None:
    async with (
        open_redis(server.url) as redis,
        Follow(redis, ArticleDiscovered, ArticleDropped, partition_count=1) as follow,
    ):
        (group,) = await ephemeral_groups(redis)
        await publisher(redis).publish([discovered(1)])
        await redis.xgroup_destroy(DROPPED, group)

        followed = await follow.read() + await follow.read()
        await publisher(redis).publish([dropped(discovered(2))])
        followed += await follow.read()

    assert [type(each.event) for each in followed] == [ArticleDiscovered, ArticleDropped]
