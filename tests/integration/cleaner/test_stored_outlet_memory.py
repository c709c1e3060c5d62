"""What is stored of an outlet is counted, fades, takes no more room than it may, and is there on a full server."""

import pytest
from redis.asyncio import Redis

from claimwire.connect import open_redis
from claimwire.errors import Outage
from claimwire.fingerprint import fingerprint
from claimwire.models import TextFingerprint
from services.cleaner.outlet.habits import Habit
from services.cleaner.outlet.learn_habits import Lesson
from services.cleaner.outlet.outlet_memory import OutletMemory, Visit
from tests.integration.cleaner.memories import memory, visit
from tests.integration.cleaner.newsroom import story
from tests.servers import free_port


def own(number: int) -> TextFingerprint:
    return fingerprint(" ".join(story(number)[1]))


async def learn(memory: OutletMemory, at: Visit, *keys: str, number: int = 1) -> None:
    await memory.remember(at, await memory.recall(at, keys), Lesson(keys, own(number)), None)


async def habit(memory: OutletMemory, key: str, *, day: int = 0) -> Habit | None:
    return (await memory.recall(visit(999, day=day), (key,))).habits.get(key)


async def test_articles_and_days_are_counted_and_the_share_follows(redis: Redis) -> None:
    outlet = memory(redis)
    for number, day in enumerate((0, 0, 1, 4)):
        await learn(outlet, visit(number, day=day), "often", *(["rare"] if number == 2 else []))

    assert await habit(outlet, "often", day=4) == Habit(articles=4, days=3, share=1.0)
    assert await habit(outlet, "rare", day=4) == Habit(articles=1, days=1, share=0.5)
    assert await habit(outlet, "never", day=4) is None


async def test_an_article_is_not_counted_for_its_own_later_versions(redis: Redis) -> None:
    outlet = memory(redis)
    for number, day in ((0, 0), (1, 1), (2, 1), (3, 4)):
        await learn(outlet, visit(number, day=day), "often", *(["mine"] if number == 3 else []))

    async def known_to(number: int, *, version: int = 2) -> dict[str, Habit]:
        return dict((await outlet.recall(visit(number, day=4, version=version), ("often", "mine"))).habits)

    # The third came on a day that another had opened; the fourth on one of its own.
    assert (await known_to(2))["often"] == Habit(articles=3, days=3, share=1.0)
    assert await known_to(3) == {"often": Habit(articles=3, days=2, share=1.0)}
    assert (await known_to(9))["often"] == Habit(articles=4, days=3, share=1.0)


async def test_a_habit_that_ended_fades(redis: Redis) -> None:
    outlet = memory(redis)
    for number in range(8):
        await learn(outlet, visit(number, day=number), "often")

    assert [await habit(outlet, "often", day=day) for day in (20, 21, 35, 70)] == [
        Habit(8, 8, 1.0),
        Habit(4, 4, 1.0),
        Habit(2, 2, 1.0),
        None,
    ]
    await learn(outlet, visit(50, day=35), "often")
    assert await habit(outlet, "often", day=35) == Habit(3, 3, 0.3333)


async def test_an_outlet_takes_no_more_room_than_it_may(redis: Redis) -> None:
    outlet = memory(redis, texts_kept=30)
    for number in range(40):
        await learn(outlet, visit(number), "often", *(f"once-{number}-{each}" for each in range(10)))

    sizes = [await redis.hlen(key) for key in await redis.keys("claimwire:{cleaner}:texts:*")]

    assert len(sizes) == 1
    assert sizes[0] <= 30
    assert await habit(outlet, "often") == Habit(40, 1, 1.0)


async def test_all_keys_share_one_slot_and_end_by_themselves(redis: Redis) -> None:
    await learn(memory(redis), visit(1), "often")

    keys = await redis.keys("*")

    assert {key.decode().split(":")[1] for key in keys} == {"{cleaner}"}
    assert all([await redis.ttl(key) > 0 for key in keys])


async def test_a_full_server_lets_the_memory_be_written(redis: Redis) -> None:
    at = visit(1)
    outlet = memory(redis)
    recalled = await outlet.recall(at, ("often",))
    await redis.config_set("maxmemory", "1")
    try:
        decided_by = await outlet.remember(at, recalled, Lesson(("often",), own(1)), None)
    finally:
        await redis.config_set("maxmemory", "0")

    assert decided_by == {}
    assert await habit(outlet, "often") == Habit(1, 1, 1.0)


async def test_without_its_memory_an_article_waits() -> None:
    async with open_redis(f"redis://127.0.0.1:{free_port()}/0") as nowhere:
        with pytest.raises(Outage, match="cannot recall outlet The Quay"):
            await memory(nowhere).recall(visit(1), ("often",))
