"""How servers break the protocol, and what each comes to for a client."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable

from tests.integration.fetcher.hostile.raw_server import Line, Talk, answering, streaming

OK = "HTTP/1.1 200 OK\nContent-Type: text/html"
PAGE = b"<p>The ferry sails again.</p>"
_PAUSE_SECONDS = 0.02


def _redirecting(location: str) -> Talk:
    return answering(f"HTTP/1.1 302 Found\nContent-Length: 0\nLocation: {location}")


def _redirecting_on() -> Talk:
    places = itertools.count()

    async def talk(line: Line) -> None:
        await line.request()
        await line.send(b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: /%d\r\n\r\n" % next(places))

    return talk


def _after(sent: bytes, then: Callable[[Line], Awaitable[None]], *, reads: bool = True) -> Talk:
    async def talk(line: Line) -> None:
        if reads:
            await line.request()
        await line.send(sent)
        await then(line)

    return talk


async def _reset(line: Line) -> None:
    await asyncio.sleep(_PAUSE_SECONDS)
    line.reset()


async def _end(line: Line) -> None:
    """Return, which ends the connection."""


async def _say_nothing(line: Line) -> None:
    await asyncio.sleep(3600)


def _for_ever(piece: bytes, pause_seconds: float = 0.0) -> Callable[[Line], Awaitable[None]]:
    async def send(line: Line) -> None:
        while True:
            await line.send(piece)
            await asyncio.sleep(pause_seconds)

    return send


async def _many_chunks() -> AsyncIterator[bytes]:
    for _ in range(400_000):
        yield b"1\r\nx\r\n"
    yield b"0\r\n\r\n"


def _sized(length: str, body: bytes = PAGE) -> Talk:
    return answering(f"{OK}\nContent-Length: {length}", body)


def _chunked(body: bytes) -> Talk:
    return answering(f"{OK}\nTransfer-Encoding: chunked", body)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_LONG = b"n" * 64 * 1024

#: Each with the outcomes that are right; more than one where it depends on which side is faster.
BROKEN: dict[str, tuple[Talk, set[str]]] = {
    # Redirects
    "redirects to itself": (_redirecting("/"), {"unreachable"}),
    "redirects on and on": (_redirecting_on(), {"unreachable"}),
    "redirects to no address": (_redirecting("http://[::1"), {"unreachable"}),
    "redirects to a port that is none": (_redirecting("http://127.0.0.1:99999/"), {"unreachable", "address_refused"}),
    "redirects to nothing": (_redirecting(""), {"unreachable", "page"}),
    "redirects without saying where": (answering("HTTP/1.1 302 Found\nContent-Length: 0"), {"unreachable"}),
    "redirects with an endless body": (
        _after(b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", _for_ever(_LONG)),
        {"unreachable", "timed_out"},
    ),
    # Slowness
    "accepts and says nothing": (_after(b"", _say_nothing, reads=False), {"timed_out"}),
    "reads and says nothing": (_after(b"", _say_nothing), {"timed_out"}),
    "stops within the status line": (_after(b"HTTP/1.1 2", _say_nothing), {"timed_out"}),
    "stops within the headers": (_after(HEAD, _say_nothing), {"timed_out"}),
    "stops within the body": (_after(HEAD + b"Content-Length: 100\r\n\r\n<p>", _say_nothing), {"timed_out"}),
    "drips headers": (_after(b"HTTP/1.1 200 OK\r\n", _for_ever(b"A: b\r\n", 0.05)), {"timed_out"}),
    "drips one header": (_after(b"HTTP/1.1 200 OK\r\nA: ", _for_ever(b"b", 0.05)), {"timed_out"}),
    "drips its body": (_after(HEAD + b"\r\n", _for_ever(b"x", 0.05)), {"timed_out"}),
    "drips chunks": (
        _after(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", _for_ever(b"1\r\nx\r\n", 0.05)),
        {"timed_out"},
    ),
    "asks to go on for ever": (
        _after(b"", _for_ever(b"HTTP/1.1 100 Continue\r\n\r\n", 0.01)),
        {"timed_out", "unreachable"},
    ),
    # Endlessness
    "endless status line": (_after(b"HTTP/1.1 200 ", _for_ever(_LONG)), {"unreachable"}),
    "endless headers": (_after(b"HTTP/1.1 200 OK\r\n", _for_ever(b"A: b\r\n" * 1_000)), {"unreachable"}),
    "endless header": (_after(b"HTTP/1.1 200 OK\r\nA: ", _for_ever(_LONG)), {"unreachable"}),
    "endless header name": (_after(b"HTTP/1.1 200 OK\r\n", _for_ever(_LONG)), {"unreachable"}),
    "endless folded header": (_after(b"HTTP/1.1 200 OK\r\nA: b\r\n", _for_ever(b" b\r\n" * 1_000)), {"unreachable"}),
    "endless cookies": (
        _after(b"HTTP/1.1 200 OK\r\n", _for_ever(b"Set-Cookie: a=" + b"b" * 1_000 + b"\r\n")),
        {"unreachable"},
    ),
    "endless chunk size": (
        _after(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", _for_ever(b"0" * 64 * 1024)),
        {"unreachable", "timed_out"},
    ),
    "endless chunk extension": (
        _after(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", _for_ever(b"a" * 64 * 1024)),
        {"unreachable", "timed_out"},
    ),
    "endless trailers": (
        _after(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", _for_ever(b"A: b\r\n" * 1_000)),
        {"unreachable", "page", "timed_out"},
    ),
    "400,000 chunks of one byte": (
        streaming(f"{OK}\nTransfer-Encoding: chunked", _many_chunks),
        {"page", "timed_out"},
    ),
    # Wrong lengths
    "a length that is longer than the body": (_sized("1000"), {"unreachable"}),
    # Nobody can tell whether the rest is meant for another.
    "a length that is shorter than the body": (_sized("10"), {"page", "unreachable"}),
    "a length below nothing": (_sized("-1"), {"unreachable"}),
    "a length that is no number": (_sized("many"), {"unreachable"}),
    "a length in full-width digits": (_sized("\xb2\xb9"), {"unreachable"}),
    "a length of 400 digits": (_sized("9" * 400), {"unreachable", "too_large"}),
    "two lengths": (answering(f"{OK}\nContent-Length: 5\nContent-Length: 28", PAGE), {"unreachable", "page"}),
    "a length and chunks": (
        answering(f"{OK}\nContent-Length: 5\nTransfer-Encoding: chunked", b"1c\r\n" + PAGE + b"\r\n0\r\n\r\n"),
        {"unreachable", "page"},
    ),
    # Chunks
    "chunks without a size": (_chunked(b"<p>no size</p>"), {"unreachable"}),
    "a chunk below nothing": (_chunked(b"-5\r\nhello\r\n0\r\n\r\n"), {"unreachable"}),
    "a chunk of a size beyond all": (_chunked(b"f" * 40 + b"\r\nx"), {"unreachable"}),
    "a chunk that is longer than it says": (_chunked(b"2\r\nhello\r\n0\r\n\r\n"), {"unreachable"}),
    "a chunk that is shorter than it says": (_chunked(b"ff\r\nhello\r\n0\r\n\r\n"), {"unreachable"}),
    "no last chunk": (_chunked(b"5\r\nhello\r\n"), {"unreachable"}),
    "an encoding that is none": (answering(f"{OK}\nTransfer-Encoding: sideways", PAGE), {"unreachable", "page"}),
    # Resets and ends
    "a reset once it is connected": (_after(b"", _reset, reads=False), {"unreachable"}),
    "a reset after the request": (_after(b"", _reset), {"unreachable"}),
    "a reset within the status line": (_after(b"HTTP/1.", _reset), {"unreachable"}),
    "a reset within the headers": (_after(HEAD, _reset), {"unreachable"}),
    "a reset before the body": (_after(HEAD + b"Content-Length: 28\r\n\r\n", _reset), {"unreachable"}),
    "a reset within the body": (_after(HEAD + b"Content-Length: 28\r\n\r\n<p>", _reset), {"unreachable"}),
    "a reset within a body without length": (_after(HEAD + b"\r\n<p>", _reset), {"unreachable"}),
    "a reset within a chunk": (_after(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhe", _reset), {"unreachable"}),
    "an end once it is connected": (_after(b"", _end, reads=False), {"unreachable"}),
    "an end after the request": (_after(b"", _end), {"unreachable"}),
    "an end within the headers": (_after(HEAD, _end), {"unreachable"}),
    "an end within the body": (_after(HEAD + b"Content-Length: 28\r\n\r\n<p>", _end), {"unreachable"}),
    "an end within a packed body": (
        _after(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\xff", _end),
        {"unreadable"},
    ),
    # Other protocols
    "no protocol at all": (_after(PAGE * 100, _end), {"unreachable"}),
    "another protocol": (_after(b"220 mail.tidepost.example ESMTP\r\n", _end, reads=False), {"unreachable"}),
    "bytes of an encrypted connection": (_after(b"\x16\x03\x03\0\x7a\x02" + bytes(120), _end), {"unreachable"}),
    "HTTP/0.9": (_after(b"<html><p>No head.</p></html>", _end), {"unreachable"}),
    "HTTP/9.9": (_after(b"HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\nhi", _end), {"unreachable", "page"}),
    "a status of 000": (answering("HTTP/1.1 000 Nothing\nContent-Length: 0"), {"unreachable"}),
    "a status of 999": (answering("HTTP/1.1 999 Denied\nContent-Length: 0"), {"unreachable"}),
    "a status of 99999": (answering("HTTP/1.1 99999 Much\nContent-Length: 0"), {"unreachable"}),
    "unchanged without being asked": (answering("HTTP/1.1 304 Not Modified"), {"unreachable"}),
    "switched protocols": (
        answering("HTTP/1.1 101 Switching Protocols\nUpgrade: h2c\nConnection: Upgrade"),
        {"unreachable", "timed_out"},
    ),
    "zeros in the headers": (answering("HTTP/1.1 200 OK\nA: \x00b\nContent-Length: 0"), {"unreachable"}),
    "a bare line feed in the headers": (
        _after(b"HTTP/1.1 200 OK\nContent-Length: 0\n\n", _end),
        {"unreachable", "page"},
    ),
}
