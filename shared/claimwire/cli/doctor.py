"""``claimwire doctor``: checks what the pipeline stands on, and says what to do about what is wrong."""

import asyncio
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import typer
from redis.asyncio import Redis
from rich.console import Console
from rich.markup import escape

from claimwire.blobs import open_blobs
from claimwire.cli.exits import FAILED, told_plainly
from claimwire.cli.local_index import missing_index
from claimwire.cli.unknown_settings import unknown_settings
from claimwire.cli.workers import worker_module
from claimwire.connect import open_redis
from claimwire.embedded.broker import broker_url
from claimwire.errors import ClaimwireError
from claimwire.index.open import open_reader
from claimwire.reliability.groups import existing_groups
from claimwire.reliability.lag import group_states
from claimwire.settings import Settings
from claimwire.streams import Partition
from claimwire.topology import group_names

_LEAST_FREE_BYTES = 2**30
_LARGEST_CLOCK_DIFFERENCE_SECONDS = 5.0
#: By whether all is good, and whether it is worth a look.
_MARKS = {
    (True, False): "[green]ok[/green]     ",
    (True, True): "[yellow]warning[/yellow]",
    (False, False): "[red]wrong[/red]  ",
}


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    good: bool
    text: str
    warns: bool = False
    """Whether it is worth a look although nothing is wrong."""


@told_plainly
def doctor() -> None:
    """Check broker, groups, object store, index, models and disk. Exits 1 if anything is wrong, 0 on warnings alone."""
    findings = asyncio.run(_examine(Settings()))
    console = Console(highlight=False)
    for finding in findings:
        console.print(_MARKS[finding.good, finding.warns], escape(finding.text), soft_wrap=True)
    if not all(finding.good for finding in findings):
        raise typer.Exit(FAILED)


async def _examine(settings: Settings) -> list[Finding]:
    checks = [
        ("settings", _settings),
        ("broker", _broker),
        ("object store", _blobs),
        ("index", _index),
        ("models", _models),
        ("disk", _disk),
    ]
    findings = []
    for what, check in checks:
        try:
            findings += await check(settings)
        except Exception as error:  # noqa: BLE001 - a check that breaks is a finding, not the end of the others
            findings.append(Finding(False, f"{what}: {error}"))
    return findings


async def _settings(_: Settings) -> list[Finding]:
    return [Finding(True, f"settings: {line}", warns=True) for line in unknown_settings()]


async def _broker(settings: Settings) -> list[Finding]:
    async with open_redis(broker_url(settings)) as redis:
        server = await redis.info("server")
        name, version = server.get("server_name", "redis"), server.get("valkey_version") or server["redis_version"]
        findings = [Finding(True, f"broker: {name} {version}")]
        compatible = tuple(int(part) for part in server["redis_version"].split(".")[:2])
        if compatible < (7, 0):
            findings.append(Finding(False, f"broker: version {version} is too old; 7.0 is the oldest that works"))
        findings += await _broker_settings(redis)
        findings += await _groups(redis, settings)
        difference = abs((await redis.time())[0] - time.time())
        if difference > _LARGEST_CLOCK_DIFFERENCE_SECONDS:
            findings.append(Finding(False, f"clocks: the broker's differs from this machine's by {difference:.0f} s"))
        return findings


async def _broker_settings(redis: Redis) -> list[Finding]:
    persistence: Any = await redis.info("persistence")
    memory: Any = await redis.info("memory")
    aof = bool(persistence["aof_enabled"])
    policy = memory["maxmemory_policy"]
    return [
        Finding(
            aof,
            "broker: appendonly is on"
            if aof
            else "broker: appendonly is off, a crash loses events; set appendonly yes",
        ),
        Finding(
            policy == "noeviction",
            f"broker: maxmemory-policy is {policy}"
            + ("" if policy == "noeviction" else ", which throws events away; set it to noeviction"),
        ),
    ]


async def _groups(redis: Redis, settings: Settings) -> list[Finding]:
    missing = [
        f"{group} on {event_type}"
        for event_type, group in group_names()
        if group not in await existing_groups(redis, Partition(0).stream(event_type))
    ]
    if missing:
        return [Finding(False, f"groups: not there yet: {', '.join(missing)}; start the workers once")]
    states = await group_states(redis, group_names(), partition_count=settings.partitions)
    lost = [f"{state.group} on {state.event_type} ({state.lost})" for state in states if state.lost]
    stuck = [
        f"{state.group} on {state.event_type} ({state.oldest_pending_seconds:.0f} s)"
        for state in states
        if state.oldest_pending_seconds > 10 * settings.lease_seconds
    ]
    return [
        Finding(
            not lost, "groups: nothing was trimmed unread" if not lost else f"groups: LOST unread: {', '.join(lost)}"
        ),
        Finding(not stuck, "groups: no entry is stuck" if not stuck else f"groups: stuck in work: {', '.join(stuck)}"),
    ]


async def _blobs(settings: Settings) -> list[Finding]:
    if (folder := _missing_folder(settings.blobs)) is not None:
        # Opening it would make it, perhaps where a mistyped folder points.
        return [Finding(True, f"object store: {folder} is not there yet; 'claimwire up' makes it", warns=True)]
    blobs = open_blobs(settings.blobs)
    reference = await blobs.put(b"claimwire doctor", media_type="text/plain", charset="utf-8")
    good = await blobs.get(reference) == b"claimwire doctor"
    return [
        Finding(good, f"object store: {settings.blobs} " + ("writes and reads" if good else "gave back other bytes"))
    ]


def _missing_folder(address: str) -> Path | None:
    parts = urlsplit(address)
    folder = Path(unquote(parts.path))
    return folder if parts.scheme == "file" and not folder.exists() else None


async def _index(settings: Settings) -> list[Finding]:
    if missing := missing_index(settings):
        return [Finding(True, f"index: {missing}", warns=True)]
    statistics = await open_reader(settings).statistics()
    told = ", ".join(f"{count} {kind.value}s" for kind, count in statistics.current.items())
    return [Finding(True, f"index: {settings.index_folder} opens ({told})")]


async def _models(_: Settings) -> list[Finding]:
    findings = []
    for what, module, load in (
        ("extractor", "extractor.extract", "load_extractor"),
        ("linker", "linker.link_file", "load"),
    ):
        try:
            code = worker_module(module)
            getattr(getattr(code, "Embedder", code), load)()
            findings.append(Finding(True, f"models: the {what}'s loads"))
        except ClaimwireError as error:
            findings.append(Finding(False, f"models: {error}"))
    return findings


async def _disk(settings: Settings) -> list[Finding]:
    folder = settings.data_folder.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    good = free >= _LEAST_FREE_BYTES
    return [Finding(good, f"disk: {free / 2**30:.1f} GiB free" + ("" if good else "; make room for at least 1 GiB"))]
