"""The log of linked claims in Redis, shared by all linkers, and its mirror in this process. Decides nothing."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from pydantic import ValidationError
from redis.asyncio import Redis
from redis.commands.core import AsyncScript

from claimwire.embedding.vector import pack, unpack
from claimwire.errors import TransientError
from claimwire.models import TextFingerprint
from claimwire.reliability.outages import outage_of_the_broker
from services.linker.memory import Memory
from services.linker.record import Linked, NewClaim

#: One key, hence one hash slot, apart from the streams' partitions: claims of all outlets meet here.
LOG_KEY = "claimwire:{linker}:log"

#: Entries per read while catching up: about 1.5 MB.
_PAGE = 1000
_EMPTY = b"0-0"

_Entry = tuple[bytes, dict[bytes, bytes]]


@dataclass
class ClusterLog:
    """Reads on in the log and appends to it, at its end only.

    Every entry names the one before it. So a mirror that holds what the log has lost (a Redis that came back
    without its last second) notices, and is built anew.
    """

    redis: Redis
    window: timedelta
    memory: Memory = field(default_factory=Memory)
    _last: bytes = _EMPTY
    """The entry up to which the memory has read."""
    _end: bytes = _EMPTY
    """The last entry that Redis named."""

    def __post_init__(self) -> None:
        self._record = AsyncScript(self.redis, Path(__file__).with_name("record.lua").read_text(encoding="utf-8"))

    async def catch_up(self) -> None:
        """Bring the memory to the log's end.

        Raises:
            Outage: Redis cannot be reached.
            TransientError: the log holds what this version cannot read.
        """
        with outage_of_the_broker("cannot read the linker's log"):
            while True:
                # redis-py types its answers for every client at once; without decoding they are bytes.
                page = cast("list[_Entry]", await self.redis.xrange(LOG_KEY, min=b"(" + self._last, count=_PAGE))
                if self._continues(page):
                    for entry_id, fields in page:
                        self._remember(entry_id, fields)
                    if len(page) < _PAGE:
                        break
                else:
                    self._start_over()
        # Where nothing is left to read before the known end, it was trimmed away.
        self._last = max(self._last, self._end, key=_order)
        self.memory = self.memory.since(datetime.now(UTC) - self._retention)

    async def append(self, linked: Linked, claim: NewClaim) -> bool:
        """Record a linked claim; False if another linker was first and the decision must be made again.

        Raises:
            Outage: Redis cannot be reached or cannot write.
        """
        fields = {b"previous": self._last, b"linked": linked.model_dump_json(exclude_defaults=True).encode()}
        fields[b"vector"] = pack(claim.vector)
        if self.memory.sketch(claim.record.version_id) is None:
            fields[b"sketch"] = base64.b64decode(claim.sketch.hashes)
            fields[b"shingles"] = str(claim.sketch.shingles).encode()
        oldest = int((datetime.now(UTC) - self._retention).timestamp() * 1000)
        arguments: list[bytes | int] = [self._last, oldest, *(part for pair in fields.items() for part in pair)]
        with outage_of_the_broker(f"cannot record claim {claim.record.claim_id} in the linker's log"):
            appended, entry_id = await self._record(keys=[LOG_KEY], args=arguments)
        if appended:
            self._remember(entry_id, fields)
        else:
            self._end = entry_id
            if _order(entry_id) < _order(self._last):
                self._start_over()
        return bool(appended)

    @property
    def _retention(self) -> timedelta:
        # A cluster takes claims for one window, and the last of them may be asked for again for another.
        return 2 * self.window

    def _continues(self, page: Sequence[_Entry]) -> bool:
        if not page or self._last == _EMPTY:
            return True
        _, first = page[0]
        return first.get(b"previous") == self._last

    def _start_over(self) -> None:
        self.memory, self._last = Memory(), _EMPTY

    def _remember(self, entry_id: bytes, fields: dict[bytes, bytes]) -> None:
        try:
            linked = Linked.model_validate_json(fields[b"linked"])
            vector = unpack(fields[b"vector"])
        except (KeyError, ValueError, ValidationError) as error:
            raise TransientError(
                f"entry {entry_id.decode()} of {LOG_KEY} is no linked claim; was it written by a newer linker?"
            ) from error
        sketch = None
        if b"sketch" in fields:
            hashes = base64.b64encode(fields[b"sketch"]).decode("ascii")
            sketch = TextFingerprint(hashes=hashes, shingles=int(fields[b"shingles"]))
        recorded_at = datetime.fromtimestamp(int(entry_id.split(b"-")[0]) / 1000, UTC)
        self.memory.add(linked, vector, sketch, recorded_at)
        self._last = entry_id


def _order(entry_id: bytes) -> tuple[int, int]:
    milliseconds, _, sequence = entry_id.partition(b"-")
    return int(milliseconds), int(sequence)
