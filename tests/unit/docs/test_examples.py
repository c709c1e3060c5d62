import importlib
import importlib.util
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from redis import Redis

import claimwire.events
from claimwire import ClaimLinked, Gap, Received
from claimwire.connect import open_redis
from claimwire.reliability.groups import ensure_group
from claimwire.reliability.publish import StreamPublisher
from claimwire.streams import Partition
from claimwire.worker import Worker
from tests.servers import running_server
from tests.unit.docs.pages import ROOT

EXAMPLES = ROOT / "docs" / "examples"
LINKED = (ROOT / "tests" / "contract" / "examples" / "claim.linked.json").read_bytes()


def load(path: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(path.stem, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def linked(**changes: Any) -> ClaimLinked:
    return ClaimLinked.model_validate(json.loads(LINKED) | changes)


def linked_with_a_denier(change: str) -> ClaimLinked:
    deniers = {"count": 1, "members": [{"name": "Dovrel Yards", "claim_ids": ["clm_1"], "type": "organisation"}]}
    return linked(change=change, cluster=json.loads(LINKED)["cluster"] | {"deniers": deniers, "revision": 2})


# -- subscribe_to_claims.py


def test_the_subscriber_says_what_changed() -> None:
    example = load(EXAMPLES / "subscribe_to_claims.py")
    received = Received(linked(), id="evt_1", time="", traceparent=None, stream="", entry_id="1-0")

    line = example.describe(received)

    assert line == (
        "first_seen, Oona Brandt (The Harbour Post): "
        "The Velmora city council has signed a contract for 12 electric ferries. "
        "(1 outlets, 1 independent texts, 0 deny it)"
    )


def test_the_subscriber_names_who_denies_and_not_only_who_carries_it() -> None:
    example = load(EXAMPLES / "subscribe_to_claims.py")
    event = linked_with_a_denier("denied").model_copy(update={"claim_id": "clm_1", "outlet": "Coast Ledger"})

    line = example.describe(Received(event, id="evt_1", time="", traceparent=None, stream="", entry_id="1-0"))

    assert line.startswith("denied, Dovrel Yards (Coast Ledger): The Velmora city council")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "usage: "),
        (("unix:///nowhere/valkey.sock",), "unix:///nowhere/valkey.sock: "),
        (("nonsense",), "nonsense: "),
    ],
    ids=["no argument", "no broker", "no address"],
)
def test_the_subscriber_says_in_one_line_why_it_cannot_run(arguments: tuple[str, ...], said: str) -> None:
    command = [sys.executable, str(EXAMPLES / "subscribe_to_claims.py"), *arguments]

    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert ended.stderr.startswith(said)
    assert len(ended.stderr.splitlines()) == 1


def test_the_subscriber_ends_on_an_interrupt_without_a_trace(tmp_path: Path) -> None:
    with running_server("valkey", tmp_path) as server:
        command = [sys.executable, str(EXAMPLES / "subscribe_to_claims.py"), server.url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            _wait_for_a_subscriber(server.url)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (130, "")


def test_the_subscriber_says_what_it_missed() -> None:
    example = load(EXAMPLES / "subscribe_to_claims.py")

    line = example.describe(Gap("claimwire:{p00}:claim.linked", "1-0", "8-0", 7))

    assert line == "7 events of claimwire:{p00}:claim.linked were trimmed before they were read here"


async def test_the_subscriber_follows_a_real_broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = load(EXAMPLES / "subscribe_to_claims.py")
    told: list[str] = []

    class Screen:
        def write(self, text: str) -> None:
            told.append(text)
            raise EOFError  # one line is enough

    with running_server("valkey", tmp_path) as server:
        async with open_redis(server.url) as redis:
            await ensure_group(redis, Partition(0).stream(ClaimLinked), "indexer")
            await StreamPublisher(redis, source="urn:test", partition_count=1).publish([linked()])
        monkeypatch.setattr(example.sys, "stdout", Screen())
        with pytest.raises(EOFError):
            await example.follow(server.url)

    assert [line[:12] for line in told] == ["first_seen, "]


def _wait_for_a_subscriber(url: str) -> None:
    with Redis.from_url(url) as redis:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if redis.exists(stream := Partition(0).stream(ClaimLinked)) and redis.xinfo_groups(stream):
                return
            time.sleep(0.05)
    raise TimeoutError("the example did not subscribe")


# -- add_a_stage


@pytest.fixture
def alerter(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The example's worker, its event in the contract: as it is once somebody has done what the page says."""
    disputed = load(EXAMPLES / "add_a_stage" / "claim_disputed.py").ClaimDisputed
    monkeypatch.setattr(claimwire.events, "ClaimDisputed", disputed, raising=False)
    monkeypatch.syspath_prepend(str(EXAMPLES / "add_a_stage"))
    yield importlib.import_module("services.alerter.worker")
    for name in [name for name in sys.modules if name.startswith("services.alerter")]:
        del sys.modules[name]


async def opened(alerter: ModuleType) -> Worker:
    settings = sys.modules["services.alerter.settings"].AlerterSettings(_env_file=None)
    async with alerter.open_worker(settings, None) as worker:
        return worker


async def test_the_stage_tells_a_dispute(alerter: ModuleType) -> None:
    (stage,) = (await opened(alerter)).stages

    (event,) = await stage.handler(linked_with_a_denier("denied"))

    assert (event.event_type, event.cluster.deniers.members[0].name) == ("claim.disputed", "Dovrel Yards")
    assert type(event) in stage.emits
    assert event.identity == f"{event.subject} 2"


@pytest.mark.parametrize("event", [linked(), linked_with_a_denier("repeated")], ids=["no denier", "a repetition"])
async def test_the_stage_tells_nothing_where_no_dispute_opens(alerter: ModuleType, event: ClaimLinked) -> None:
    (stage,) = (await opened(alerter)).stages

    assert await stage.handler(event) == ()


def test_the_stage_is_declared_like_every_other(alerter: ModuleType) -> None:
    main = (EXAMPLES / "add_a_stage" / "services" / "alerter" / "__main__.py").read_text()
    of_the_linker = (ROOT / "services" / "linker" / "__main__.py").read_text()

    assert main == of_the_linker.replace("linker", "alerter").replace("Linker", "Alerter")
