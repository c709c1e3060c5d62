"""A TCP proxy that passes a hand-off on and then drops the connection, so that its reply never arrives."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from claimwire.reliability.scripts import HAND_OFF


class LossyProxy:
    def __init__(self, target_port: int, *, share: float, seed: int) -> None:
        self.target_port = target_port
        self.dropped = 0
        self.port = 0
        self._share = share
        self._chance = random.Random(seed)
        self._open: set[asyncio.StreamWriter] = set()
        self._served: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        for writer in self._open:
            writer.close()
        if self._served:
            await asyncio.wait(self._served, timeout=5)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target_port)
        except OSError:
            writer.close()
            return
        drop = asyncio.Event()
        task = asyncio.current_task()
        assert task is not None
        self._open |= {writer, far_writer}
        self._served.add(task)

        async def there() -> None:
            while data := await reader.read(65536):
                far_writer.write(data)
                await far_writer.drain()
                if HAND_OFF.sha.encode() in data and self._chance.random() < self._share:
                    self.dropped += 1
                    drop.set()

        async def back() -> None:
            while data := await far_reader.read(65536):
                if drop.is_set():
                    return
                writer.write(data)
                await writer.drain()

        tasks = [asyncio.create_task(there()), asyncio.create_task(back())]
        with suppress(OSError):
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for end in (writer, far_writer):
            end.close()
            self._open.discard(end)
        self._served.discard(task)


@asynccontextmanager
async def lossy_proxy(target_port: int, *, share: float, seed: int = 1) -> AsyncIterator[LossyProxy]:
    proxy = LossyProxy(target_port, share=share, seed=seed)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    async with server:
        yield proxy
        await proxy.close()
