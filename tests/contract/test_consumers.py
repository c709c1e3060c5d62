"""Every consumer is fed every example of what it reads, and declares what the topology says of it."""

import importlib
import importlib.util
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from claimwire.blobs import open_blobs
from claimwire.connect import open_redis
from claimwire.events import ArticleFetched, Event
from claimwire.index.open import open_reader
from claimwire.index.port import IndexStatistics
from claimwire.topology import FLOWS, WORKERS, Flow
from claimwire.worker import Worker
from services.indexer.settings import IndexerSettings
from tests.servers import Server, running_server

EXAMPLES = Path(__file__).parent / "examples"
FEED = """<rss version="2.0"><channel><title>The Harbour Post</title><item><title>Council signs ferry contract</title>
<link>https://harbour-post.example/2026/03/ferry-contract</link><guid>1</guid></item></channel></rss>"""
GROUPS = tuple(dict.fromkeys(flow.group for flow in FLOWS))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server("valkey", tmp_path_factory.mktemp("valkey")) as running:
        yield running


@pytest.fixture
async def redis(server: Server) -> AsyncIterator[Redis]:
    async with open_redis(server.url) as client:
        await client.flushall()
        yield client


class Site(BaseHTTPRequestHandler):
    """Answers for the outlet of the examples."""

    def do_GET(self) -> None:
        feed = self.path.endswith(".xml")
        body = FEED.encode() if feed else (EXAMPLES / "article.fetched.body.html").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml" if feed else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


async def open_worker(stack: AsyncExitStack, name: str, redis: Redis, folder: Path) -> Worker:
    code: Any = importlib.import_module(f"services.{name}.worker")
    settings_module: Any = importlib.import_module(f"services.{name}.settings")
    loopback = {"fetcher_allowed_networks": "127.0.0.0/8", "fetcher_host_delay_seconds": 0} if name == "fetcher" else {}
    settings = getattr(settings_module, f"{name.capitalize()}Settings")(data_folder=folder, _env_file=None, **loopback)
    worker: Worker = await stack.enter_async_context(code.open_worker(settings, redis))
    return worker


async def indexed(folder: Path) -> IndexStatistics:
    """Count what is in the index, where all results go of a stage that emits nothing."""
    return await open_reader(IndexerSettings(data_folder=folder, _env_file=None)).statistics()


@pytest.mark.parametrize("group", GROUPS)
async def test_a_worker_declares_what_the_topology_says(group: str, redis: Redis, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        worker = await open_worker(stack, group, redis, tmp_path)

    declared = {(stage.event, worker.name, frozenset(stage.emits)) for stage in worker.stages}
    assert {(flow.event, flow.group, frozenset(flow.emits)) for flow in FLOWS if flow.group == group} == declared


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: f"{flow.group}-{flow.event.event_type}")
async def test_a_consumer_takes_the_example_twice_with_one_result(
    flow: Flow, redis: Redis, tmp_path: Path, site: str
) -> None:
    written = (EXAMPLES / f"{flow.event.event_type}.json").read_text().replace("https://harbour-post.example", site)
    example = flow.event.model_validate_json(written)
    body = (EXAMPLES / "article.fetched.body.html").read_bytes()
    if isinstance(example, ArticleFetched):
        await open_blobs((tmp_path / "blobs").as_uri()).put(body, media_type="text/html", charset="utf-8")
    async with AsyncExitStack() as stack:
        worker = await open_worker(stack, flow.group, redis, tmp_path)
        (stage,) = [stage for stage in worker.stages if stage.event is flow.event]

        first: list[Event] = list(await stage.handler(example))
        once = await indexed(tmp_path)
        again: list[Event] = list(await stage.handler(example))
        twice = await indexed(tmp_path)

    assert [event.identity for event in first] == [event.identity for event in again]
    assert {type(event) for event in first} <= set(flow.emits)
    assert once == twice
    assert bool(first) == bool(flow.emits)
    assert flow.emits or once.incomplete + sum(once.current.values()) > 0


def test_every_worker_is_a_process_of_its_own() -> None:
    for name in WORKERS:
        assert importlib.util.find_spec(f"services.{name}.__main__") is not None


def test_ls_prints_the_topology() -> None:
    """One handler per file, named after what wakes it."""
    services = Path(__file__).parents[2] / "services"
    files = {(path.parent.name, path.stem) for path in services.glob("*/on_*.py")}

    assert files == {(flow.group, f"on_{flow.event.event_type.replace('.', '_')}") for flow in FLOWS}
