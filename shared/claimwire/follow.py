"""Follows events from now on for the life of one command, missing none. For longer, use ``subscribe``."""

import asyncio
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from claimwire.envelope import REPLAY_FOR, decode, time_of
from claimwire.errors import UndecodableEntry
from claimwire.events import Event
from claimwire.streams import EPHEMERAL_PREFIX, partitions

_AT_ONCE = 500
_READER = "reader"

#: Well within the time after which the janitor takes a silent follower for one that was killed.
_SIGN_OF_LIFE_SECONDS = 30


@dataclass(frozen=True)
class Followed:
    """An event and its entry."""

    event: Event
    at: datetime
    fields: dict[bytes, bytes]


class Follow:
    """Follows while entered. It registers as a subscriber, so that the janitor takes nothing before it was read."""

    def __init__(self, redis: Redis, *events: type[Event], partition_count: int) -> None:
        self._redis = redis
        self._group = EPHEMERAL_PREFIX + secrets.token_hex(4)
        self._streams = {part.stream(event): event for part in partitions(partition_count) for event in events}
        self._living: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._register()
        self._living = asyncio.create_task(self._give_signs_of_life())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._living is not None:
            self._living.cancel()
            await asyncio.wait([self._living])
        with suppress(RedisError, OSError):  # what is left behind the janitor removes
            for stream in self._streams:
                await self._redis.xgroup_destroy(stream, self._group)

    async def read(self, *, wait_milliseconds: int | None = None) -> list[Followed]:
        """Return what has come since the last time, in order within each kind; foreign entries are left out."""
        try:
            read: Any = await self._redis.xreadgroup(
                self._group,
                _READER,
                dict.fromkeys(self._streams, ">"),
                count=_AT_ONCE,
                block=wait_milliseconds,
                noack=True,
            )
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            await self._register()  # the broker lost its data; follow on from here
            return []
        followed = []
        for stream, entries in read.items() if isinstance(read, dict) else read or ():
            for _, fields in entries:
                if REPLAY_FOR in fields:
                    continue  # put back for one worker alone; it was followed the first time
                with suppress(UndecodableEntry):
                    event = decode(fields, self._streams[stream.decode()])
                    followed.append(Followed(event, time_of(fields), fields))
        return followed

    async def _register(self) -> None:
        """Create the groups that are missing, each together with its consumer, by whose silence the janitor goes."""
        for stream in self._streams:
            both = self._redis.pipeline(transaction=True)
            both.xgroup_create(stream, self._group, id="$", mkstream=True)
            both.xgroup_createconsumer(stream, self._group, _READER)
            created, _ = await both.execute(raise_on_error=False)
            if isinstance(created, Exception) and "BUSYGROUP" not in str(created):
                raise created

    async def _give_signs_of_life(self) -> None:
        """Ask for the reader's own entries, of which it has none: on Redis 7.0 waiting in vain is no sign of life."""
        while True:
            await asyncio.sleep(_SIGN_OF_LIFE_SECONDS)
            with suppress(RedisError, OSError):  # what lasts meets the next read
                await self._redis.xreadgroup(self._group, _READER, dict.fromkeys(self._streams, "0"), count=1)
