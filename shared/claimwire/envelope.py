"""CloudEvents 1.0 attributes as flat fields of a stream entry, readable from any client in any language."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from claimwire.errors import UndecodableEntry
from claimwire.events import Event
from claimwire.ids import event_id

E = TypeVar("E", bound=Event)

Fields = dict[str | bytes, str | bytes]
"""The fields of one entry, in the order in which they are written."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

REPLAY_FOR = b"replayfor"
"""A replayed entry is meant for this group alone; the others acknowledge it unread."""


def schema_name(event: type[Event]) -> str:
    """Name the JSON Schema of an event's data."""
    return f"urn:claimwire:event:{event.event_type}:{event.schema_version}"


def encode(event: Event, *, source: str, traceparent: str | None = None, at: datetime | None = None) -> Fields:
    """Write an event as the fields of a stream entry.

    Args:
        event: the event.
        source: who says so, for example ``urn:claimwire:cleaner``.
        traceparent: the W3C trace context to carry on.
        at: when it happened; now if None.
    """
    fields: Fields = {
        "specversion": "1.0",
        "id": event_id(event.event_type, event.identity),
        "source": source,
        "type": event.event_type,
        "subject": _LONE_SURROGATE.sub(_REPLACEMENT, event.subject),
        "time": (at or datetime.now(UTC)).isoformat(),
        "dataschema": schema_name(type(event)),
    }
    if traceparent:
        fields["traceparent"] = traceparent
    fields["data"] = _json(event)
    return fields


def decode(fields: Mapping[bytes, bytes], expected: type[E]) -> E:
    """Read an event from the fields of a stream entry.

    Raises:
        UndecodableEntry: the fields are no such event; the message says what is wrong with which field.
    """
    found = fields.get(b"type")
    if found is None:
        raise UndecodableEntry(f"the entry has no field 'type'; it has {_names(fields)}")
    if found != expected.event_type.encode():
        raise UndecodableEntry(f"the entry is a {found.decode('utf-8', 'replace')!r}, not a {expected.event_type!r}")
    _text(fields, b"id")
    time_of(fields)
    data = fields.get(b"data")
    if data is None:
        raise UndecodableEntry(f"the {expected.event_type} entry has no field 'data'; it has {_names(fields)}")
    try:
        return expected.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "data"
        raise UndecodableEntry(
            f"the data of the {expected.event_type} entry are not as {schema_name(expected)} says: "
            f"{place}: {first['msg']} ({error.error_count()} in all)"
        ) from error


def time_of(fields: Mapping[bytes, bytes]) -> datetime:
    """Read when the event of an entry happened, with its offset from UTC.

    Raises:
        UndecodableEntry: the entry does not say it, or not as CloudEvents wants it.
    """
    written = _text(fields, b"time")
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise UndecodableEntry(f"the field 'time' of the entry is {written!r}, not an RFC 3339 time with its offset")
    return time


def _text(fields: Mapping[bytes, bytes], name: bytes) -> str:
    value = fields.get(name)
    if value is None:
        raise UndecodableEntry(f"the entry has no field {name.decode()!r}; it has {_names(fields)}")
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise UndecodableEntry(f"the field {name.decode()!r} of the entry is not UTF-8: {value[:100]!r}") from error


def _json(event: Event) -> bytes:
    try:
        return event.model_dump_json().encode()
    except PydanticSerializationError:
        # Lone surrogates are no Unicode text. One replacement each keeps all offsets right.
        written = json.dumps(event.model_dump(mode="python"), default=_plain, ensure_ascii=False)
        return _LONE_SURROGATE.sub(_REPLACEMENT, written).encode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _names(fields: Mapping[bytes, bytes]) -> str:
    return ", ".join(sorted(name.decode("utf-8", "replace") for name in fields)) or "no fields at all"
