"""Concurrent writes share a commit, and each caller learns what became of its own."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from claimwire.errors import IndexUnavailable
from claimwire.index.group_commit import GroupCommit


class Ledger:
    """Keeps what was committed, group by group; refuses what it is told to."""

    def __init__(self, refused: dict[str, Exception] | None = None) -> None:
        self.groups: list[list[str]] = []
        self.refused = refused or {}

    def commit(self, items: Sequence[str]) -> None:
        for item in items:
            if item in self.refused:
                raise self.refused[item]
        self.groups.append(list(items))


async def test_concurrent_writes_are_committed_together() -> None:
    ledger = Ledger()

    async with GroupCommit(ledger.commit, gather_seconds=0.05) as group_commit:
        await asyncio.gather(*(group_commit.write([name]) for name in "abc"))

    assert ledger.groups == [["a", "b", "c"]]


async def test_a_full_group_does_not_wait() -> None:
    ledger = Ledger()

    async with GroupCommit(ledger.commit, gather_seconds=60, max_items=2) as group_commit:
        await asyncio.gather(*(group_commit.write([name]) for name in "abcd"))

    assert ledger.groups == [["a", "b"], ["c", "d"]]


async def test_a_write_returns_only_after_its_commit() -> None:
    may_commit, committed = threading.Event(), threading.Event()

    def commit(items: Sequence[str]) -> None:
        may_commit.wait(timeout=30)
        committed.set()

    async with GroupCommit(commit, gather_seconds=0) as group_commit:
        write = asyncio.create_task(group_commit.write(["a"]))
        await asyncio.sleep(0.02)
        done_too_early = write.done()
        may_commit.set()
        await write

    assert not done_too_early
    assert committed.is_set()


async def test_a_value_that_cannot_be_written_harms_only_its_own_call() -> None:
    ledger = Ledger(refused={"bad": ValueError("no such character")})

    async with GroupCommit(ledger.commit, gather_seconds=0.05) as group_commit:
        results = await asyncio.gather(*(group_commit.write([x]) for x in ("a", "bad", "b")), return_exceptions=True)

    assert [each and repr(each) for each in results] == [None, "ValueError('no such character')", None]
    assert ledger.groups == [["a"], ["b"]]


async def test_a_failed_commit_fails_every_call_in_it_and_the_next_one_is_tried() -> None:
    ledger = Ledger(refused={"a": OSError("disk full")})

    async with GroupCommit(ledger.commit, gather_seconds=0.05) as group_commit:
        results = await asyncio.gather(*(group_commit.write([x]) for x in "ab"), return_exceptions=True)
        ledger.refused.clear()
        await group_commit.write(["c"])

    assert [type(each).__name__ for each in results] == ["OSError", "OSError"]
    assert ledger.groups == [["c"]]


async def test_leaving_commits_what_waits() -> None:
    ledger = Ledger()

    async with GroupCommit(ledger.commit, gather_seconds=60) as group_commit:
        write = asyncio.create_task(group_commit.write(["a"]))
        await asyncio.sleep(0)
    await write

    assert ledger.groups == [["a"]]


async def test_nobody_waits_for_a_writer_that_panicked() -> None:
    class Panic(BaseException):
        pass

    def commit(items: Sequence[str]) -> None:
        raise Panic

    group_commit = GroupCommit(commit, gather_seconds=0)
    await group_commit.__aenter__()

    with pytest.raises(IndexUnavailable, match="interrupted"):
        await group_commit.write(["a"])
    await asyncio.sleep(0)
    with pytest.raises(IndexUnavailable, match="closed"):
        await group_commit.write(["b"])
    with pytest.raises(Panic):
        await group_commit.__aexit__(None, None, None)


async def test_a_caller_that_gave_up_does_not_stop_the_others() -> None:
    ledger = Ledger()

    async with GroupCommit(ledger.commit, gather_seconds=0.05) as group_commit:
        impatient = asyncio.create_task(group_commit.write(["a"]))
        patient = asyncio.create_task(group_commit.write(["b"]))
        await asyncio.sleep(0)
        impatient.cancel()
        await patient

    assert ledger.groups == [["b"]]
