"""The extractor as a worker over a real server."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from redis.asyncio import Redis

from claimwire import ids
from claimwire.embedding.embedder import MODEL, Embedder
from claimwire.embedding.vector import to_embedding
from claimwire.envelope import decode
from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, Event
from claimwire.index.documents import DocumentKind
from claimwire.index.open import open_reader
from claimwire.index.port import SearchRequest
from claimwire.models import ArticleReference, BlobReference
from claimwire.reliability.groups import ensure_groups
from claimwire.reliability.publish import StreamPublisher
from claimwire.streams import Partition
from claimwire.topology import group_names
from services.cleaner.clean import clean
from services.cleaner.document import RawDocument
from services.extractor.settings import ExtractorSettings
from services.extractor.worker import open_worker
from services.indexer.settings import IndexerSettings
from services.indexer.worker import open_worker as open_indexer
from tests.pipeline import eventually, running_worker
from tests.servers import Server

E = TypeVar("E", bound=Event)

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
ENGLISH = "Mayor Lena Orr said on Tuesday that the bridge had cost 40 million crowns. The Velder Institute denied this."
FRENCH = (
    "La maire Léna Orr a déclaré mardi que le pont avait coûté 40 millions de couronnes. Selon elle, les travaux "
    "étaient nécessaires et le bac continuera de traverser le fleuve toutes les heures pendant l'hiver.\n\n"
    "L'institut Velder a démenti que le pont soit dangereux."
)


@pytest.fixture
async def redis(lasting_server: Server) -> AsyncIterator[Redis]:
    async with Redis.from_url(lasting_server.url) as client:
        await client.flushdb()
        await ensure_groups(client, group_names(), partition_count=1)
        yield client


def cleaned(text: str) -> ArticleCleaned:
    article_id = ids.article_id(text[:20])
    article = clean(RawDocument(body=text.encode(), media_type="text/plain"))
    return ArticleCleaned(
        article=ArticleReference(
            article_id=article_id,
            version_id=ids.version_id(article_id, ids.content_sha256(text.encode())),
            outlet="The Harbour Post",
            language=article.language,
        ),
        clean=article,
        body=BlobReference(key="k", sha256="0", size=1, media_type="text/plain"),
        cleaner="cleaner/1",
        discovered_at=NOON,
        fetched_at=NOON,
    )


async def told(redis: Redis, event: type[E]) -> list[E]:
    return [decode(fields, event) for _, fields in await redis.xrange(Partition(0).stream(event))]


async def test_an_article_in_another_language_goes_on_without_claims_and_says_so(
    redis: Redis, lasting_server: Server, tmp_path: Path
) -> None:
    settings = ExtractorSettings(_env_file=None, data_folder=tmp_path, extractor_embeds=False)
    indexing = IndexerSettings(_env_file=None, data_folder=tmp_path)
    async with (
        running_worker(open_worker, settings, lasting_server.url),
        running_worker(open_indexer, indexing, lasting_server.url),
    ):
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([cleaned(FRENCH)])
        (finished,) = await eventually(lambda: told(redis, ArticleExtracted))
        reader = open_reader(settings)

        async def indexed() -> object:
            await reader.refresh()
            page = await reader.search(SearchRequest(kind=DocumentKind.ARTICLE, text="couronnes"))
            found = [version.extraction for hit in page.hits for version in hit.document.versions]
            return [extraction for extraction in found if extraction is not None]

        (extraction,) = await eventually(indexed)

    assert cleaned(FRENCH).clean.language == "fr"
    assert (finished.claims, finished.no_claims_because) == (0, "language_unsupported")
    assert await told(redis, ClaimExtracted) == []
    assert (extraction.claims, extraction.no_claims_because) == (0, "language_unsupported")


async def test_claims_carry_the_vector_that_the_linker_would_compute(redis: Redis, lasting_server: Server) -> None:
    async with running_worker(open_worker, ExtractorSettings(_env_file=None), lasting_server.url):
        await StreamPublisher(redis, source="urn:test", partition_count=1).publish([cleaned(ENGLISH)])
        await eventually(lambda: told(redis, ArticleExtracted))
        found = await told(redis, ClaimExtracted)

    embedder = Embedder.load()
    assert found
    assert [event.embedding for event in found] == [
        to_embedding(embedder.embed(event.claim.text), MODEL) for event in found
    ]
