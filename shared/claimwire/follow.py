"""Follows events from now on for the life of one command, missing none. For longer, use ``subscribe``."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from claimwire.envelope import REPLAY_FOR, decode
from claimwire.errors import UndecodableEntry
from claimwire.events import Event
from claimwire.streams import EPHEMERAL_PREFIX, partitions

_AT_ONCE = 500


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

    async def __aenter__(self) -> Self:
        for stream in self._streams:
            await self._redis.xgroup_create(stream, self._group, id="$", mkstream=True)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(RedisError, OSError):  # what is left behind the janitor removes
            for stream in self._streams:
                await self._redis.xgroup_destroy(stream, self._group)

    async def read(self, *, wait_milliseconds: int | None = None) -> list[Followed]:
        """Return what has come since the last time, in order within each kind; foreign entries are left out."""
        try:
            read: Any = await self._redis.xreadgroup(
                self._group,
                "reader",
                dict.fromkeys(self._streams, ">"),
                count=_AT_ONCE,
                block=wait_milliseconds,
                noack=True,
            )
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            await self.__aenter__()  # the broker lost its data; follow on from here
            return []
        followed = []
        for stream, entries in read.items() if isinstance(read, dict) else read or ():
            for _, fields in entries:
                if REPLAY_FOR in fields:
                    continue  # put back for one worker alone; it was followed the first time
                with suppress(UndecodableEntry):
                    event = decode(fields, self._streams[stream.decode()])
                    followed.append(Followed(event, datetime.fromisoformat(fields[b"time"].decode()), fields))
        return followed
