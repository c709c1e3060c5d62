"""A real Redis for the linker's log, started on a free port and stopped again."""

import shutil
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
import redis as blocking_redis
from redis.asyncio import Redis

from claimwire import ids
from claimwire.events import ClaimExtracted
from claimwire.fingerprint import fingerprint
from claimwire.models import (
    ArticleReference,
    Claim,
    Evidence,
    ExtractorVersion,
    QuoteType,
    Speaker,
    SpeakerType,
    Stance,
)
from services.linker.cluster_log import LOG_KEY
from services.linker.settings import LinkerSettings
from services.linker.worker import open_worker


def _server() -> str:
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found is None:
        pytest.skip("no redis-server and no valkey-server on the path")
    return found


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [_server(), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            with blocking_redis.Redis(port=port) as client:
                _wait_until_ready(client)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()


def _wait_until_ready(client: Any) -> None:
    for _ in range(200):
        try:
            client.ping()
        except blocking_redis.exceptions.ConnectionError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("redis-server did not answer within ten seconds")


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        await client.delete(LOG_KEY)
        yield client


@pytest.fixture
async def open_linker(redis: Redis, redis_url: str) -> AsyncIterator[Callable[[], Any]]:
    """Open a linker of its own connection, as another process would."""
    async with AsyncExitStack() as stack:

        async def open_one() -> Any:
            client = await stack.enter_async_context(Redis.from_url(redis_url))
            worker = await stack.enter_async_context(open_worker(LinkerSettings(redis_url=redis_url), client))
            return worker.stages[0].handler

        yield open_one


@pytest.fixture
def extracted() -> Callable[..., ClaimExtracted]:
    def build(
        text: str, outlet: str, *, body: str = "", number: int = 0, speaker: str = "Ada Corvel", **fields: Any
    ) -> ClaimExtracted:
        article = ids.article_id(f"{outlet}/{fields.pop('story', 1)}")
        version = ids.version_id(article, ids.content_sha256(body.encode()))
        claim = Claim(
            claim_id=ids.claim_id(version, number, number + len(text)),
            text=text,
            evidence=Evidence(start=number, end=number + len(text), text=text),
            speaker=Speaker(name=speaker, type=SpeakerType.PERSON),
            quote_type=QuoteType.INDIRECT,
            stance=fields.pop("stance", Stance.ASSERTS),
            extractor=ExtractorVersion(name="rules", version="1"),
            **fields,
        )
        reference = ArticleReference(
            article_id=article, version_id=version, outlet=outlet, fingerprint=fingerprint(body)
        )
        return ClaimExtracted(claim=claim, article=reference, discovered_at=datetime(2031, 3, 4, 8, tzinfo=UTC))

    return build
