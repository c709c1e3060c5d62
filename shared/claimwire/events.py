"""The facts that workers pass on: past tense, one stream each. Knows no worker, no broker.

Each class is the ``data`` of a CloudEvent whose ``type`` is ``event_type``. ``subject`` names what the event is
about, ``identity`` what makes it the same event when it is made again, ``partition_key`` what keeps related events
in one partition (the outlet). All are in this one file, so that the whole contract can be read in one go.
"""

from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from claimwire.models import (
    ArticleReference,
    BlobReference,
    Claim,
    CleanArticle,
    Cluster,
    ClusterChange,
    DatedBelief,
    Embedding,
    Model,
)

HANDED_IN = "documents"
"""The outlet of a document that was handed in without one; what the page says of itself is better."""


class Lane(StrEnum):
    """Live news, or an archive that must never delay it."""

    LIVE = "live"
    BACKFILL = "backfill"


class DropReason(StrEnum):
    """Why an article went no further."""

    UNCHANGED = "unchanged"
    """The same content was fetched before."""
    DUPLICATE = "duplicate"
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    ROBOTS = "robots"
    ADDRESS_REFUSED = "address_refused"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    MEDIA_TYPE = "media_type"
    UNREADABLE = "unreadable"
    CONSENT_WALL = "consent_wall"
    PAYWALL = "paywall"
    SOFT_NOT_FOUND = "soft_not_found"
    NEEDS_SCRIPT = "needs_script"
    NO_ARTICLE = "no_article"
    """The page holds no article: navigation, a list, an empty shell."""


class Event(Model):
    """A fact about one subject."""

    event_type: ClassVar[str]
    schema_version: ClassVar[int] = 1

    @property
    def subject(self) -> str:
        """Name what the event is about: an id, or a feed's address."""
        raise NotImplementedError

    @property
    def identity(self) -> str:
        """Tell what makes this the same event when it is made again."""
        raise NotImplementedError

    @property
    def partition_key(self) -> str:
        """Give the outlet, so that an outlet's events stay in one partition and in order."""
        raise NotImplementedError


class OfOutlet(Event):
    """A fact about something that an outlet carries."""

    outlet: str
    discovered_at: AwareDatetime
    lane: Lane = Lane.LIVE

    @property
    def partition_key(self) -> str:
        return self.outlet


class OfVersion(Event):
    """A fact about a version of an article."""

    article: ArticleReference
    discovered_at: AwareDatetime
    lane: Lane = Lane.LIVE

    @property
    def subject(self) -> str:
        return self.article.version_id

    @property
    def partition_key(self) -> str:
        return self.article.outlet


class FeedDue(Event):
    """A feed is to be polled."""

    event_type: ClassVar[str] = "feed.due"

    feed_url: str
    outlet: str | None = None
    due_at: AwareDatetime
    lane: Lane = Lane.LIVE

    @property
    def subject(self) -> str:
        return self.feed_url

    @property
    def identity(self) -> str:
        return f"{self.feed_url} {self.due_at.isoformat()}"

    @property
    def partition_key(self) -> str:
        return self.outlet or self.feed_url


class ArticleDiscovered(OfOutlet):
    """An article's address was found in a feed, or handed in."""

    event_type: ClassVar[str] = "article.discovered"

    article_id: str
    url: str
    """http(s), or file for a document that was handed in."""
    feed_url: str | None = None
    entry_id: str | None = None
    title: str | None = None
    published: DatedBelief | None = None
    summary: str | None = None
    content: str | None = None
    """The entry's full content, where a feed carries it and the page may not be had."""
    content_only: bool = False
    """Whether the feed's content is the article, and its page is not to be asked for."""
    language: str | None = None
    """What the feed's settings say of the language, as a hint."""
    archive: str | None = None
    """The file and place that holds the page already: "file:///archives/x.warc.gz#offset=1234"."""
    attempt: int = 1
    """Grows each time the same address is looked at again."""

    @property
    def subject(self) -> str:
        return self.article_id

    @property
    def identity(self) -> str:
        return f"{self.article_id} {self.discovered_at.isoformat()}"


class ArticleFetched(OfOutlet):
    """A version of an article was fetched; its raw body is in the object store."""

    event_type: ClassVar[str] = "article.fetched"

    article_id: str
    version_id: str
    previous_version_id: str | None = None
    url: str
    """The canonical address."""
    final_url: str | None = None
    """Where redirects ended."""
    feed_url: str | None = None
    title: str | None = None
    """What the feed calls it: evidence, not belief."""
    published: DatedBelief | None = None
    body: BlobReference
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    language: str | None = None
    """What the feed's settings say of the language, as a hint."""
    fetched_at: AwareDatetime

    @property
    def subject(self) -> str:
        return self.version_id

    @property
    def identity(self) -> str:
        return self.version_id


class ArticleCleaned(OfVersion):
    """An article's text is free of residue, with the proof of what was removed."""

    event_type: ClassVar[str] = "article.cleaned"

    clean: CleanArticle
    body: BlobReference
    previous_version_id: str | None = None
    cleaner: str
    """Name and version of the cleaner."""
    fetched_at: AwareDatetime

    @property
    def identity(self) -> str:
        return f"{self.article.version_id} {self.cleaner}"


class ArticleDropped(OfOutlet):
    """An article, or a version of it, went no further, for a reason."""

    event_type: ClassVar[str] = "article.dropped"

    article_id: str
    version_id: str | None = None
    url: str
    stage: str
    reason: DropReason
    detail: str
    """What was seen, for people."""

    @property
    def subject(self) -> str:
        return self.article_id

    @property
    def identity(self) -> str:
        return f"{self.article_id} {self.version_id} {self.discovered_at.isoformat()} {self.stage} {self.reason}"


class ArticleExtracted(OfVersion):
    """All claims of an article's version were extracted; this says how many, and why if there are none."""

    event_type: ClassVar[str] = "article.extracted"

    claims: int
    no_claims_because: str | None = None
    """``no_claim_found``, or ``language_unsupported`` with an article that went on without claims."""
    extractor: str

    @property
    def identity(self) -> str:
        return f"{self.article.version_id} {self.extractor}"


class ClaimExtracted(OfVersion):
    """A claim was found in an article."""

    event_type: ClassVar[str] = "claim.extracted"

    claim: Claim
    embedding: Embedding | None = None

    @property
    def subject(self) -> str:
        return self.claim.claim_id

    @property
    def identity(self) -> str:
        return f"{self.claim.claim_id} {self.claim.extractor.name} {self.claim.extractor.version}"


class ClaimLinked(OfOutlet):
    """A claim joined a cluster, or opened one; the event says what that changed."""

    event_type: ClassVar[str] = "claim.linked"

    claim_id: str
    article_id: str
    version_id: str
    change: ClusterChange
    cluster: Cluster
    """The cluster after the change."""
    similarity: float | None = None
    """Cosine to the cluster's claims, None for the first."""
    linker: str

    @property
    def subject(self) -> str:
        return self.cluster.cluster_id

    @property
    def identity(self) -> str:
        return f"{self.cluster.cluster_id} {self.cluster.revision} {self.claim_id}"


EVENTS: dict[str, type[Event]] = {
    event.event_type: event
    for event in (
        FeedDue,
        ArticleDiscovered,
        ArticleFetched,
        ArticleCleaned,
        ArticleDropped,
        ArticleExtracted,
        ClaimExtracted,
        ClaimLinked,
    )
}
"""Every event by its type, in the order of the pipeline."""
