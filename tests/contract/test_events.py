"""Schemas only grow, every event has an example, and flat fields carry it whole.

Run ``CLAIMWIRE_UPDATE_SNAPSHOTS=1 pytest tests/contract`` to add what grew; a removed field still fails.
"""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from claimwire.envelope import decode, encode
from claimwire.errors import UndecodableEntry
from claimwire.events import EVENTS, Event
from claimwire.runtime.asyncapi import asyncapi_document
from claimwire.topology import FLOWS

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"


def example(event: type[Event]) -> Event:
    return event.model_validate_json((HERE / "examples" / f"{event.event_type}.json").read_bytes())


def as_read(event: Event, **changes: Any) -> dict[bytes, bytes]:
    """Give the fields as a client reads them."""
    written = encode(event, source="urn:test", **changes)
    return {name.encode(): value if isinstance(value, bytes) else value.encode() for name, value in written.items()}


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_every_event_has_an_example_that_says_all_its_fields(event: type[Event]) -> None:
    written = json.loads((HERE / "examples" / f"{event.event_type}.json").read_text())

    read = json.loads(example(event).model_dump_json())

    assert read == written


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_an_event_survives_the_stream_entry(event: type[Event]) -> None:
    given = example(event)

    fields = as_read(given, traceparent="00-" + "1" * 32 + "-" + "2" * 16 + "-01")

    assert decode(fields, event) == given
    assert list(fields)[:7] == [b"specversion", b"id", b"source", b"type", b"subject", b"time", b"dataschema"]
    assert fields[b"id"] == as_read(given)[b"id"]


def in_order(schema: dict[str, Any]) -> dict[str, Any]:
    """Sort what JSON Schema gives no order to, so that moving a field is no change."""
    return {
        name: in_order(value) if isinstance(value, dict) else sorted(value) if name == "required" else value
        for name, value in schema.items()
    }


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_schemas_are_as_their_snapshot_and_only_grow(event: type[Event]) -> None:
    snapshot = HERE / "schemas" / f"{event.event_type}.json"
    now = in_order(event.model_json_schema(mode="serialization"))
    known = json.loads(snapshot.read_text()) if snapshot.exists() else {"properties": {}}

    for name, definition in [("", known), *known.get("$defs", {}).items()]:
        grown = now if not name else now["$defs"][name]
        assert set(definition.get("properties", {})) <= set(grown.get("properties", {})), (
            f"{name or event} lost a field"
        )
        assert set(definition.get("enum", [])) <= set(grown.get("enum", [])), f"{name} lost a value"

    if os.environ.get("CLAIMWIRE_UPDATE_SNAPSHOTS"):
        snapshot.write_text(json.dumps(now, indent=2) + "\n")
    assert json.loads(snapshot.read_text()) == now


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_an_example_is_valid_by_its_schema_alone(event: type[Event]) -> None:
    """As a reader in another language would check it."""
    schema = json.loads((HERE / "schemas" / f"{event.event_type}.json").read_text())

    jsonschema.validate(json.loads(example(event).model_dump_json()), schema)


def test_a_field_that_a_newer_producer_added_is_ignored() -> None:
    event = next(iter(EVENTS.values()))
    data = json.loads(example(event).model_dump_json()) | {"added_later": 1}
    fields = as_read(example(event)) | {b"data": json.dumps(data).encode(), b"extension": b"x"}

    assert decode(fields, event) == example(event)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({b"type": None}, "has no field 'type'"),
        ({b"type": b"article.gone"}, "is a 'article.gone'"),
        ({b"id": None}, "has no field 'id'"),
        ({b"id": b"\xff"}, "'id' .* is not UTF-8"),
        ({b"time": None}, "has no field 'time'"),
        ({b"time": b"\xff"}, "'time' .* is not UTF-8"),
        ({b"time": b"yesterday"}, "'time' .* 'yesterday'.*RFC 3339"),
        ({b"time": b"2026-01-02T03:04:05"}, "'time' .* RFC 3339"),
        ({b"data": None}, "has no field 'data'"),
        ({b"data": b"{"}, "are not as urn:claimwire:event:feed.due:1 says"),
        ({b"data": b"{}"}, "feed_url: Field required"),
        ({b"data": b"\xff\xfe"}, "are not as"),
    ],
)
def test_what_is_no_event_says_what_is_wrong(change: dict[bytes, bytes | None], says: str) -> None:
    event = EVENTS["feed.due"]
    changed = {**as_read(example(event)), **change}

    with pytest.raises(UndecodableEntry, match=says):
        decode({name: value for name, value in changed.items() if value is not None}, event)


def test_a_lone_surrogate_does_not_break_an_event() -> None:
    event = EVENTS["feed.due"].model_validate(
        {"feed_url": "https://a.example/\udcff", "due_at": "2026-01-01T00:00:00Z"}
    )

    fields = as_read(event)

    assert decode(fields, type(event)).subject


def test_the_asyncapi_document_is_current() -> None:
    assert (DOCS / "asyncapi.yaml").read_text() == asyncapi_document(), "run `make asyncapi`"


def test_every_event_is_published_by_a_stage_or_a_schedule() -> None:
    emitted = {event.event_type for flow in FLOWS for event in flow.emits}

    assert set(EVENTS) == emitted | {"feed.due"}
