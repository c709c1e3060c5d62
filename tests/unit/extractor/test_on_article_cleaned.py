import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, Lane
from claimwire.models import (
    ArticleReference,
    BlobReference,
    Claim,
    CleanArticle,
    Embedding,
    Evidence,
    ExtractorVersion,
    QuoteType,
    Speaker,
    SpeakerType,
    Stance,
)
from services.extractor.extract_with_model import Places
from services.extractor.on_article_cleaned import OnArticleCleaned
from services.extractor.proposal import Proposal

VERSION = ExtractorVersion(name="fake", version="fake/1")
DISCOVERED_AT = datetime(2030, 5, 16, 8, 30, tzinfo=UTC)


def claim(start: int) -> Claim:
    return Claim(
        claim_id=f"clm_{start}",
        text="The bridge is closed.",
        evidence=Evidence(start=start, end=start + 20, text="the bridge is closed"),
        speaker=Speaker(name="Lena Orr", type=SpeakerType.PERSON),
        quote_type=QuoteType.INDIRECT,
        stance=Stance.ASSERTS,
        extractor=VERSION,
    )


def cleaned(language: str | None = "en") -> ArticleCleaned:
    return ArticleCleaned(
        article=ArticleReference(article_id="art_1", version_id="ver_1", outlet="harbour.example"),
        clean=CleanArticle(text="Lena Orr said the bridge is closed.", language=language),
        body=BlobReference(key="k", sha256="0", size=1, media_type="text/html"),
        cleaner="cleaner/1",
        discovered_at=DISCOVERED_AT,
        fetched_at=DISCOVERED_AT,
        lane=Lane.BACKFILL,
    )


@dataclass(frozen=True)
class FakeExtractor:
    claims: tuple[Claim, ...] = ()
    version: ExtractorVersion = VERSION

    def supports(self, language: str | None) -> bool:
        return language in {None, "en"}

    def extract(self, article: CleanArticle, version_id: str) -> tuple[Claim, ...]:
        return self.claims if self.supports(article.language) else ()

    def extract_proposed(
        self, article: CleanArticle, version_id: str, proposals: Sequence[Proposal], proposer: ExtractorVersion
    ) -> tuple[Claim, ...]:
        return tuple(claim(int(proposal.evidence)).model_copy(update={"extractor": proposer}) for proposal in proposals)


@dataclass
class FakeModel:
    """Proposes claims that begin at these characters; none: it gives way to the rules."""

    starts: tuple[int, ...] = ()
    version: ExtractorVersion = field(default=ExtractorVersion(name="openai-compatible", version="fake/1 tiny"))
    asked: int = 0

    async def claims(self, article: CleanArticle, place: Places) -> tuple[Claim, ...]:
        self.asked += 1
        return await place([Proposal(evidence=str(start)) for start in self.starts])


async def test_each_claim_is_published_in_order_and_the_article_is_finished_after_them() -> None:
    handler = OnArticleCleaned(FakeExtractor((claim(3), claim(40))))

    events = await handler(cleaned())

    assert events == [
        ClaimExtracted(claim=claim(3), article=cleaned().article, discovered_at=DISCOVERED_AT, lane=Lane.BACKFILL),
        ClaimExtracted(claim=claim(40), article=cleaned().article, discovered_at=DISCOVERED_AT, lane=Lane.BACKFILL),
        ArticleExtracted(
            article=cleaned().article, claims=2, extractor="fake/1", discovered_at=DISCOVERED_AT, lane=Lane.BACKFILL
        ),
    ]


async def test_an_article_without_claims_is_accounted_for() -> None:
    (finished,) = await OnArticleCleaned(FakeExtractor())(cleaned())

    assert isinstance(finished, ArticleExtracted)
    assert (finished.claims, finished.no_claims_because) == (0, "no_claim_found")


async def test_an_article_in_another_language_says_so() -> None:
    (finished,) = await OnArticleCleaned(FakeExtractor())(cleaned(language="fr"))

    assert isinstance(finished, ArticleExtracted)
    assert finished.no_claims_because == "language_unsupported"


def embed(texts: Sequence[str]) -> list[Embedding]:
    return [Embedding(model="fake", dimensions=1, values=f"{number} {text}") for number, text in enumerate(texts)]


async def test_each_claim_carries_the_embedding_of_its_own_text() -> None:
    handler = OnArticleCleaned(FakeExtractor((claim(3), claim(40))), embed)

    first, second, _ = await handler(cleaned())

    assert isinstance(first, ClaimExtracted)
    assert isinstance(second, ClaimExtracted)
    assert [each.embedding.values for each in (first, second) if each.embedding] == [
        "0 The bridge is closed.",
        "1 The bridge is closed.",
    ]


async def test_a_model_is_asked_first_and_named_in_what_it_gave() -> None:
    model = FakeModel((7,))

    found, finished = await OnArticleCleaned(FakeExtractor((claim(3),)), model=model)(cleaned())

    assert isinstance(found, ClaimExtracted)
    assert isinstance(finished, ArticleExtracted)
    assert (found.claim.evidence.start, found.claim.extractor) == (7, model.version)
    assert finished.extractor == "fake/1 tiny"


async def test_the_rules_answer_where_the_model_gives_nothing() -> None:
    model = FakeModel()

    found, finished = await OnArticleCleaned(FakeExtractor((claim(3),)), model=model)(cleaned())

    assert isinstance(found, ClaimExtracted)
    assert isinstance(finished, ArticleExtracted)
    assert model.asked == 1
    assert (found.claim.extractor, finished.extractor) == (VERSION, "fake/1")


async def test_a_model_is_not_asked_about_a_language_that_is_not_read() -> None:
    model = FakeModel((7,))

    (finished,) = await OnArticleCleaned(FakeExtractor((claim(3),)), model=model)(cleaned(language="fr"))

    assert isinstance(finished, ArticleExtracted)
    assert (model.asked, finished.no_claims_because) == (0, "language_unsupported")


async def test_one_article_at_a_time_is_extracted_while_a_model_is_asked_about_several() -> None:
    at_work: list[int] = []
    most: list[int] = []

    class Counting(FakeExtractor):
        def extract(self, article: CleanArticle, version_id: str) -> tuple[Claim, ...]:
            at_work.append(1)
            most.append(len(at_work))
            time.sleep(0.005)  # long enough for another thread to come in, if it may
            at_work.pop()
            return ()

    handler = OnArticleCleaned(Counting(), model=FakeModel())

    await asyncio.gather(*(handler(cleaned()) for _ in range(20)))

    assert max(most) == 1
