"""The pages say of the pipeline what the code does."""

import re

import pytest

from claimwire.events import EVENTS
from claimwire.streams import SUBSCRIBER_PREFIX, Partition
from claimwire.topology import FLOWS, WORKERS
from tests.unit.docs.pages import ROOT, blocks, code_in, table


def emitters(event_type: str) -> set[str]:
    return {flow.group for flow in FLOWS for event in flow.emits if event.event_type == event_type}


def readers(event_type: str) -> set[str]:
    return {flow.group for flow in FLOWS if flow.event.event_type == event_type}


def workers_in(cell: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"`[^`]*`", "", cell))) & set(WORKERS)


def test_the_picture_shows_every_event_and_every_worker() -> None:
    picture = blocks("text")[0].text

    assert [name for name in (*EVENTS, *WORKERS) if name not in picture] == []


def test_the_pictures_arrows_are_the_topologys() -> None:
    # Each arrow within a line; those between lines are for the eye.
    edges = set()
    for line in blocks("text")[0].text.splitlines():
        words = re.findall(r"[a-z]+(?:\.[a-z]+)?|─►|◄─+", line)
        for one, arrow, other in zip(words, words[1:], words[2:], strict=False):
            if arrow == "─►":
                edges.add((one, other))
            elif arrow.startswith("◄"):
                edges.add((other, one))
    expected = {(flow.event.event_type, flow.group) for flow in FLOWS}
    expected |= {(flow.group, event.event_type) for flow in FLOWS for event in flow.emits}

    of_the_pipeline = {edge for edge in edges if set(edge) <= {*EVENTS, *WORKERS}}

    assert of_the_pipeline - expected == set()
    assert len(of_the_pipeline) >= 8


def test_the_architecture_page_lists_the_topology() -> None:
    rows = [(*code_in(event), worker, tuple(code_in(emits))) for event, worker, emits in table(
        "docs/architecture.md", "wakes on"
    )]  # fmt: skip

    expected = [(flow.event.event_type, flow.group, tuple(event.event_type for event in flow.emits)) for flow in FLOWS]
    assert sorted(rows) == sorted((event, group, emits) for event, group, emits in expected)


def test_the_events_page_lists_every_event_in_the_order_of_the_pipeline() -> None:
    assert [code_in(row[0])[0] for row in table("docs/events.md", "event")] == list(EVENTS)


@pytest.mark.parametrize("row", table("docs/events.md", "event"), ids=lambda row: row[0])
def test_the_events_page_says_who_emits_and_who_reads(row: list[str]) -> None:
    event_type = code_in(row[0])[0]

    # A schedule in the fetcher publishes this one; it follows from no event.
    expected = {"fetcher"} if event_type == "feed.due" else emitters(event_type)

    assert workers_in(row[2]) == expected
    assert workers_in(row[3]) == readers(event_type)


@pytest.mark.parametrize("event_type", EVENTS)
def test_the_events_page_lists_every_field(event_type: str) -> None:
    page = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    entry = page.split(f"- **`{event_type}`**: ")[1].split("\n- ")[0].split("\n\n")[0]

    assert sorted(code_in(entry)) == sorted(EVENTS[event_type].model_fields)


def test_the_keys_that_the_pages_name_are_the_codes() -> None:
    pages = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("architecture.md", "events.md"))
    partition = Partition(0)

    names = [
        partition.stream("claim.linked"),
        partition.gaps.replace("{p00}", "{pNN}"),
        f"{SUBSCRIBER_PREFIX}risk-desk",
    ]
    names += [partition.dead_letters("<worker>").replace("{p00}", "{pNN}"), partition.janitor.replace("{p00}", "{pNN}")]

    assert [name for name in names if name not in pages] == []
