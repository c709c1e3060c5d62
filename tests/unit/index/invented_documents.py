"""Invented events and documents for tests of the index, the indexer and the api."""

from datetime import UTC, datetime, timedelta

from claimwire import ids
from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, ClaimLinked
from claimwire.models import (
    ArticleReference,
    BlobReference,
    Claim,
    CleanArticle,
    Cluster,
    ClusterChange,
    Evidence,
    ExtractorVersion,
    KeptRun,
    Ledger,
    QuoteType,
    Speaker,
    SpeakerType,
    Stance,
    Support,
    Supporter,
)

NOON = datetime(2031, 5, 20, 12, 0, tzinfo=UTC)
MARLOW = "Ada Marlow"
SENTENCE = "Ada Marlow said the ferry to Tarn Island will run again in June."
TEXT = f"Port Calder has waited all winter.\n\n{SENTENCE}"


def reference(
    article: str = "ferry", version: str = "v1", *, outlet: str = "Calder Gazette", published_at: datetime | None = NOON
) -> ArticleReference:
    return ArticleReference(
        article_id=ids.article_id(article),
        version_id=ids.version_id(ids.article_id(article), version),
        url=f"https://gazette.example/{article}",
        title="Ferry returns",
        outlet=outlet,
        published_at=published_at,
        language="en",
    )


def body(raw: bytes = b"") -> BlobReference:
    digest = ids.content_sha256(raw)
    return BlobReference(key=f"raw/{digest}", sha256=digest, size=len(raw), media_type="text/html", charset="utf-8")


def article_cleaned(
    article: str = "ferry", version: str = "v1", *, fetched_after: int = 0, text: str = TEXT, raw: bytes = b""
) -> ArticleCleaned:
    """Make a cleaned version that was fetched so many minutes after the first."""
    return ArticleCleaned(
        article=reference(article, version),
        clean=CleanArticle(
            text=text,
            title="Ferry returns",
            byline="By Tom Quill",
            language="en",
            ledger=Ledger(kept=(KeptRun(start=0, length=len(text), raw_start=3, raw_length=len(text)),)),
        ),
        body=body(raw),
        cleaner="claimwire-cleaner 0.1.0",
        discovered_at=NOON + timedelta(minutes=1),
        fetched_at=NOON + timedelta(minutes=2 + fetched_after),
    )


def article_extracted(article: str = "ferry", version: str = "v1", *, claims: int = 1) -> ArticleExtracted:
    return ArticleExtracted(
        article=reference(article, version), claims=claims, extractor="spans 0.1.0", discovered_at=NOON
    )


def claim_extracted(
    article: str = "ferry",
    version: str = "v1",
    *,
    start: int = 36,
    text: str = "The ferry to Tarn Island will run again in June.",
    evidence: str = SENTENCE,
    speaker: str | None = MARLOW,
    stance: Stance = Stance.ASSERTS,
    outlet: str = "Calder Gazette",
    published_at: datetime | None = NOON,
    extractor: str = "0.1.0",
) -> ClaimExtracted:
    source = reference(article, version, outlet=outlet, published_at=published_at)
    end = start + len(evidence)
    return ClaimExtracted(
        claim=Claim(
            claim_id=ids.claim_id(source.version_id, start, end),
            text=text,
            evidence=Evidence(start=start, end=end, text=evidence, raw_start=start + 3, raw_end=end + 3),
            speaker=Speaker(name=speaker, mention=speaker or "the official", type=SpeakerType.PERSON),
            quote_type=QuoteType.INDIRECT,
            stance=stance,
            extractor=ExtractorVersion(name="spans", version=extractor),
        ),
        article=source,
        discovered_at=NOON + timedelta(minutes=1),
    )


def claim_linked(claim: ClaimExtracted, *, cluster: str = "clu_ferry", revision: int = 1) -> ClaimLinked:
    """Make the link of a claim to a cluster, at a revision of the cluster that carries its number in the text."""
    return ClaimLinked(
        claim_id=claim.claim.claim_id,
        article_id=claim.article.article_id,
        version_id=claim.article.version_id,
        outlet=claim.article.outlet,
        change=ClusterChange.FIRST_SEEN if revision == 1 else ClusterChange.REPEATED,
        cluster=Cluster(
            cluster_id=cluster,
            revision=revision,
            text=f"{claim.claim.text} Revision{revision}",
            claims=Support(count=revision),
            outlets=Support(count=1, members=(Supporter(name=claim.article.outlet, claim_ids=("c",)),)),
            origins=Support(count=1, members=(Supporter(name=MARLOW, claim_ids=("c",), type=SpeakerType.PERSON),)),
            first_seen_at=NOON,
            updated_at=NOON + timedelta(minutes=revision),
        ),
        linker="minilm 0.1.0",
        discovered_at=NOON,
    )
