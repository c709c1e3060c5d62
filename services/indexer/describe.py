"""Tells what an event adds to the search index: each a document known in part, which the index adds up."""

from claimwire.events import ArticleCleaned, ArticleExtracted, ClaimExtracted, ClaimLinked
from claimwire.index.documents import (
    ArticleContent,
    ArticleDocument,
    ArticleVersion,
    ClaimDocument,
    ClusterDocument,
    ClusterLink,
    ExtractedClaim,
    Extraction,
)
from claimwire.models import ArticleReference, TextFingerprint


def describe_cleaned_article(event: ArticleCleaned) -> ArticleDocument:
    """Give the text of a version, and that the version exists."""
    return ArticleDocument(
        article_id=event.article.article_id,
        content=ArticleContent(
            article=_brief(event.article),
            clean=event.clean.model_copy(update={"fingerprint": TextFingerprint()}),
            body=event.body,
            cleaner=event.cleaner,
            discovered_at=event.discovered_at,
            fetched_at=event.fetched_at,
        ),
        versions=(ArticleVersion(version_id=event.article.version_id, fetched_at=event.fetched_at, body=event.body),),
    )


def describe_extraction(event: ArticleExtracted) -> ArticleDocument:
    """Give the number of a version's claims, which also says that they are all there."""
    extraction = Extraction(claims=event.claims, no_claims_because=event.no_claims_because, extractor=event.extractor)
    return ArticleDocument(
        article_id=event.article.article_id,
        versions=(ArticleVersion(version_id=event.article.version_id, extraction=extraction),),
    )


def describe_claim(event: ClaimExtracted) -> ClaimDocument:
    """Give the claim."""
    return ClaimDocument(
        claim_id=event.claim.claim_id,
        extracted=ExtractedClaim(claim=event.claim, article=_brief(event.article), discovered_at=event.discovered_at),
    )


def describe_link(event: ClaimLinked) -> tuple[ClaimDocument, ClusterDocument]:
    """Give the claim's cluster, and the cluster as the event saw it.

    Only the claim that the event is about is linked: each other member had, or will have, an event of its own.
    """
    link = ClusterLink(cluster_id=event.cluster.cluster_id, linked_at=event.cluster.updated_at, linker=event.linker)
    return ClaimDocument(claim_id=event.claim_id, link=link), ClusterDocument(cluster=event.cluster)


def _brief(article: ArticleReference) -> ArticleReference:
    # The fingerprint is for the linker: no reader asks for it, and each claim would carry it.
    return article.model_copy(update={"fingerprint": TextFingerprint()})
