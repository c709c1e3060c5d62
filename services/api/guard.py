"""What every response carries, and which hosts are answered at all."""

from collections.abc import Container

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
#: Probes call a process by its address, whatever it is named.
_FOR_ANY_HOST = frozenset({"/livez", "/health"})


class Guard:
    """Adds security headers, and refuses hosts that are not ours.

    A page elsewhere can make its own name resolve to this machine, and would then read what only this machine may
    read; the Host header gives it away.
    """

    def __init__(self, app: ASGIApp, allowed_hosts: Container[str]) -> None:
        self._app = app
        self._allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        answer = self._app if self._is_allowed(scope) else _refusal(scope)
        await answer(scope, receive, send_with_headers)

    def _is_allowed(self, scope: Scope) -> bool:
        host = Headers(scope=scope).get("host", "").rpartition("@")[2]
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        return "*" in self._allowed_hosts or name.lower() in self._allowed_hosts or scope["path"] in _FOR_ANY_HOST


def _refusal(scope: Scope) -> PlainTextResponse:
    host = Headers(scope=scope).get("host", "")
    return PlainTextResponse(
        f"This api does not answer to the host {host!r}. Add it to CLAIMWIRE_API_ALLOWED_HOSTS if it should.\n", 400
    )
