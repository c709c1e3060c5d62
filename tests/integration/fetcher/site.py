"""A small news site on loopback, whose answers a test sets and whose visitors it can look at."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """Answers each path as it was told to, everything else with 404."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[web.BaseRequest] = []
        self._answers: dict[str, Answer] = {}

    def serve(
        self, path: str, body: bytes | str = b"", *, status: int = 200, content_type: str = "text/html", **headers: str
    ) -> str:
        """Answer a path with a body and headers (underscores stand for hyphens); return its address."""

        async def answer(request: web.Request) -> web.Response:
            etag = headers.get("ETag")
            if etag and request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers={"ETag": etag})
            raw = body.encode() if isinstance(body, str) else body
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return web.Response(status=status, body=raw, headers={"Content-Type": content_type, **named})

        return self.answer(path, answer)

    def answer(self, path: str, answer: Answer) -> str:
        """Answer a path with a function; return its address."""
        self._answers[path] = answer
        return self.url + path

    def paths(self) -> list[str]:
        """Return the paths that were asked for."""
        return [request.path for request in self.requests]

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.requests.append(request)
        answer = self._answers.get(request.path)
        if answer is None or not isinstance(request, web.Request):
            return web.Response(status=404)
        return await answer(request)


@asynccontextmanager
async def running_site() -> AsyncIterator[Site]:
    """Run a site on a free port of loopback."""
    site = Site()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", site.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    try:
        listener = web.TCPSite(runner, "127.0.0.1", 0)
        await listener.start()
        assert runner.addresses
        site.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield site
    finally:
        await runner.cleanup()


async def trickle(request: web.Request) -> web.StreamResponse:
    """Answer with one byte now and then, without end."""
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"x")
        await asyncio.sleep(0.01)
