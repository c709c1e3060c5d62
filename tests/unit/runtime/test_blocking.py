import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from claimwire.blocking import HandlerHung, run_blocking


async def test_a_result_and_an_error_come_through() -> None:
    assert await run_blocking(max, 1, 2) == 2
    with pytest.raises(ZeroDivisionError):
        await run_blocking(lambda: 1 / 0)


async def test_work_that_passes_its_limit_is_told_from_work_that_can_be_stopped() -> None:
    let_go = threading.Event()

    with pytest.raises(HandlerHung, match=r"wait did not end within its time limit"):
        async with asyncio.timeout(0.05):
            await run_blocking(let_go.wait)

    let_go.set()


async def test_work_that_still_waits_for_a_thread_does_not_hang() -> None:
    let_go = threading.Event()
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=1))
    busy = asyncio.ensure_future(asyncio.to_thread(let_go.wait))
    await asyncio.sleep(0.01)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await run_blocking(max, 1, 2)

    let_go.set()
    await busy
