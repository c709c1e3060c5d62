"""Creates every group before anything is published: a group created later would miss what came before it."""

from collections.abc import Iterable

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from claimwire.errors import SettingsError
from claimwire.streams import partitions

_PARTITIONS_KEY = "claimwire:partitions"


async def ensure_group(redis: Redis, stream: str, group: str) -> bool:
    """Create a group at the stream's beginning, with the stream if needed, and tell whether it was new.

    At id 0, never at ``$``: what was published before the first worker started is not to be missed. It looks before
    it writes, because a full server refuses to create, and the worker that drains it must be able to start.
    """
    if group in await existing_groups(redis, stream):
        return False
    try:
        await redis.xgroup_create(stream, group, id="0", mkstream=True)
    except ResponseError as error:
        if "BUSYGROUP" not in str(error):
            raise
        return False
    return True


async def ensure_groups(redis: Redis, topology: Iterable[tuple[str, str]], *, partition_count: int) -> None:
    """Create the groups of (event type, group) pairs in all partitions; harmless when repeated.

    Raises:
        SettingsError: the deployment was started with another number of partitions.
    """
    if await redis.get(_PARTITIONS_KEY) is None:
        await redis.set(_PARTITIONS_KEY, partition_count, nx=True)
    known = int(await redis.get(_PARTITIONS_KEY) or partition_count)
    if known != partition_count:
        raise SettingsError(
            f"CLAIMWIRE_PARTITIONS is {partition_count}, but this broker's streams were made with {known}. "
            f"The number is fixed for the life of a deployment: set it back to {known}, or start with an empty broker."
        )
    for event_type, group in topology:
        for partition in partitions(partition_count):
            await ensure_group(redis, partition.stream(event_type), group)


async def existing_groups(redis: Redis, stream: str) -> set[str]:
    """Return the names of a stream's groups; none where the stream does not exist."""
    try:
        return {row["name"].decode() for row in await redis.xinfo_groups(stream)}
    except ResponseError as error:
        if "no such key" not in str(error):
            raise
        return set()
