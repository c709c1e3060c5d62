"""What the search index holds. A document may be known in part, because events arrive in any order."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from claimwire.models import ArticleReference, BlobReference, Claim, CleanArticle, Cluster, Model


class DocumentKind(StrEnum):
    """The three kinds of document."""

    ARTICLE = "article"
    CLAIM = "claim"
    CLUSTER = "cluster"


class Standing(StrEnum):
    """Whether search finds a document."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    """A claim of an older version of its article: found by its id only."""
    INCOMPLETE = "incomplete"
    """Its own event is still to come: not found at all."""


DocumentKey = tuple[DocumentKind, str]
"""What tells documents apart: the kind and the id."""


class ArticleContent(Model):
    """A cleaned version of an article, with what it takes to go back to the raw page."""

    article: ArticleReference
    clean: CleanArticle
    body: BlobReference
    cleaner: str
    discovered_at: AwareDatetime
    fetched_at: AwareDatetime


class Extraction(Model):
    """How many claims a version holds, and why if there are none."""

    claims: int
    no_claims_because: str | None = None
    extractor: str


class ArticleVersion(Model):
    """What is known of one version of an article, also when a newer one has replaced its text."""

    version_id: str
    fetched_at: AwareDatetime | None = None
    """None until the cleaned version is known."""
    body: BlobReference | None = None
    extraction: Extraction | None = None
    """None until all claims of the version are extracted."""


class ArticleDocument(Model):
    """An article: the text of its newest version, and every version by name, oldest first."""

    kind: Literal[DocumentKind.ARTICLE] = DocumentKind.ARTICLE
    article_id: str
    content: ArticleContent | None = None
    versions: tuple[ArticleVersion, ...] = ()

    @property
    def key(self) -> DocumentKey:
        return (self.kind, self.article_id)

    @property
    def standing(self) -> Standing:
        return Standing.INCOMPLETE if self.content is None else Standing.CURRENT

    @property
    def claims_version(self) -> ArticleVersion | None:
        """The version whose claims are current: the newest of those that were extracted to the end.

        A newer version takes over only once its own claims are there, so that an edit never leaves an article
        without claims for a while, and a version that failed to be extracted never does.
        """
        extracted = [each for each in self.versions if each.fetched_at is not None and each.extraction is not None]
        return extracted[-1] if extracted else None

    def version(self, version_id: str) -> ArticleVersion | None:
        """Find a version by its id."""
        return next((each for each in self.versions if each.version_id == version_id), None)


class ExtractedClaim(Model):
    """A claim as it was extracted, and where from."""

    claim: Claim
    article: ArticleReference
    discovered_at: AwareDatetime


class ClusterLink(Model):
    """Which cluster a claim belongs to."""

    cluster_id: str
    linked_at: AwareDatetime
    linker: str


class ClaimDocument(Model):
    """A claim and its cluster. Either may be known first."""

    kind: Literal[DocumentKind.CLAIM] = DocumentKind.CLAIM
    claim_id: str
    extracted: ExtractedClaim | None = None
    link: ClusterLink | None = None
    superseded: bool = False
    """Whether another version of its article has taken over; the index derives it from the article."""

    @property
    def key(self) -> DocumentKey:
        return (self.kind, self.claim_id)

    @property
    def standing(self) -> Standing:
        if self.extracted is None:
            return Standing.INCOMPLETE
        return Standing.SUPERSEDED if self.superseded else Standing.CURRENT

    @property
    def cluster_id(self) -> str | None:
        return None if self.link is None else self.link.cluster_id


class ClusterDocument(Model):
    """A cluster at its highest revision seen."""

    kind: Literal[DocumentKind.CLUSTER] = DocumentKind.CLUSTER
    cluster: Cluster

    @property
    def key(self) -> DocumentKey:
        return (self.kind, self.cluster.cluster_id)

    @property
    def standing(self) -> Standing:
        return Standing.CURRENT


Document = Annotated[ArticleDocument | ClaimDocument | ClusterDocument, Field(discriminator="kind")]
