"""A stand-in for a language model's endpoint, on a free port of loopback, that fails in every way it is told to."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class ModelServer:
    """Remembers what it was asked, and answers with ``answer``."""

    answer: Answer
    url: str = ""
    questions: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.headers.append(dict(request.headers))
        self.questions.append(await request.json())
        return await self.answer(request)


def completion(content: Any) -> Answer:
    """Answer as a model that says this."""

    async def answer(_: web.Request) -> web.Response:
        said = content if isinstance(content, str) else json.dumps(content)
        return web.json_response({"id": "1", "choices": [{"index": 0, "message": {"content": said}}]})

    return answer


def body(raw: bytes, *, status: int = 200, **headers: str) -> Answer:
    """Answer with these bytes."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, body=raw, headers=headers)

    return answer


def silence(seconds: float = 30.0) -> Answer:
    """Say nothing for a long time."""

    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(seconds)
        return web.Response()

    return answer


def drip(pause_seconds: float = 0.05) -> Answer:
    """Send byte after byte, each within any time-out of its own, and never come to an end."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(pause_seconds)

    return answer


def flood() -> Answer:
    """Send more than anybody asked for, and never come to an end."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65_536)

    return answer


def hang_up() -> Answer:
    """Close the connection in the middle of an answer."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"choices"')
        assert request.transport is not None
        request.transport.close()
        return response

    return answer


@asynccontextmanager
async def running_model(answer: Answer) -> AsyncIterator[ModelServer]:
    server = ModelServer(answer)
    application = web.Application()
    application.router.add_post("/v1/chat/completions", server.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        yield server
    finally:
        await runner.cleanup()
