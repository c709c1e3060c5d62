"""Follows claim events from another program: each at least once, none silently missed.

```python
async with subscribe(ClaimLinked, name="risk-desk", redis_url="redis://127.0.0.1:6379/0") as subscription:
    async for item in subscription:
        if isinstance(item, Gap):
            print("missed", item.missed, "events")
        else:
            print(item.event.cluster.text)
```
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from claimwire.connect import open_redis
from claimwire.envelope import REPLAY_FOR, E, decode
from claimwire.errors import UndecodableEntry
from claimwire.events import Event
from claimwire.reliability.groups import ensure_group
from claimwire.reliability.scripts import Script
from claimwire.reliability.steady import Steadily
from claimwire.streams import SUBSCRIBER_PREFIX, partitions

_BLOCK_MILLISECONDS = 500
_AT_ONCE = 100

_FORGET_GAP = Script("""
-- KEYS: the hash of gaps. ARGV: the field, the value that was told. A gap that grew meanwhile stays, to be told again.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
return redis.call('HDEL', KEYS[1], ARGV[1])
""")


@dataclass(frozen=True)
class Received(Generic[E]):
    """An event, acknowledged when the loop asks for the next one."""

    event: E
    id: str
    """The CloudEvents id: the same for the same event."""
    time: str
    traceparent: str | None
    stream: str
    entry_id: str


@dataclass(frozen=True)
class Gap:
    """Events that were trimmed before this subscriber read them, because it was behind the retention.

    A gap that grew while it was told is told again, whole: with the same ``after`` and the greater ``missed``.
    """

    stream: str
    after: str
    """The last entry that this subscriber had."""
    before: str
    """Where the stream now begins."""
    missed: int
    """How many."""


class Subscription(Generic[E]):
    """Yields events and gaps for ever. One process per subscriber name; another name gets all events too."""

    def __init__(self, redis: Redis, events: tuple[type[E], ...], *, name: str, partition_count: int) -> None:
        self._redis = redis
        self._group = SUBSCRIBER_PREFIX + name
        self._streams = {
            partition.stream(event): (partition, event) for partition in partitions(partition_count) for event in events
        }
        self._steadily = Steadily(self.register)

    async def register(self) -> None:
        """Register as a subscriber, so that events are kept for it from now on (within the retention)."""
        for stream in self._streams:
            await ensure_group(self._redis, stream, self._group)

    async def __aiter__(self) -> AsyncIterator[Received[E] | Gap]:
        """Yield what was read and not acknowledged before, then what comes; acknowledge each on the way to the next."""
        # Id 0 asks for this subscriber's own unacknowledged entries: an earlier run may have died holding them.
        places = dict.fromkeys(self._streams, "0")
        while True:
            for stream, (partition, _) in self._streams.items():
                field = f"{stream} {self._group}"
                told: Any = await self._steadily("look for a gap", self._redis.hget, partition.gaps, field)
                if told is not None:
                    after, before, missed = told.decode().split(" ")
                    yield Gap(stream, after, before, int(missed))
                    forget = (self._redis, [partition.gaps], [field, told])
                    await self._steadily("forget a gap that was told", _FORGET_GAP, *forget)
            read: Any = await self._steadily("read", self._read, places)
            for stream_name, entries in read:
                stream = stream_name.decode()
                if not entries:
                    places[stream] = ">"
                for entry_id, fields in entries:
                    if places[stream] != ">":
                        places[stream] = entry_id.decode()
                    received = self._received(stream, entry_id, fields)
                    if received is not None:
                        yield received
                    await self._steadily("acknowledge", self._redis.xack, stream, self._group, entry_id)

    async def _read(self, places: dict[Any, Any]) -> Any:
        try:
            read: Any = await self._redis.xreadgroup(
                self._group, "subscriber", places, count=_AT_ONCE, block=_BLOCK_MILLISECONDS
            )
        except Exception:
            # Where the reply was lost, its entries are this subscriber's already, and ">" would not give them again.
            places.update(dict.fromkeys(places, "0"))
            raise
        return read.items() if isinstance(read, dict) else read or ()

    def _received(self, stream: str, entry_id: bytes, fields: dict[bytes, bytes] | None) -> Received[E] | None:
        if not fields:
            return None  # trimmed while pending: the gap has told of it
        if REPLAY_FOR in fields:
            return None  # one worker's dead letter, put back for it alone; subscribers had it the first time
        _, event = self._streams[stream]
        try:
            decoded = decode(fields, event)
        except UndecodableEntry:
            return None  # foreign entries are the dead letters' business, not each subscriber's
        trace = fields.get(b"traceparent")
        return Received(
            decoded,
            fields[b"id"].decode(),
            fields[b"time"].decode(),
            trace.decode("ascii", "replace") if trace else None,
            stream,
            entry_id.decode(),
        )


@asynccontextmanager
async def subscribe(
    *events: type[E], name: str, redis_url: str, partition_count: int = 1
) -> AsyncIterator[Subscription[E]]:
    """Subscribe to events under a name; the same name continues where it stopped.

    Args:
        events: event classes, for example ``ClaimLinked``.
        name: the subscriber's name; each name gets every event.
        redis_url: the broker.
        partition_count: the deployment's CLAIMWIRE_PARTITIONS.
    """
    async with open_redis(redis_url) as redis:
        subscription = Subscription(redis, events, name=name, partition_count=partition_count)
        await subscription.register()
        yield subscription


async def unsubscribe(*events: type[Event], name: str, redis_url: str, partition_count: int = 1) -> None:
    """Forget a subscriber, so that nothing is kept for it any more."""
    async with open_redis(redis_url) as redis:
        for partition in partitions(partition_count):
            for event in events:
                try:
                    await redis.xgroup_destroy(partition.stream(event), SUBSCRIBER_PREFIX + name)
                except ResponseError:
                    continue
                await redis.hdel(partition.gaps, f"{partition.stream(event)} {SUBSCRIBER_PREFIX}{name}")
