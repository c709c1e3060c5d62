"""The hand-off: acknowledge the input and publish its outputs in one step, once, whoever else tries."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from redis.asyncio import Redis

from claimwire.envelope import Fields
from claimwire.reliability.scripts import HAND_OFF
from claimwire.reliability.steady import Steadily

#: One script call blocks the server for about 10 µs an entry; 128 keep that under a few milliseconds.
_ENTRIES_PER_CALL = 128
_OUTPUTS_PER_CALL = 512


@dataclass(frozen=True, slots=True)
class Output:
    """An entry to publish."""

    stream: str
    fields: Fields


@dataclass(slots=True)
class _Waiting:
    entry_id: bytes
    outputs: Sequence[Output]
    done: asyncio.Future[bool]


class HandOff:
    """Hands over the finished entries of one stream and group; those that finish together travel together.

    A call returns True where this process's outputs were published, False where the entry had been handed over
    before: by another worker, or by an earlier try of this very call whose reply was lost.
    """

    def __init__(self, redis: Redis, *, stream: str, group: str, steadily: Steadily) -> None:
        self._redis = redis
        self._stream = stream
        self._group = group
        self._steadily = steadily
        self._waiting: list[_Waiting] = []
        self._flushing: asyncio.Task[None] | None = None

    async def __call__(self, entry_id: bytes, outputs: Sequence[Output]) -> bool:
        """Hand over one entry and wait until it is done."""
        waiting = _Waiting(entry_id, outputs, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush(), name=f"hand-off {self._stream}")
        return await waiting.done

    async def _flush(self) -> None:
        # One turn of the loop lets the tasks that are ready now join this call.
        await asyncio.sleep(0)
        while self._waiting:
            batch = self._next_batch()
            try:
                await self._send(batch)
            except asyncio.CancelledError:
                for waiting in (*batch, *self._waiting):
                    waiting.done.cancel()
                raise

    def _next_batch(self) -> list[_Waiting]:
        taken, outputs = 0, 0
        while taken < min(len(self._waiting), _ENTRIES_PER_CALL) and outputs < _OUTPUTS_PER_CALL:
            outputs += len(self._waiting[taken].outputs)
            taken += 1
        batch, self._waiting = self._waiting[:taken], self._waiting[taken:]
        return batch

    async def _send(self, batch: Sequence[_Waiting]) -> None:
        keys, arguments = self._call(batch)
        try:
            replies = await self._steadily("hand off", HAND_OFF, self._redis, keys, arguments)
        except Exception as error:  # noqa: BLE001 - the waiting caller gets it, whatever it is
            if len(batch) == 1:
                _fail(batch[0].done, error)
            for waiting in batch if len(batch) > 1 else ():
                await self._send([waiting])  # so that one bad entry is charged to no other
            return
        for waiting, reply in zip(batch, replies, strict=True):
            if not waiting.done.done():
                waiting.done.set_result(reply == 1)

    def _call(self, batch: Sequence[_Waiting]) -> tuple[list[str], list[str | bytes | int]]:
        keys = [self._stream]
        index = {self._stream: 1}
        arguments: list[str | bytes | int] = [self._group, len(batch)]
        for waiting in batch:
            arguments += (waiting.entry_id, len(waiting.outputs))
            for output in waiting.outputs:
                if output.stream not in index:
                    keys.append(output.stream)
                    index[output.stream] = len(keys)
                arguments += (index[output.stream], 2 * len(output.fields))
                for pair in output.fields.items():
                    arguments += pair
        return keys, arguments


def _fail(done: asyncio.Future[bool], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
