"""FastStream at the edge: it reads the streams; what it reads goes to claimwire's own consumers entry by entry.

FastStream's reading loop neither limits what one process holds nor survives a lost group or a failover without a hot
loop, so its client is replaced by one that reads only what a consumer has room for and waits out a server that is away.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from faststream import AckPolicy
from faststream.redis import RedisBroker, StreamSub
from faststream.redis.configs import ConnectionState, RedisConnectionState
from faststream.redis.message import FAKE_CONSUMER, RedisBatchStreamMessage
from redis.asyncio import Redis
from redis.asyncio.connection import ConnectionPool
from redis.exceptions import ResponseError

from claimwire.reliability.backpressure import Gate
from claimwire.reliability.consumer import Consumer
from claimwire.reliability.groups import ensure_group
from claimwire.reliability.steady import Steadily

#: How long one read waits for entries; a stop waits no longer than this for it.
_BLOCK_MILLISECONDS = 500


class MeteredRedis(Redis):
    """A client whose group reads bring no more than the stream's consumer has room for.

    They never raise for a server that is away, read-only or without its groups.
    """

    consumers: Mapping[str, Consumer]
    steadily: Steadily
    gate: Gate | None

    async def ping(self, **_: Any) -> bool:
        """Say yes: FastStream asks once before its first read, and the reads wait for the server themselves."""
        return True

    async def xgroup_create(self, name: Any, groupname: Any, *_: Any, **__: Any) -> bool:
        """Create the group at the stream's beginning, where FastStream would create it at its end."""
        return await self.steadily("create group", ensure_group, Redis.from_pool(self.connection_pool), name, groupname)

    async def xreadgroup(
        self, groupname: Any, consumername: Any, streams: Any, *_: Any, block: int | None = None, **__: Any
    ) -> Any:
        """Read what there is room for, once the gate lets work in."""
        (stream,) = streams
        consumer = self.consumers[stream]
        if self.gate is not None:
            await self.gate.passed()
        room = await consumer.room()
        if not room:
            await asyncio.sleep((block or 0) / 1000)
            return []
        read = super().xreadgroup
        with consumer.reading():
            try:
                return await self.steadily(f"read {stream}", read, groupname, consumername, {stream: ">"}, room, block)
            except ResponseError as error:
                # FastStream would read again at once, and say nothing.
                consumer.cannot_read(error)
                raise


class _MeteredConnection(RedisConnectionState):
    def __init__(
        self, pool: ConnectionPool, consumers: Mapping[str, Consumer], steadily: Steadily, gate: Gate | None
    ) -> None:
        super().__init__()
        self._pool = pool
        self._metered = (consumers, steadily, gate)

    async def connect(self) -> Any:
        client = MeteredRedis(connection_pool=self._pool)
        client.consumers, client.steadily, client.gate = self._metered
        self._client = client
        self._connected = True
        return client


def open_broker(
    pool: ConnectionPool, consumers: Sequence[Consumer], *, group: str, name: str, steadily: Steadily, gate: Gate | None
) -> RedisBroker:
    """Build a broker that reads each consumer's stream and gives it what arrives.

    Args:
        pool: the connections to read with.
        consumers: one for each stream.
        group: the consumer group.
        name: this process's name in the group.
        steadily: waits out a server that is away.
        gate: where reads wait while no new work is let in.
    """
    connection = _MeteredConnection(pool, {consumer.stream: consumer for consumer in consumers}, steadily, gate)

    class Broker(RedisBroker):
        def _make_connection_state(self, *_: Any) -> ConnectionState[Any]:
            return connection

    broker = Broker(apply_types=False, logger=None)  # type: ignore[arg-type]  # None is FastStream's way to say: no log
    for consumer in consumers:
        _subscribe(broker, consumer, group, name)
    return broker


def _subscribe(broker: RedisBroker, consumer: Consumer, group: str, name: str) -> None:
    async def parse(message: Any) -> RedisBatchStreamMessage:
        # The entries pass through whole: the flat fields are decoded one by one, so that a poisoned entry harms none.
        return RedisBatchStreamMessage(
            raw_message=message, body=b"", message_id="", correlation_id="", consumer=FAKE_CONSUMER, group=group
        )

    async def entries(message: RedisBatchStreamMessage) -> Sequence[tuple[bytes, Mapping[bytes, bytes]]]:
        raw: Any = message.raw_message
        return list(zip(raw["message_ids"], raw["data"], strict=True))

    stream = StreamSub(consumer.stream, group=group, consumer=name, batch=True, polling_interval=_BLOCK_MILLISECONDS)

    @broker.subscriber(stream=stream, parser=parse, decoder=entries, ack_policy=AckPolicy.MANUAL)
    async def accept(batch: Any) -> None:
        consumer.accept(batch)
