"""Linkers over a real server."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
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
from tests.servers import Server


@pytest.fixture
def redis_url(lasting_server: Server) -> str:
    return lasting_server.url


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
