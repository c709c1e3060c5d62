"""Publishes events that follow from no entry: a schedule's, or a person's. Once, however often the call is repeated."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from redis.asyncio import Redis

from claimwire.envelope import encode
from claimwire.events import Event
from claimwire.reliability.scripts import PUBLISH
from claimwire.reliability.steady import Steadily
from claimwire.streams import Partition, partition_of
from claimwire.telemetry.tracing import current_traceparent

#: A call is repeated as long as the broker is away; longer than a day it will not be.
_TOKEN_SECONDS = 24 * 3600
_EVENTS_PER_CALL = 100


class StreamPublisher:
    """Appends events to the streams of their partitions."""

    def __init__(self, redis: Redis, *, source: str, partition_count: int, steadily: Steadily | None = None) -> None:
        self._redis = redis
        self._source = source
        self._partition_count = partition_count
        self._steadily = steadily or Steadily()

    async def publish(self, events: Sequence[Event]) -> None:
        """Append each event to its stream, once, however often the connection fails on the way."""
        by_partition: dict[Partition, list[Event]] = defaultdict(list)
        for event in events:
            by_partition[partition_of(event.partition_key, self._partition_count)].append(event)
        for partition, its_events in by_partition.items():
            for start in range(0, len(its_events), _EVENTS_PER_CALL):
                await self._publish(partition, its_events[start : start + _EVENTS_PER_CALL])

    async def _publish(self, partition: Partition, events: Sequence[Event]) -> None:
        # The token belongs to this call, not to the events: publishing the same event again on purpose must work.
        keys = [partition.published(uuid.uuid4().hex)]
        arguments: list[str | bytes | int] = [_TOKEN_SECONDS, len(events)]
        for event in events:
            stream = partition.stream(type(event))
            if stream not in keys:
                keys.append(stream)
            fields = encode(event, source=self._source, traceparent=current_traceparent())
            arguments += (keys.index(stream) + 1, 2 * len(fields))
            for pair in fields.items():
                arguments += pair
        await self._steadily("publish", PUBLISH, self._redis, keys, arguments)
