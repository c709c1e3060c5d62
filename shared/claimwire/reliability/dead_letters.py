"""The dead-letter stream of a group: entries set aside with the error, and the way back for them."""

import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from redis.asyncio import Redis

from claimwire.envelope import REPLAY_FOR, Fields
from claimwire.errors import PermanentError
from claimwire.reliability.handoff import Output
from claimwire.reliability.scripts import REPLAY
from claimwire.streams import Partition, partitions

#: The fields added to an entry's own; CloudEvents attributes are lower-case letters and digits, so none can clash.
_ADDED = b"x-"
_LONGEST_ERROR = 2_000

#: Lua can pass some 8,000 arguments on; a foreign entry with more fields than this is kept packed in one.
_MOST_FIELDS = 1_000
_PACKED = "x-fields"


@dataclass(frozen=True)
class DeadLetter:
    """An entry that was set aside."""

    id: str
    partition: Partition
    group: str
    stream: str
    entry_id: str
    kind: str
    error: str
    deliveries: int
    at: str
    fields: Mapping[bytes, bytes]
    """The entry's own fields, as they were."""

    @property
    def subject(self) -> str:
        """What the event is about, as far as it can be read."""
        return self.fields.get(b"subject", b"").decode("utf-8", "replace")


def dead_letter(
    partition: Partition,
    group: str,
    stream: str,
    entry_id: bytes,
    fields: Mapping[bytes, bytes],
    *,
    kind: str,
    error: str,
    deliveries: int,
    consumer: str,
) -> Output:
    """Write an entry as a dead letter; it is handed off like any output, so it is set aside exactly once."""
    own: Fields = dict(fields.items()) if len(fields) <= _MOST_FIELDS else {_PACKED: _pack(fields)}
    own |= {
        "x-group": group,
        "x-stream": stream,
        "x-entry": entry_id,
        "x-kind": kind,
        "x-error": error[:_LONGEST_ERROR].encode("utf-8", "replace"),
        "x-deliveries": str(deliveries),
        "x-worker": consumer,
        "x-time": datetime.now(UTC).isoformat(),
    }
    return Output(partition.dead_letters(group), own)


def _pack(fields: Mapping[bytes, bytes]) -> str:
    return json.dumps([[b64encode(part).decode() for part in field] for field in fields.items()])


def _unpack(fields: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    packed = fields.get(_PACKED.encode())
    if packed is None:
        return {name: value for name, value in fields.items() if not name.startswith(_ADDED)}
    return {b64decode(name): b64decode(value) for name, value in json.loads(packed)}


async def list_dead_letters(
    redis: Redis, *, partition_count: int, groups: list[str], newest: int | None = None
) -> AsyncIterator[DeadLetter]:
    """Yield dead letters, oldest first within a group; ``newest`` limits each group's number."""
    for group in groups:
        for partition in partitions(partition_count):
            key = partition.dead_letters(group)
            if newest is not None:
                entries: Any = await redis.xrevrange(key, count=newest)
                for entry in reversed(entries):
                    yield _read(partition, group, *entry)
                continue
            start = "-"
            while page := await _page(redis, key, start):
                for entry in page:
                    yield _read(partition, group, *entry)
                start = f"({page[-1][0].decode()}"


async def _page(redis: Redis, key: str, start: str) -> list[tuple[bytes, dict[bytes, bytes]]]:
    page: Any = await redis.xrange(key, min=start, count=200)
    return list(page)


async def replay(redis: Redis, letter: DeadLetter) -> bool:
    """Put a dead letter back into its stream, for its own group alone; False if it was gone already.

    Raises:
        PermanentError: it has more fields than can be put back, so it can be no event either.
    """
    if len(letter.fields) > _MOST_FIELDS:
        raise PermanentError(f"dead letter {letter.id} has {len(letter.fields)} fields: it is no event of claimwire")
    arguments: list[str | bytes] = [letter.id]
    for name, value in letter.fields.items():
        if name != REPLAY_FOR:
            arguments += (name, value)
    arguments += (REPLAY_FOR, letter.group)
    keys = [letter.partition.dead_letters(letter.group), letter.stream]
    return bool(await REPLAY(redis, keys, arguments))


async def count_dead_letters(redis: Redis, *, partition_count: int, group: str) -> int:
    """Count a group's dead letters in all partitions."""
    return sum([await redis.xlen(partition.dead_letters(group)) for partition in partitions(partition_count)])


def _read(partition: Partition, group: str, letter_id: bytes, fields: Mapping[bytes, bytes]) -> DeadLetter:
    return DeadLetter(
        id=letter_id.decode(),
        partition=partition,
        group=group,
        stream=_text(fields.get(b"x-stream", b"")),
        entry_id=_text(fields.get(b"x-entry", b"")),
        kind=_text(fields.get(b"x-kind", b"")),
        error=_text(fields.get(b"x-error", b"")),
        deliveries=int(fields.get(b"x-deliveries", b"0")),
        at=_text(fields.get(b"x-time", b"")),
        fields=_unpack(fields),
    )


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")
