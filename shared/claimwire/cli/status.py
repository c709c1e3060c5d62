"""``claimwire status``: how far each stage is, what was set aside, how much is indexed, which outlets changed."""

import asyncio
import json
from typing import Annotated, Any

import typer
from redis.asyncio import Redis
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from claimwire.cli.exits import told_plainly
from claimwire.connect import open_redis
from claimwire.drift import read_drift_alarms
from claimwire.embedded.broker import broker_url
from claimwire.events import EVENTS
from claimwire.feed_conditions import count_feeds, read_feed_troubles
from claimwire.index.open import open_reader
from claimwire.reliability.dead_letters import count_dead_letters
from claimwire.reliability.lag import group_states, subscriber_groups
from claimwire.settings import Settings
from claimwire.topology import FLOWS, group_names

#: More than a screen of them hides the rest of the state.
_TROUBLES_SHOWN = 10


@told_plainly
def status(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Show the state of the pipeline. Exits 0 if it could be read, whatever it shows; 'doctor' judges."""
    state = asyncio.run(read_status(Settings()))
    if as_json:
        typer.echo(json.dumps(state))
    else:
        print_status(state)


async def read_status(settings: Settings) -> dict[str, Any]:
    """Read the state of broker, stages, subscribers, dead letters, outlets and index."""
    statistics = await open_reader(settings).statistics()
    async with open_redis(broker_url(settings)) as redis:
        subscribers = await subscriber_groups(redis, EVENTS, partition_count=settings.partitions)
        states = await group_states(redis, [*group_names(), *subscribers], partition_count=settings.partitions)
        groups = sorted({flow.group for flow in FLOWS})
        dead = {
            group: await count_dead_letters(redis, partition_count=settings.partitions, group=group) for group in groups
        }
        alarms = await read_drift_alarms(redis)
        feeds = await count_feeds(redis)
        troubles = await read_feed_troubles(redis)
        broker = await _broker(redis)
    return {
        "broker": broker,
        "groups": [
            {
                "event": each.event_type,
                "group": each.group,
                "partition": each.partition.number,
                "lag": each.lag,
                "pending": each.pending,
                "oldest_pending_seconds": round(each.oldest_pending_seconds, 1),
                "lost": each.lost,
            }
            for each in states
        ],
        "dead_letters": dead,
        "drift": [{**alarm.model_dump(mode="json"), "told": str(alarm)} for alarm in alarms],
        "feeds": {condition.value: count for condition, count in feeds.items()},
        "feed_troubles": [{**trouble.model_dump(mode="json"), "told": str(trouble)} for trouble in troubles],
        "index": {
            "current": {kind.value: count for kind, count in statistics.current.items()},
            "superseded": statistics.superseded,
            "incomplete": statistics.incomplete,
        },
    }


async def _broker(redis: Redis) -> dict[str, Any]:
    server, memory, clients = [await redis.info(section) for section in ("server", "memory", "clients")]
    return {
        "server": server.get("server_name", "redis"),
        "version": server.get("valkey_version") or server.get("redis_version"),
        "memory_bytes": memory["used_memory"],
        "memory_limit_bytes": memory.get("maxmemory", 0),
        "clients": clients["connected_clients"],
    }


def print_status(state: dict[str, Any]) -> None:
    """Draw the state of the pipeline."""
    console = Console(highlight=False)
    broker = state["broker"]
    limit = f" of {broker['memory_limit_bytes'] / 2**20:.0f}" if broker["memory_limit_bytes"] else ""
    console.print(f"broker  {broker['server']} {broker['version']}, {broker['memory_bytes'] / 2**20:.1f}{limit} MiB")
    current = state["index"]["current"]
    console.print("index   " + ", ".join(f"{count} {kind}s" for kind, count in current.items()))
    table = Table("event", "read by", "waiting", "in work", "oldest in work", "lost")
    for row in state["groups"]:
        lost = f"[red]{row['lost']}[/red]" if row["lost"] else "0"
        oldest = f"{row['oldest_pending_seconds']} s" if row["pending"] else ""
        table.add_row(row["event"], row["group"], str(row["lag"]), str(row["pending"]), oldest, lost)
    console.print(table)
    dead = {group: count for group, count in state["dead_letters"].items() if count}
    if dead:
        told = ", ".join(f"{group} {count}" for group, count in dead.items())
        console.print(f"[red]set aside[/red]  {told}; look with: claimwire dlq list")
    print_feed_troubles(console, state)
    for alarm in state["drift"]:
        console.print("[red]drift[/red]   " + escape(alarm["told"]), soft_wrap=True)
    if state["drift"]:
        console.print("        the articles of an outlet are no longer as they were: look at its newest pages")


def print_feed_troubles(console: Console, state: dict[str, Any]) -> None:
    """Say how many feeds do how, and which ones are not fine."""
    counts = {condition: count for condition, count in state["feeds"].items() if count}
    if not counts:
        return
    console.print("feeds   " + ", ".join(f"{count} {condition}" for condition, count in counts.items()))
    for trouble in state["feed_troubles"][:_TROUBLES_SHOWN]:
        console.print("[red]feed[/red]    " + escape(trouble["told"]), soft_wrap=True)
    if len(state["feed_troubles"]) > _TROUBLES_SHOWN:
        more = len(state["feed_troubles"]) - _TROUBLES_SHOWN
        console.print(f"        and {more} more; look with: claimwire feeds list")
