"""Servers on loopback that do what no library lets a server do."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Talk = Callable[["Line"], Awaitable[None]]


@dataclass
class RawServer:
    """A running server; what came in and went out is counted."""

    url: str = ""
    connections: int = 0
    sent: int = 0
    requests: list[bytes] = field(default_factory=list)


class Line:
    """One connection, seen from the server."""

    def __init__(self, server: RawServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._server, self._reader, self._writer = server, reader, writer

    async def request(self) -> bytes:
        """Read one request's head."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        self._server.requests.append(head)
        return head

    async def send(self, data: bytes) -> None:
        """Send, no faster than the client reads."""
        self._writer.write(data)
        await self._writer.drain()
        self._server.sent += len(data)

    def reset(self) -> None:
        """Break the connection off with a reset instead of an end."""
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()


@asynccontextmanager
async def serving(talk: Talk, host: str = "127.0.0.1") -> AsyncIterator[RawServer]:
    """Run a server that talks so to whoever connects."""
    server = RawServer()
    talks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        # Small buffers, so that what the server has sent is about what the client has read.
        writer.transport.set_write_buffer_limits(high=0)
        with suppress(OSError, EOFError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await talk(Line(server, reader, writer))
        writer.close()
        talks.discard(task)

    def listening() -> socket.socket:
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 128 * 1024)
        if ":" in host:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind((host, 0))
        return listener

    running = await asyncio.start_server(connected, sock=listening())
    port = running.sockets[0].getsockname()[1]
    server.url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    try:
        yield server
    finally:
        running.close()
        for task in list(talks):
            task.cancel()
        if talks:
            await asyncio.wait(talks)
        await running.wait_closed()


def answering(head: str, body: bytes = b"") -> Talk:
    """Answer each request with these headers, lines parted by newlines, and this body; then end the connection."""

    async def talk(line: Line) -> None:
        await line.request()
        await line.send(head.strip().replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n" + body)

    return talk


def streaming(head: str, chunks: Callable[[], AsyncIterator[bytes]]) -> Talk:
    """Answer each request with these headers and chunks of a body for as long as the client reads."""

    async def talk(line: Line) -> None:
        await line.request()
        await line.send(head.strip().replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n")
        async for chunk in chunks():
            await line.send(chunk)

    return talk
