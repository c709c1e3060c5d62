import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest

from claimwire.errors import Outage
from services.fetcher import politeness as module
from services.fetcher.pace import NotYet, Now
from services.fetcher.politeness import HostBusy, Politeness

HOST = "tidepost.example"


class FakePace:
    """Lets each request in, unless it was given other answers."""

    def __init__(self, *answers: Now | NotYet, reusable_seconds: float = 0.0) -> None:
        self.asked: Counter[str] = Counter()
        self.given_back: list[tuple[str, str]] = []
        self.pushed_back: list[tuple[str, timedelta | None]] = []
        self.crawl_delays: list[timedelta | None] = []
        self._answers = list(answers)
        self._let_in = Now(timedelta(seconds=reusable_seconds))

    async def ask(self, host: str, slot: str, crawl_delay: timedelta | None) -> Now | NotYet:
        self.asked[host] += 1
        self.crawl_delays.append(crawl_delay)
        await asyncio.sleep(0)
        return self._answers.pop(0) if self._answers else self._let_in

    async def give_back(self, slots: Sequence[tuple[str, str]]) -> None:
        self.given_back += slots

    async def push_back(self, host: str, retry_after: timedelta | None) -> timedelta:
        self.pushed_back.append((host, retry_after))
        return retry_after or timedelta()


def polite(pace: FakePace, *, per_host: int = 2, at_once: int = 100, most_waiting: int = 100) -> Politeness:
    return Politeness(pace, per_host=per_host, at_once=at_once, most_waiting=most_waiting)


class Visits:
    """Counts who is at a host at once."""

    def __init__(self) -> None:
        self.now = 0
        self.most = 0
        self.ended = 0

    async def __call__(self, politeness: Politeness, host: str = HOST) -> None:
        async with politeness.turn(host, patience_seconds=10):
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0.001)
            self.now -= 1
        self.ended += 1


async def test_a_host_gets_no_more_visitors_at_once_than_agreed() -> None:
    politeness, visits = polite(FakePace()), Visits()

    await asyncio.gather(*(visits(politeness) for _ in range(10)))

    assert (visits.most, visits.ended) == (2, 10)


async def test_each_visit_asks_and_gives_its_slot_back() -> None:
    pace, visits = FakePace(), Visits()
    politeness = polite(pace)

    for _ in range(3):
        await visits(politeness)

    assert pace.asked[HOST] == 3
    assert len({name for _, name in pace.given_back}) == 3


async def test_a_slot_without_pace_serves_many_visits() -> None:
    pace, visits = FakePace(reusable_seconds=60), Visits()
    politeness = polite(pace)

    async with politeness.tidied():
        for _ in range(50):
            await visits(politeness)

    assert pace.asked[HOST] == 1
    assert len(pace.given_back) == 1


async def test_a_visit_with_a_crawl_delay_asks_although_a_slot_is_free() -> None:
    pace = FakePace(reusable_seconds=60)
    politeness = polite(pace)

    for delay in (None, timedelta(seconds=3)):
        async with politeness.turn(HOST, patience_seconds=10, crawl_delay=delay):
            pass

    assert pace.crawl_delays == [None, timedelta(seconds=3)]


async def test_a_visitor_who_is_told_to_wait_asks_again() -> None:
    pace, visits = FakePace(*[NotYet(timedelta(milliseconds=1), is_known=True)] * 3), Visits()

    await visits(polite(pace))

    assert (pace.asked[HOST], visits.ended) == (4, 1)


async def test_a_wait_beyond_ones_patience_is_not_begun() -> None:
    politeness = polite(FakePace(NotYet(timedelta(hours=1), is_known=True)))

    with pytest.raises(HostBusy) as busy:
        async with politeness.turn(HOST, patience_seconds=5):
            pass

    assert busy.value.wait == timedelta(hours=1)


async def test_waiting_behind_others_ends_with_ones_patience() -> None:
    politeness = polite(FakePace(), per_host=1)

    async with politeness.turn(HOST, patience_seconds=5):
        with pytest.raises(HostBusy):
            async with politeness.turn(HOST, patience_seconds=0.01):
                pass


async def test_hosts_do_not_wait_for_each_other() -> None:
    politeness, visits = polite(FakePace(), per_host=1), Visits()

    async with politeness.turn(HOST, patience_seconds=5), asyncio.timeout(5):
        await asyncio.gather(*(visits(politeness, f"{number}.example") for number in range(10)))

    assert visits.most == 10


async def test_a_process_makes_only_so_many_requests_at_once() -> None:
    politeness, visits = polite(FakePace(), at_once=3), Visits()

    await asyncio.gather(*(visits(politeness, f"{number}.example") for number in range(10)))

    assert (visits.most, visits.ended) == (3, 10)


async def test_who_waits_for_a_host_takes_no_place_among_the_requests() -> None:
    class Slow(FakePace):
        async def ask(self, host: str, slot: str, crawl_delay: timedelta | None) -> Now | NotYet:
            return NotYet(timedelta(seconds=2), is_known=True) if host == HOST else Now(timedelta())

    politeness, visits = polite(Slow(), at_once=1), Visits()
    waiting = asyncio.ensure_future(visits(politeness, HOST))
    await asyncio.sleep(0)

    async with asyncio.timeout(1):
        await asyncio.gather(*(visits(politeness, f"{number}.example") for number in range(5)))

    waiting.cancel()
    assert visits.ended == 5


async def test_more_than_a_share_do_not_wait_for_one_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CROWD_PATIENCE_SECONDS", 0.01)
    politeness, visits = polite(FakePace(), per_host=1, most_waiting=3), Visits()
    async with politeness.turn(HOST, patience_seconds=60):
        waiting = [asyncio.ensure_future(visits(politeness)) for _ in range(2)]
        await asyncio.sleep(0)

        with pytest.raises(Outage, match=HOST):
            await visits(politeness)

    await asyncio.gather(*waiting)
    assert visits.ended == 2


@pytest.mark.parametrize("reusable_seconds", [0.0, 60.0])
async def test_a_visitor_who_gives_up_leaves_no_place_taken(reusable_seconds: float) -> None:
    pace, visits = FakePace(reusable_seconds=reusable_seconds), Visits()
    politeness = polite(pace, per_host=1)
    async with politeness.tidied():
        async with politeness.turn(HOST, patience_seconds=5):
            waiting = asyncio.ensure_future(visits(politeness))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        asking = asyncio.ensure_future(visits(politeness, "other.example"))
        await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)

        async with asyncio.timeout(5):
            await visits(politeness)
            await visits(politeness, "other.example")

    # What may be held although its visitor went away while asking is given back, too.
    assert len(pace.given_back) == len(set(pace.given_back)) >= pace.asked.total() - 1


async def test_a_host_that_is_pushed_back_is_asked_for_anew() -> None:
    pace, visits = FakePace(reusable_seconds=60), Visits()
    politeness = polite(pace)
    await visits(politeness)

    await politeness.push_back(HOST, timedelta(minutes=1))
    await visits(politeness)

    assert pace.pushed_back == [(HOST, timedelta(minutes=1))]
    assert pace.asked[HOST] == 2


async def test_a_slot_in_use_when_its_host_is_pushed_back_serves_no_further_visit() -> None:
    pace, visits = FakePace(reusable_seconds=60), Visits()
    politeness = polite(pace)

    async with politeness.turn(HOST, patience_seconds=5), politeness.turn(HOST, patience_seconds=5):
        await politeness.push_back(HOST, timedelta(minutes=1))
    assert len(pace.given_back) == 2

    await visits(politeness)
    await visits(politeness)
    assert pace.asked[HOST] == 3


async def test_a_slot_had_while_its_host_is_pushed_back_serves_no_further_visit() -> None:
    class Slow(FakePace):
        async def push_back(self, host: str, retry_after: timedelta | None) -> timedelta:
            await asyncio.sleep(0.01)
            return await super().push_back(host, retry_after)

    pace, visits = Slow(reusable_seconds=60), Visits()
    politeness = polite(pace)

    await asyncio.gather(politeness.push_back(HOST, None), visits(politeness))
    await visits(politeness)

    assert pace.asked[HOST] == 2


async def test_a_broker_that_is_away_at_the_end_of_a_visit_takes_nothing_from_it() -> None:
    class Forgetful(FakePace):
        async def give_back(self, slots: Sequence[tuple[str, str]]) -> None:
            raise Outage("the broker is away")

    politeness, visits = polite(Forgetful()), Visits()

    await visits(politeness)

    assert visits.ended == 1
