"""What the api and the command line answer with. Fields are only ever added."""

from collections.abc import Sequence
from typing import Generic, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from claimwire.index.documents import ArticleContent, ArticleDocument, ArticleVersion, ClaimDocument, ExtractedClaim
from claimwire.index.port import Highlight, SearchPage, SearchRequest
from claimwire.models import ArticleReference, BlobReference, Claim, CleanArticle, Cluster

T = TypeVar("T")


class Answer(BaseModel):
    """A value that is only sent."""

    model_config = ConfigDict(frozen=True)


class Hit(Answer, Generic[T]):
    """A thing that was found, and how well it fits."""

    score: float
    highlight: Highlight | None = None
    found: T


class Page(Answer, Generic[T]):
    """One page of what was found."""

    total: int
    offset: int
    limit: int
    next_offset: int | None
    """The ``offset`` of the next page, null on the last one."""
    took_ms: float
    items: tuple[Hit[T], ...]

    @classmethod
    def of(cls, request: SearchRequest, page: SearchPage, found: Sequence[T]) -> Self:
        """Make the page from what the index found and its documents as they are shown."""
        end = request.offset + len(page.hits)
        return cls(
            total=page.total,
            offset=request.offset,
            limit=request.limit,
            next_offset=end if page.hits and end < page.total else None,
            took_ms=round(page.took_ms, 3),
            items=tuple(
                Hit(score=hit.score, highlight=hit.highlight, found=each)
                for hit, each in zip(page.hits, found, strict=True)
            ),
        )


class ArticleBrief(Answer):
    """Which article something is from."""

    article_id: str
    version_id: str
    url: str | None
    title: str | None
    outlet: str
    published_at: AwareDatetime | None
    language: str | None

    @classmethod
    def of(cls, article: ArticleReference) -> Self:
        return cls.model_validate(article.model_dump(include=set(cls.model_fields)))


class ClaimAnswer(Claim):
    """A claim, its article and its cluster."""

    article: ArticleBrief
    cluster_id: str | None
    """Null until the linker has seen the claim."""
    superseded: bool
    """Whether the article has a newer version, whose claims took the place of this one."""
    discovered_at: AwareDatetime

    @classmethod
    def of(cls, document: ClaimDocument, extracted: ExtractedClaim) -> Self:
        """Show a claim whose extraction is known."""
        return cls(
            **dict(extracted.claim),
            article=ArticleBrief.of(extracted.article),
            cluster_id=document.cluster_id,
            superseded=document.superseded,
            discovered_at=extracted.discovered_at,
        )


class ArticleSummary(ArticleBrief):
    """An article without its text."""

    byline: str | None
    agency: str | None
    section: str | None
    discovered_at: AwareDatetime
    fetched_at: AwareDatetime
    versions: int
    claims: int | None
    """How many claims the version that is shown holds; null until all of them are extracted."""

    @classmethod
    def of_document(cls, document: ArticleDocument, content: ArticleContent) -> Self:
        """Show an article whose text is known."""
        version = document.version(content.article.version_id)
        return cls(
            **dict(ArticleBrief.of(content.article)),
            byline=content.clean.byline,
            agency=content.clean.agency or content.article.agency,
            section=content.clean.section,
            discovered_at=content.discovered_at,
            fetched_at=content.fetched_at,
            versions=len(document.versions),
            claims=version.extraction.claims if version and version.extraction else None,
        )


class ArticleAnswer(ArticleSummary):
    """An article with its text, what was removed from it, and its versions."""

    clean: CleanArticle
    body: BlobReference
    cleaner: str
    history: tuple[ArticleVersion, ...]
    """Every version seen, oldest first."""

    @classmethod
    def of_document(cls, document: ArticleDocument, content: ArticleContent) -> Self:
        """Show an article whose text is known."""
        return cls(
            **dict(ArticleSummary.of_document(document, content)),
            clean=content.clean,
            body=content.body,
            cleaner=content.cleaner,
            history=document.versions,
        )


class ClusterAnswer(Cluster):
    """A cluster: who carries it, in how many independent texts, who is said to know it, who denies it."""

    @classmethod
    def of(cls, cluster: Cluster) -> Self:
        return cls(**dict(cluster))
