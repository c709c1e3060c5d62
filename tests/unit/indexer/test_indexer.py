"""The indexer's handlers, against an index in memory and against the real one."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from claimwire.errors import IndexUnavailable
from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, ClaimLinked, Event
from claimwire.index.documents import Document, DocumentKey, DocumentKind
from claimwire.index.open import open_reader
from claimwire.index.port import Filters, SearchRequest
from claimwire.models import TextFingerprint
from claimwire.worker import Handler
from services.indexer.on_article_cleaned import OnArticleCleaned
from services.indexer.on_article_extracted import OnArticleExtracted
from services.indexer.on_claim_extracted import OnClaimExtracted
from services.indexer.on_claim_linked import OnClaimLinked
from services.indexer.settings import IndexerSettings
from services.indexer.worker import open_worker
from tests.unit.index.invented_documents import article_cleaned, article_extracted, claim_extracted, claim_linked
from tests.unit.index.memory_index import MemoryIndex

CLAIM = claim_extracted()
EVENTS: tuple[Event, ...] = (article_cleaned(), CLAIM, article_extracted(), claim_linked(CLAIM))
NO_REDIS: Any = None


def handlers_of(index: MemoryIndex) -> dict[type[Event], Handler]:
    return {
        ArticleCleaned: OnArticleCleaned(index),
        ArticleExtracted: OnArticleExtracted(index),
        ClaimExtracted: OnClaimExtracted(index),
        ClaimLinked: OnClaimLinked(index),
    }


async def state_after(events: tuple[Event, ...]) -> dict[DocumentKey, Document]:
    index = MemoryIndex()
    handlers = handlers_of(index)
    for event in events:
        assert list(await handlers[type(event)](event)) == []
    return index.documents


async def test_the_index_is_the_same_in_whatever_order_events_come() -> None:
    expected = await state_after(EVENTS)

    for order in permutations(EVENTS):
        assert await state_after(order) == expected


async def test_a_redelivered_event_changes_nothing() -> None:
    assert await state_after(EVENTS + EVENTS) == await state_after(EVENTS)


async def test_an_article_knows_when_all_its_claims_are_there() -> None:
    before, after = await state_after(EVENTS[:2]), await state_after(EVENTS[:3])

    claims = [
        state[DocumentKind.ARTICLE, CLAIM.article.article_id].versions[0].extraction  # type: ignore[union-attr]
        for state in (before, after)
    ]
    assert [each and each.claims for each in claims] == [None, 1]


async def test_fingerprints_are_not_indexed() -> None:
    fingerprint = TextFingerprint(hashes="AAAA", shingles=1)
    event = CLAIM.model_copy(update={"article": CLAIM.article.model_copy(update={"fingerprint": fingerprint})})

    assert await state_after((event,)) == await state_after((CLAIM,))


async def test_the_worker_makes_claims_searchable(tmp_path: Path) -> None:
    settings = IndexerSettings(data_folder=tmp_path)
    async with open_worker(settings, NO_REDIS) as worker:
        for stage in worker.stages:
            for event in EVENTS:
                if isinstance(event, stage.event):
                    await stage.handler(event)

        found = await open_reader(settings).search(
            SearchRequest(kind=DocumentKind.CLAIM, text="ferry", filters=Filters(cluster_id="clu_ferry"))
        )
    assert [hit.id for hit in found.hits] == [CLAIM.claim.claim_id]


async def test_a_second_indexer_of_one_index_does_not_start(tmp_path: Path) -> None:
    settings = IndexerSettings(data_folder=tmp_path)
    async with open_worker(settings, NO_REDIS):
        with pytest.raises(IndexUnavailable, match="one writer"):
            async with open_worker(settings, NO_REDIS):
                pass


async def test_the_indexer_emits_nothing_and_takes_enough_for_large_commits(tmp_path: Path) -> None:
    async with open_worker(IndexerSettings(data_folder=tmp_path), NO_REDIS) as worker:
        stages = worker.stages

    assert [stage.emits for stage in stages] == [()] * 4
    assert {stage.concurrency for stage in stages} == {500}
