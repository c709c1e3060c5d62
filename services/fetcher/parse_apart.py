"""Parses feeds in child processes, which can be stopped.

feedparser's regular expressions take a time that grows with the square of some texts' lengths (an ``author`` of a
megabyte takes hours), and while one runs, no other thread of the process does. A child that does not end in time is
killed, and its feed is none.
"""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from claimwire.errors import TransientError
from services.fetcher import parse_for_parent
from services.fetcher.parse_for_parent import ANSWER, ASKED, LENGTH, Asked
from services.fetcher.parsed_feed import NotAFeed, ParsedFeed

#: As many as a machine of the smallest kind has processors; each holds some 80 MiB once it was needed.
_CHILDREN = 2
#: Twice what the markup that is let through was seen to take at most.
_PARSING_SECONDS = 20.0
_STARTING_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True)
class FeedParsers:
    """A few child processes, started when they are needed."""

    idle: "asyncio.Queue[Process | None]"
    most_bytes: int
    """How long a feed may be that is packed itself (``.xml.gz``)."""
    seconds: float

    async def parse(self, body: bytes, content_type: str, feed_url: str) -> ParsedFeed:
        """Parse a feed's body.

        Raises:
            NotAFeed: it is none, or none that can be parsed in time.
            TransientError: no child can be started.
        """
        child, kept = await self.idle.get(), None
        try:
            if child is not None and child.returncode is not None:  # someone else ended it
                await _end(child)
                child = None
            if child is None:
                child = await _start()
            asked = Asked(content_type, feed_url, self.most_bytes, self.seconds, len(body))
            async with asyncio.timeout(self.seconds):
                answer = await _ask(child, ASKED.dump_json(asked), body)
            kept = child
        except TimeoutError as error:
            raise NotAFeed(f"the feed cannot be parsed within {self.seconds:g} s") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise NotAFeed("the feed takes its parser more memory or time than it may have") from error
        finally:
            # Whatever ended early, a child in the midst of a feed is of no more use.
            self.idle.put_nowait(kept)
            if kept is None and child is not None:
                await _end(child)
        if isinstance(answer, ParsedFeed):
            return answer
        raise NotAFeed(answer)


@asynccontextmanager
async def open_feed_parsers(
    most_bytes: int, *, children: int = _CHILDREN, seconds: float = _PARSING_SECONDS
) -> AsyncIterator[FeedParsers]:
    """Provide child processes for parsing, and end them."""
    parsers = FeedParsers(idle=asyncio.Queue(), most_bytes=most_bytes, seconds=seconds)
    for _ in range(children):
        parsers.idle.put_nowait(None)
    try:
        yield parsers
    finally:
        while not parsers.idle.empty():
            if child := parsers.idle.get_nowait():
                await _end(child)


async def _start() -> Process:
    try:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            parse_for_parent.__name__,
            stdin=PIPE,
            stdout=PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
    except OSError as error:
        raise TransientError(f"no feed parser can be started: {error}") from error
    try:
        async with asyncio.timeout(_STARTING_SECONDS):
            await _read(child)
    except BaseException as error:
        await _end(child)
        if isinstance(error, TimeoutError | asyncio.IncompleteReadError):
            raise TransientError("a feed parser did not start") from error
        raise
    return child


async def _ask(child: Process, asked: bytes, body: bytes) -> ParsedFeed | str:
    assert child.stdin is not None  # noqa: S101 - it was asked for
    child.stdin.write(LENGTH.pack(len(asked)) + asked)
    child.stdin.write(body)
    await child.stdin.drain()
    return ANSWER.validate_json(await _read(child))


async def _read(child: Process) -> bytes:
    assert child.stdout is not None  # noqa: S101 - it was asked for
    (length,) = LENGTH.unpack(await child.stdout.readexactly(LENGTH.size))
    return await child.stdout.readexactly(length)


async def _end(child: Process) -> None:
    with suppress(ProcessLookupError):
        child.kill()
    await child.communicate()  # closes the pipes, too
