"""Gathers concurrent writes and commits them together, because one commit costs as much as hundreds of documents.

Each caller waits for the commit that holds its documents, so whoever acknowledges an event after its write returned
acknowledges only what is durable.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, Self, TypeVar

from claimwire.blocking import run_blocking
from claimwire.errors import IndexUnavailable

T = TypeVar("T")


@dataclass(frozen=True)
class _Call(Generic[T]):
    items: Sequence[T]
    done: asyncio.Future[None]


@dataclass
class GroupCommit(Generic[T]):
    """An async context manager; leaving it commits what is still waiting."""

    commit: Callable[[Sequence[T]], None]
    """Makes a group durable. It runs in a thread, one call at a time."""
    gather_seconds: float = 0.2
    """How long the first item of a group waits for others."""
    max_items: int = 500
    """A group of this size waits no longer. A single call may be larger."""
    _calls: asyncio.Queue[_Call[T] | None] = field(default_factory=asyncio.Queue, init=False)
    _loop: asyncio.Task[None] | None = field(default=None, init=False)

    async def __aenter__(self) -> Self:
        self._loop = asyncio.create_task(self._run(), name="group commit")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        loop, self._loop = self._loop, None
        self._calls.put_nowait(None)
        if loop is not None:
            await loop

    async def write(self, items: Sequence[T]) -> None:
        """Return once the items are durable, or raise what kept them from it.

        Raises:
            IndexUnavailable: the context was left, or never entered.
        """
        if self._loop is None or self._loop.done():
            raise IndexUnavailable("nothing can be written: the index writer is closed")
        if not items:
            return
        call = _Call(items, asyncio.get_running_loop().create_future())
        self._calls.put_nowait(call)
        await call.done

    async def _run(self) -> None:
        more = True
        try:
            while more:
                group, more = await self._gather()
                await self._commit(group)
        finally:
            self._refuse_waiting()

    def _refuse_waiting(self) -> None:
        while not self._calls.empty():
            call = self._calls.get_nowait()
            if call is not None:
                _fail([call], IndexUnavailable("nothing was written: the index writer has ended"))

    async def _gather(self) -> tuple[list[_Call[T]], bool]:
        """Return the calls of one group, and whether more may come."""
        group: list[_Call[T]] = []
        size = 0
        with suppress(TimeoutError):
            call = await self._calls.get()
            async with asyncio.timeout(self.gather_seconds):
                while call is not None:
                    group.append(call)
                    size += len(call.items)
                    if size >= self.max_items:
                        return group, True
                    call = await self._calls.get()
            return group, False
        return group, True

    async def _commit(self, group: Sequence[_Call[T]]) -> None:
        waiting = [call for call in group if not call.done.done()]
        if not waiting:
            return
        try:
            await run_blocking(self.commit, [item for call in waiting for item in call.items])
        except ValueError as error:
            await self._part(waiting, error)
        except Exception as error:  # noqa: BLE001 - it is raised where it belongs: in the callers
            _fail(waiting, error)
        except BaseException:  # cancelled, or a panic in native code: the loop ends, and nobody may wait for it
            _fail(waiting, IndexUnavailable("it is not known what was written: the index writer was interrupted"))
            raise
        else:
            for call in waiting:
                if not call.done.done():
                    call.done.set_result(None)

    async def _part(self, waiting: Sequence[_Call[T]], error: ValueError) -> None:
        """Commit the calls of a group one by one, so that a value that cannot be written harms only its own call."""
        if len(waiting) == 1:
            _fail(waiting, error)
            return
        for call in waiting:
            await self._commit([call])


def _fail(calls: Sequence[_Call[T]], error: Exception) -> None:
    for call in calls:
        if not call.done.done():
            call.done.set_exception(error)
