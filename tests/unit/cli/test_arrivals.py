from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from claimwire.cli.arrivals import MOST_TOLD, Arrivals
from claimwire.cli.tell_ingested import LeftOut, tell_arrived
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleExtracted, DropReason, Event, Lane
from claimwire.follow import Followed
from services.fetcher.skipped import Skipped
from tests.unit.index.backends import Index, in_memory
from tests.unit.index.invented_documents import (
    NOON,
    article_cleaned,
    article_extracted,
    claim_extracted,
    claim_linked,
    reference,
)


@dataclass
class Following:
    """Gives the events that a test says, once."""

    events: list[Event] = field(default_factory=list)

    async def read(self) -> list[Followed]:
        events, self.events = self.events, []
        return [Followed(event, NOON, {}) for event in events]


class Busy(Arrivals):
    """A pipeline with other things in flight for ever."""

    async def _in_flight(self) -> bool:
        return True


class Idle(Arrivals):
    """A pipeline with nothing in flight."""

    async def _in_flight(self) -> bool:
        return False


def arrivals_of(
    index: Index, found: Sequence[ArticleDiscovered], pipeline: type[Arrivals] = Busy
) -> tuple[Arrivals, Following]:
    arrivals: Any = pipeline(None, index.reader, partition_count=1)  # type: ignore[arg-type]  # no broker is asked
    following = Following()
    arrivals.follow = following
    arrivals.expect(found)
    return arrivals, following


def discovery(minute: int, lane: Lane = Lane.BACKFILL) -> ArticleDiscovered:
    """Make one of several discoveries of one article."""
    return ArticleDiscovered(
        article_id=reference().article_id,
        url=reference().url,
        outlet="Calder Gazette",
        lane=lane,
        discovered_at=moment(minute),
    )


def moment(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def extracted(version: str, minute: int, claims: int = 1) -> ArticleExtracted:
    event = article_extracted(version=version, claims=claims)
    return event.model_copy(update={"discovered_at": moment(minute)})


def dropped(found: ArticleDiscovered, reason: DropReason, version: str | None = None) -> ArticleDropped:
    return ArticleDropped(
        article_id=found.article_id,
        version_id=version,
        url=found.url,
        outlet=found.outlet,
        stage="fetcher",
        reason=reason,
        detail="seen",
        discovered_at=found.discovered_at,
        lane=found.lane,
    )


async def add_version(index: Index, version: str, minute: int) -> None:
    claim = claim_extracted(version=version)
    await index.add(
        article_cleaned(version=version, fetched_after=minute), extracted(version, minute), claim, claim_linked(claim)
    )


async def test_two_captures_of_one_page_are_each_waited_for(tmp_path: Path) -> None:
    async with in_memory(tmp_path) as index:
        arrivals, following = arrivals_of(index, [discovery(1), discovery(2)])
        following.events = [extracted("v1", 1), extracted("v2", 2)]

        await add_version(index, "v1", 1)
        await arrivals.look()
        after_first = (arrivals.indexed, len(arrivals.open))
        await add_version(index, "v2", 2)
        await arrivals.look()

    assert after_first == (1, 1)
    assert (arrivals.indexed, arrivals.claims, arrivals.open) == (2, 2, set())


@pytest.mark.parametrize("order", [("v1", "v2"), ("v2", "v1")])
async def test_a_version_that_another_took_over_is_not_waited_for_in_search(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    async with in_memory(tmp_path) as index:
        arrivals, following = arrivals_of(index, [discovery(1), discovery(2)])
        for version in order:
            await add_version(index, version, int(version[1]))

        following.events = [extracted("v1", 1, claims=1), extracted("v2", 2, claims=1)]
        await arrivals.look()

    assert (arrivals.indexed, arrivals.open) == (2, set())


async def test_a_repeated_capture_ends_as_unchanged_at_once(tmp_path: Path) -> None:
    first, again = discovery(1), discovery(2)
    async with in_memory(tmp_path) as index:
        arrivals, following = arrivals_of(index, [first, again])
        following.events = [extracted("v1", 1), dropped(again, DropReason.UNCHANGED, "ver_x")]

        await arrivals.look()

    assert (arrivals.unchanged, arrivals.open) == (1, {first.discovered_at})


async def test_a_live_document_that_is_unchanged_is_waited_for(tmp_path: Path) -> None:
    again = discovery(2, Lane.LIVE)
    async with in_memory(tmp_path) as index:
        arrivals, following = arrivals_of(index, [again])
        following.events = [dropped(again, DropReason.UNCHANGED, reference(version="v1").version_id)]

        await arrivals.look()
        before = arrivals.unchanged
        await add_version(index, "v1", 1)
        await arrivals.look()

    assert (before, arrivals.unchanged, arrivals.open) == (0, 1, set())


async def test_what_was_dropped_when_it_was_handed_in_before_is_not_told_as_searchable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [discovery(1, Lane.LIVE), discovery(2, Lane.LIVE)]
    async with in_memory(tmp_path) as index:
        await add_version(index, "v1", 1)
        arrivals, following = arrivals_of(index, found, Idle)
        following.events = [
            dropped(found[0], DropReason.UNCHANGED, reference(version="v1").version_id),
            dropped(found[1], DropReason.UNCHANGED, reference(version="v2").version_id),
        ]

        await arrivals.look()
    tell_arrived(arrivals, LeftOut())

    assert (arrivals.unchanged, arrivals.dropped_before, arrivals.refused, arrivals.open) == (1, 1, 1, set())
    told, last = capsys.readouterr().err.splitlines()
    assert told.startswith(f"not searchable {found[1].url}: handed in before, and dropped or set aside then")
    assert last == (
        "2 found: 0 searchable, 1 unchanged since they were handed in before, 1 not searchable: dropped before, "
        "0 dropped; 0 claims"
    )


async def test_what_arrives_at_the_last_moment_was_not_dropped_before(tmp_path: Path) -> None:
    again = discovery(2, Lane.LIVE)
    async with in_memory(tmp_path) as index:

        class JustDone(Arrivals):
            async def _in_flight(self) -> bool:
                await add_version(index, "v1", 1)
                return False

        arrivals, following = arrivals_of(index, [again], JustDone)
        following.events = [dropped(again, DropReason.UNCHANGED, reference(version="v1").version_id)]
        await arrivals.look()

    assert (arrivals.unchanged, arrivals.dropped_before) == (1, 0)


async def test_an_event_of_another_hand_in_counts_for_nothing(tmp_path: Path) -> None:
    async with in_memory(tmp_path) as index:
        arrivals, following = arrivals_of(index, [discovery(1)])
        following.events = [dropped(discovery(7), DropReason.NO_ARTICLE), extracted("v1", 8)]

        await arrivals.look()

    assert (arrivals.finished, arrivals.progress) == (0, 0)


async def test_an_event_that_comes_twice_counts_once(tmp_path: Path) -> None:
    event = dropped(discovery(1), DropReason.NO_ARTICLE)
    async with in_memory(tmp_path) as index:
        arrivals, following = arrivals_of(index, [discovery(1)])
        following.events = [event, event]

        await arrivals.look()

    assert (arrivals.dropped.total(), arrivals.finished) == (1, 1)


async def ended(folder: Path, drops: int) -> Arrivals:
    async with in_memory(folder) as index:
        found = [discovery(minute) for minute in range(drops + 1)]
        arrivals, following = arrivals_of(index, found)
        following.events = [
            dropped(found[0], DropReason.UNCHANGED, "ver_x"),
            *(dropped(each, DropReason.MEDIA_TYPE) for each in found[1:]),
        ]
        await arrivals.look()
    return arrivals


async def test_few_drops_are_told_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tell_arrived(await ended(tmp_path, 2), LeftOut())

    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["dropped", "dropped", "3"]
    assert lines[-1] == "3 found: 0 searchable, 1 unchanged since they were handed in before, 2 dropped; 0 claims"


async def test_many_drops_are_counted_by_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left_out = LeftOut()
    left_out.note(Skipped("x.warc at 9", "it has no address"))
    left_out.note(Skipped("x.warc at 99", "7 bytes are no record", is_document=False))

    tell_arrived(await ended(tmp_path, MOST_TOLD + 1), left_out)

    *_, reasons, last = capsys.readouterr().err.splitlines()
    assert reasons == "dropped 21: media_type"
    found, _, more = last.rpartition("; ")
    assert (
        found == "23 found: 0 searchable, 1 unchanged since they were handed in before, 21 dropped, 1 skipped; 0 claims"
    )
    assert more == "no documents: 1"


def test_no_more_than_a_person_reads_is_told_of_what_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    left_out = LeftOut()
    for line in range(100):
        left_out.note(Skipped(f"line {line}", "it is no address"))

    assert len(capsys.readouterr().err.splitlines()) == MOST_TOLD
    assert left_out.documents == 100
