"""Fifty small news sites on loopback, each at an address of its own, that note each visit."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

HOSTS, FEEDS_PER_HOST, ARTICLES_PER_FEED = 50, 4, 3
#: One feed in so many changes with each poll; the others never do.
CHANGES_EVERY = 4


@dataclass(frozen=True)
class Visit:
    """A request as its server saw it."""

    at: float
    path: str
    visitor: str
    conditional: bool
    status: int


@dataclass
class ManyHosts:
    """The sites, by their addresses, and who came to each."""

    visits: dict[str, list[Visit]] = field(default_factory=lambda: defaultdict(list))
    feeds: list[str] = field(default_factory=list)
    _polled: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def polls(self) -> dict[str, list[Visit]]:
        """Return the visits to each feed."""
        return {feed: [visit for visit in self.visits[_host(feed)] if feed.endswith(visit.path)] for feed in self.feeds}

    def changes(self, feed: str) -> bool:
        """Tell whether a feed has other entries at each poll."""
        return self.feeds.index(feed) % CHANGES_EVERY == 0

    async def answer(self, request: web.Request) -> web.Response:
        """Answer as a site with a robots.txt, feeds and articles does."""
        response = self._answer(request)
        self.visits[request.url.host or ""].append(
            Visit(
                at=asyncio.get_running_loop().time(),
                path=request.path,
                visitor=request.headers.get("User-Agent", ""),
                conditional="If-None-Match" in request.headers,
                status=response.status,
            )
        )
        return response

    def _answer(self, request: web.Request) -> web.Response:
        if request.path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /private")
        if not request.path.startswith("/feed"):
            words = " ".join(f"The ferry {request.path} called at pier {number}." for number in range(60))
            return web.Response(
                text=f"<html><body><article><p>{words}</p></article></body></html>", content_type="text/html"
            )
        feed = str(request.url)
        polled = self._polled[feed] if self.changes(feed) else 0
        self._polled[feed] += 1
        etag = f'"{polled}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        items = "".join(
            f"<item><title>{polled} {number}</title><link>{feed}/{polled}/{number}</link></item>".replace(
                "/feed", "/article", 1
            )
            for number in range(1 if polled else ARTICLES_PER_FEED)
        )
        return web.Response(
            text=f'<rss version="2.0"><channel><title>Sails</title>{items}</channel></rss>',
            content_type="application/rss+xml",
            headers={"ETag": etag},
        )


@asynccontextmanager
async def many_hosts() -> AsyncIterator[ManyHosts]:
    """Run the sites on free ports."""
    hosts = ManyHosts()
    application = web.Application()
    application.router.add_get("/{path:.*}", hosts.answer)
    async with AsyncExitStack() as stack:
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        for number in range(HOSTS):
            await web.TCPSite(runner, f"127.0.{1 + number // 200}.{1 + number % 200}", 0).start()
        hosts.feeds = [
            f"http://{host}:{port}/feed{feed}" for host, port in runner.addresses for feed in range(FEEDS_PER_HOST)
        ]
        yield hosts


def _host(url: str) -> str:
    return url.split("/")[2].partition(":")[0]
