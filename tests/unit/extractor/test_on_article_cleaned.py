from dataclasses import dataclass
from datetime import UTC, datetime

from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, Lane
from claimwire.models import (
    ArticleReference,
    BlobReference,
    Claim,
    CleanArticle,
    Evidence,
    ExtractorVersion,
    QuoteType,
    Speaker,
    SpeakerType,
    Stance,
)
from services.extractor.on_article_cleaned import OnArticleCleaned

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
        return self.claims


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
