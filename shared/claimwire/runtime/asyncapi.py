"""Writes the AsyncAPI document of the pipeline from its code: ``python -m claimwire.runtime.asyncapi``."""

import sys
from collections.abc import Awaitable, Callable

import yaml
from faststream.redis import RedisBroker, StreamSub
from faststream.specification.asyncapi import AsyncAPI

from claimwire.events import Event
from claimwire.streams import Partition
from claimwire.topology import FLOWS, Flow
from claimwire.version import VERSION

_DESCRIPTION = """\
News in, attributed and linked claims out. Each channel is a Redis stream; its entries are CloudEvents 1.0 in flat
fields (specversion id source type subject time dataschema traceparent data), `data` is JSON with the payload below.
The names show partition 0: a deployment with P partitions has P such streams of each kind."""


def asyncapi_document() -> str:
    """Return the document as YAML."""
    # The broker is never started: its declarations are what FastStream writes the document from.
    broker = RedisBroker("redis://broker:6379", description="A Redis or Valkey server")
    partition = Partition(0)
    for flow in FLOWS:
        stream = StreamSub(partition.stream(flow.event), group=flow.group, consumer=f"{flow.group}-1")
        subscriber = broker.subscriber(stream=stream, title=f"{flow.group} on {flow.event.event_type}")
        handler = subscriber(_typed_handler(flow))
        for emitted in flow.emits:
            publisher = broker.publisher(
                stream=StreamSub(partition.stream(emitted)),
                title=f"{emitted.event_type} from {flow.group}",
                schema=emitted,
                description=emitted.__doc__,
            )
            handler = publisher(handler)
    document = AsyncAPI(broker, title="claimwire", version=VERSION, schema_version="3.0.0", description=_DESCRIPTION)
    specification = document.to_specification().to_jsonable()
    # FastStream keeps subscribers in no order; a document under version control needs one.
    for part in (specification, specification["components"]):
        for name in ("channels", "operations", "messages", "schemas"):
            if name in part:
                part[name] = dict(sorted(part[name].items()))
    return yaml.safe_dump(specification, sort_keys=False, allow_unicode=True, width=120)


def _typed_handler(flow: Flow) -> Callable[[Event], Awaitable[None]]:
    async def handler(event: Event) -> None:
        """Stand for the worker's handler; FastStream reads its signature."""

    handler.__annotations__["event"] = flow.event
    handler.__doc__ = flow.event.__doc__
    handler.__name__ = f"on_{flow.event.event_type.replace('.', '_')}"
    return handler


if __name__ == "__main__":
    sys.stdout.write(asyncapi_document())
