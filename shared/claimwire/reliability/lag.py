"""How far each group is behind, measured from the server."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from claimwire.streams import SUBSCRIBER_PREFIX, Partition, partitions


@dataclass(frozen=True)
class GroupState:
    """One group on one stream."""

    event_type: str
    group: str
    partition: Partition
    lag: int
    """Entries not yet given to any worker."""
    pending: int
    """Entries given to a worker and not yet acknowledged."""
    oldest_pending_seconds: float
    lost: int
    """Entries that were trimmed before the group read them; anything above 0 for a stage is a fault."""
    length: int
    """Entries in the stream."""

    @property
    def unfinished(self) -> int:
        """Entries that the group has not finished."""
        return self.lag + self.pending


async def group_states(redis: Redis, topology: Iterable[tuple[str, str]], *, partition_count: int) -> list[GroupState]:
    """Measure every (event type, group) pair in every partition, in order; a missing stream counts as empty."""
    states = []
    by_event: dict[str, list[str]] = {}
    for event_type, group in topology:
        by_event.setdefault(event_type, []).append(group)
    now = (await redis.time())[0]
    for partition in partitions(partition_count):
        for event_type, groups in by_event.items():
            stream = partition.stream(event_type)
            try:
                info = await redis.xinfo_stream(stream)
                rows = {row["name"].decode(): row for row in await redis.xinfo_groups(stream)}
            except ResponseError:
                info, rows = {}, {}
            states += [
                await _state(redis, partition, event_type, group, info=info, row=rows.get(group), now=now)
                for group in groups
            ]
    return states


async def subscriber_groups(redis: Redis, event_types: Iterable[str], *, partition_count: int) -> list[tuple[str, str]]:
    """Find the (event type, group) pairs of subscribers."""
    found: dict[tuple[str, str], None] = {}
    for event_type in event_types:
        for partition in partitions(partition_count):
            try:
                rows = await redis.xinfo_groups(partition.stream(event_type))
            except ResponseError:
                continue
            for row in rows:
                name = row["name"].decode()
                if name.startswith(SUBSCRIBER_PREFIX):
                    found[event_type, name] = None
    return list(found)


async def _state(
    redis: Redis,
    partition: Partition,
    event_type: str,
    group: str,
    *,
    info: Mapping[str, object],
    row: Mapping[str, object] | None,
    now: int,
) -> GroupState:
    length = _number(info.get("length")) or 0
    if row is None:
        return GroupState(event_type, group, partition, length, 0, 0.0, 0, length)
    pending = _number(row["pending"]) or 0
    oldest = 0.0
    if pending:
        summary = await redis.xpending(partition.stream(event_type), group)
        if summary["min"]:
            oldest = max(0.0, now - int(summary["min"].split(b"-")[0]) / 1000)
    added, read = _number(info.get("entries-added")), _number(row.get("entries-read"))
    gone_unread = 0
    if added is not None and read is not None:
        gone_unread = max(0, (added - length) - read)
    # The server answers no lag once an unread entry was deleted by hand; then the length is the only bound.
    lag = _number(row.get("lag"))
    return GroupState(
        event_type, group, partition, length if lag is None else lag, pending, oldest, gone_unread, length
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
