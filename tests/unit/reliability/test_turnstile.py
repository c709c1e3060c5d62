import asyncio

from claimwire.reliability.turnstile import Turnstile


async def test_work_passes_together() -> None:
    turnstile = Turnstile()

    async with asyncio.timeout(1), turnstile.together(), turnstile.together():
        pass


async def test_one_that_wants_to_be_alone_waits_for_the_others_and_keeps_them_out() -> None:
    turnstile = Turnstile()
    seen: list[str] = []
    inside = asyncio.Event()
    leave = asyncio.Event()

    async def first() -> None:
        async with turnstile.together():
            inside.set()
            await leave.wait()
            seen.append("first out")

    async def alone() -> None:
        async with turnstile.alone():
            seen.append("alone in")
            await asyncio.sleep(0.01)
            seen.append("alone out")

    async def late() -> None:
        async with turnstile.together():
            seen.append("late in")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(first())
        await inside.wait()
        tasks.create_task(alone())
        await asyncio.sleep(0)
        tasks.create_task(late())
        await asyncio.sleep(0)
        leave.set()

    assert seen == ["first out", "alone in", "alone out", "late in"]


async def test_it_opens_again_when_the_lone_one_is_cancelled() -> None:
    turnstile = Turnstile()
    async with turnstile.together():
        waiting = asyncio.create_task(_alone(turnstile))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    async with asyncio.timeout(1), turnstile.together():
        pass


async def _alone(turnstile: Turnstile) -> None:
    async with turnstile.alone():
        pass
