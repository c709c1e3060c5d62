"""Opens what the extractor needs and names its handler."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from redis.asyncio import Redis

from claimwire.blocking import run_blocking
from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted
from claimwire.models import Embedding, ExtractorVersion
from claimwire.worker import Stage, Worker
from services.extractor.ask_model import ModelEndpoint
from services.extractor.extract import VERSION, load_extractor
from services.extractor.extract_with_model import ModelBackend
from services.extractor.on_article_cleaned import Embeds, OnArticleCleaned
from services.extractor.settings import ExtractorSettings


@asynccontextmanager
async def open_worker(settings: ExtractorSettings, redis: Redis) -> AsyncIterator[Worker]:  # noqa: ARG001 -- every worker is opened alike; this one needs no broker of its own
    """Load the language model and open the worker.

    The pipeline holds a whole core and is not made for two threads, so articles are extracted one at a time; only the
    waits for an endpoint's answers overlap. Run more processes for more.
    """
    async with AsyncExitStack() as stack:
        model = await _open_model(settings, stack)
        extractor = await run_blocking(load_extractor)
        embed = await run_blocking(_load_embeds) if settings.extractor_embeds else None
        yield Worker(
            name="extractor",
            stages=(
                Stage(
                    event=ArticleCleaned,
                    handler=OnArticleCleaned(extractor, embed, model),
                    emits=(ClaimExtracted, ArticleExtracted),
                    concurrency=settings.extractor_model_concurrency if model is not None else 1,
                    time_limit_seconds=settings.extractor_time_limit_seconds,
                ),
            ),
        )


async def _open_model(settings: ExtractorSettings, stack: AsyncExitStack) -> ModelBackend | None:
    address, name = settings.extractor_model_url, settings.extractor_model_name
    if address is None or name is None:
        return None
    endpoint = await stack.enter_async_context(
        ModelEndpoint.open(str(address), name, key=settings.model_key, limit_seconds=settings.extractor_model_seconds)
    )
    return ModelBackend(endpoint, ExtractorVersion(name="openai-compatible", version=f"{VERSION} {name}"))


def _load_embeds() -> Embeds:
    # The model's packages are not needed where the linker computes the vectors.
    from claimwire.embedding.embedder import MODEL, Embedder  # noqa: PLC0415
    from claimwire.embedding.vector import to_embedding  # noqa: PLC0415

    embedder = Embedder.load()

    def embed(texts: Sequence[str]) -> list[Embedding]:
        return [to_embedding(vector, MODEL) for vector in embedder.embed_all(texts)]

    return embed
