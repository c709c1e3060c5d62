"""Opens connections to the broker that repeat nothing by themselves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis
from redis.asyncio.connection import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

#: One for each read that blocks and each hand-off, lease and handler that works at once; far above what is used.
_MOST_CONNECTIONS = 10_000


@asynccontextmanager
async def open_redis(url: str) -> AsyncIterator[Redis]:
    """Open a client on connections of its own, and close both.

    It repeats no call: claimwire knows what may be repeated, redis-py does not. A plain XADD whose reply was lost
    would be made a second time.
    """
    pool = ConnectionPool.from_url(
        url,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=10,
        socket_connect_timeout=5,
        health_check_interval=0,
        max_connections=_MOST_CONNECTIONS,
    )
    try:
        yield Redis(connection_pool=pool)
    finally:
        await pool.disconnect()
