"""Serves the sample newsroom on the loopback address, with validators, so that a polite fetcher has something to use.

Needs aiohttp, which comes with the extra ``fetcher``.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from aiohttp import ETag, web

from claimwire.demo.site import DemoSite, Resource

_HOST = "127.0.0.1"
_NOT_FOUND = "<!DOCTYPE html><title>Not found</title><h1>Not found</h1><p>The page has moved or never was.</p>"


class RequestRecord(NamedTuple):
    """A request as it was answered; the path as it was asked for, with its query."""

    path: str
    status: int


@dataclass(kw_only=True)
class DemoServer:
    """The running newsroom."""

    site: DemoSite
    base_url: str = ""
    requests: list[RequestRecord] = field(default_factory=list)

    def feeds(self) -> list[tuple[str, str]]:
        """List each feed's address with its outlet's name."""
        return [(self.base_url + path, outlet) for path, outlet in self.site.feeds()]

    def advance(self) -> None:
        """Publish the updates, the edited article and the revised number."""
        self.site.advance()

    async def answer(self, request: web.Request) -> web.Response:
        """Answer a request: 200, 304 where the asker has the current version, or 404."""
        resource = self.site.resources(self.base_url).get(_place(request))
        response = _respond(request, resource)
        self.requests.append(RequestRecord(request.path_qs, response.status))
        return response


@asynccontextmanager
async def serve_demo(folder: Path, *, port: int = 0) -> AsyncIterator[DemoServer]:
    """Serve the newsroom of a folder (the repository's deploy/demo) until the context ends; port 0 is any free one."""
    server = DemoServer(site=DemoSite(folder))
    application = web.Application()
    application.router.add_get("/{path:.*}", server.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, _HOST, port).start()
        server.base_url = f"http://{_HOST}:{runner.addresses[0][1]}"
        yield server
    finally:
        await runner.cleanup()


def _place(request: web.Request) -> str:
    """Give the path without tracking parameters, which real sites ignore too."""
    query = [(name, value) for name, value in request.query.items() if not name.startswith("utm_")]
    return f"{request.path}?{urlencode(query)}" if query else request.path


def _respond(request: web.Request, resource: Resource | None) -> web.Response:
    if resource is None:
        return web.Response(status=404, text=_NOT_FOUND, content_type="text/html")
    if _is_current(request, resource):
        response = web.Response(status=304)
    else:
        response = web.Response(body=resource.body, content_type=resource.media_type, charset=resource.charset)
    response.etag = resource.etag
    response.last_modified = resource.last_modified
    return response


def _is_current(request: web.Request, resource: Resource) -> bool:
    """Tell whether the asker has this version; If-None-Match wins over If-Modified-Since (RFC 9110, 13.2.2)."""
    if request.if_none_match is not None:
        return ETag(value=resource.etag) in request.if_none_match
    if request.if_modified_since is not None and resource.last_modified is not None:
        return resource.last_modified.astimezone(UTC) <= request.if_modified_since
    return False
