import asyncio

from services.fetcher.politeness import Politeness


class Visits:
    """Counts who is at a host at once, and when each came."""

    def __init__(self) -> None:
        self.now = 0
        self.most = 0
        self.starts: list[float] = []

    async def __call__(self, politeness: Politeness, host: str) -> None:
        async with politeness.turn(host):
            self.starts.append(asyncio.get_running_loop().time())
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0.001)
            self.now -= 1


async def test_a_host_gets_no_more_visitors_at_once_than_agreed() -> None:
    politeness, visits = Politeness(per_host=2, delay_seconds=0), Visits()

    await asyncio.gather(*(visits(politeness, "tidepost.example") for _ in range(10)))

    assert (visits.most, len(visits.starts)) == (2, 10)


async def test_visits_to_a_host_start_at_their_distance() -> None:
    politeness, visits = Politeness(per_host=5, delay_seconds=0.02), Visits()

    await asyncio.gather(*(visits(politeness, "tidepost.example") for _ in range(4)))

    distances = [later - earlier for earlier, later in zip(visits.starts, visits.starts[1:], strict=False)]
    assert all(distance > 0.015 for distance in distances)


async def test_hosts_do_not_wait_for_each_other() -> None:
    politeness, visits = Politeness(per_host=1, delay_seconds=30), Visits()

    async with asyncio.timeout(5):
        await asyncio.gather(*(visits(politeness, f"{number}.example") for number in range(10)))

    assert visits.most == 10


async def test_a_visitor_who_gives_up_leaves_no_place_taken() -> None:
    politeness, visits = Politeness(per_host=1, delay_seconds=0), Visits()
    async with politeness.turn("tidepost.example"):
        waiting = asyncio.ensure_future(visits(politeness, "tidepost.example"))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    async with asyncio.timeout(5):
        await visits(politeness, "tidepost.example")

    assert len(visits.starts) == 1
