"""Names of streams and groups. All keys of one partition share one hash slot, so that a hand-off stays atomic."""

import hashlib
from dataclasses import dataclass

from claimwire.events import Event

SUBSCRIBER_PREFIX = "subscriber."
"""Groups of subscribers start so: they may fall behind the retention, stages may not."""

EPHEMERAL_PREFIX = SUBSCRIBER_PREFIX + "once."
"""Groups of one command's life; the janitor removes those that a killed command left behind."""


@dataclass(frozen=True)
class Partition:
    """One of a deployment's partitions, numbered from 0."""

    number: int

    @property
    def tag(self) -> str:
        """The hash tag that puts all keys of the partition into one slot of Redis Cluster."""
        return f"{{p{self.number:02d}}}"

    def stream(self, event: type[Event] | str) -> str:
        """Name the stream of an event."""
        event_type = event if isinstance(event, str) else event.event_type
        return f"claimwire:{self.tag}:{event_type}"

    def dead_letters(self, group: str) -> str:
        """Name the stream where a group's entries are set aside."""
        return f"claimwire:{self.tag}:dead:{group}"

    def published(self, token: str) -> str:
        """Name the key that marks one publication as done, so that a repeated call adds nothing."""
        return f"claimwire:{self.tag}:published:{token}"

    @property
    def gaps(self) -> str:
        """Name the hash that holds the gaps of subscribers that fell behind the retention."""
        return f"claimwire:{self.tag}:gaps"

    @property
    def janitor(self) -> str:
        """Name the lock of the process that trims this partition."""
        return f"claimwire:{self.tag}:janitor"


def partitions(count: int) -> tuple[Partition, ...]:
    """Return all partitions of a deployment."""
    return tuple(Partition(number) for number in range(count))


def partition_of(key: str, count: int) -> Partition:
    """Choose the partition of an outlet; the same everywhere and for ever."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return Partition(int.from_bytes(digest[:8], "big") % count)
