"""Hands discoveries in as they are found, each on its lane, so that an archive of any size takes little memory."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import groupby, islice
from typing import Protocol

from redis.asyncio import Redis

from claimwire.cancelling import cancelled
from claimwire.events import ArticleDiscovered, Lane
from claimwire.reliability.backfill import Backfill, Window
from claimwire.reliability.backpressure import Gate, Watermarks
from claimwire.reliability.publish import StreamPublisher
from claimwire.reliability.steady import Steadily
from claimwire.settings import Settings
from claimwire.topology import group_names

_AT_ONCE = 50


class Skipped(Protocol):
    """What was left out, and why."""

    @property
    def what(self) -> str:
        """Name the file, line or record."""

    @property
    def reason(self) -> str:
        """Say why."""

    @property
    def is_document(self) -> bool:
        """Tell whether a document is missing because of it."""


Found = Iterator[ArticleDiscovered | Skipped]
Expect = Callable[[Sequence[ArticleDiscovered]], None]


class HandIn:
    """Publishes live documents while the pipeline keeps up, those of archives only as fast as they are worked off."""

    def __init__(self, gate: Gate, publisher: StreamPublisher, *, from_disk: Backfill, from_sites: Backfill) -> None:
        self._gate, self._publisher = gate, publisher
        self._from_disk, self._from_sites = from_disk, from_sites
        self.handed_in = 0

    async def __call__(
        self,
        found: Found,
        *,
        skip: int = 0,
        expect: Expect,
        leave_out: Callable[[Skipped], None],
        tell: Callable[[], None],
    ) -> None:
        """Hand in all that is found, but for the first so many, which were handed in before."""
        while batch := await asyncio.to_thread(lambda: list(islice(found, _AT_ONCE))):
            for each in batch:
                if not isinstance(each, ArticleDiscovered):
                    leave_out(each)
            discoveries = [each for each in batch if isinstance(each, ArticleDiscovered)]
            before = min(skip, len(discoveries))
            skip -= before
            for way, on_way in groupby(discoveries[before:], key=self._way):
                await self._publish(way, list(on_way), expect, tell)

    def _way(self, found: ArticleDiscovered) -> Backfill | None:
        if found.lane is Lane.LIVE:
            return None
        return self._from_disk if found.archive or found.url.startswith("file:") else self._from_sites

    async def _publish(
        self,
        backfill: Backfill | None,
        events: list[ArticleDiscovered],
        expect: Expect,
        tell: Callable[[], None],
    ) -> None:
        def note(count: int) -> None:
            self.handed_in += count
            tell()

        expect(events)
        if backfill is not None:
            await backfill.publish(events, note)
            return
        await self._gate.passed()
        await self._publisher.publish(events)
        note(len(events))


@asynccontextmanager
async def open_hand_in(redis: Redis, settings: Settings, *, window: Window) -> AsyncIterator[HandIn]:
    """Open what hands in, and watch the pipeline meanwhile."""
    marks = Watermarks(settings.high_water, settings.low_water, settings.memory_high_share)
    steadily, partition_count = Steadily(), settings.partitions
    gate = Gate(redis, watermarks=marks, behind=group_names(), partition_count=partition_count, steadily=steadily)
    publisher = StreamPublisher(
        redis, source="urn:claimwire:ingest", partition_count=partition_count, steadily=steadily
    )
    from_sites = Backfill(
        redis=redis,
        publisher=publisher,
        window=window,
        groups=group_names(),
        partition_count=partition_count,
        steadily=steadily,
    )
    watch = asyncio.create_task(gate.watch())
    try:
        from_disk = replace(from_sites, window=replace(window, fetching=None))
        yield HandIn(gate, publisher, from_disk=from_disk, from_sites=from_sites)
    finally:
        await cancelled([watch])
