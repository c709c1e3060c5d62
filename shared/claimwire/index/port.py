"""The port of the search index: what a backend must do. ``tests/contract/test_index_backends.py`` is its proof."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal, Protocol, overload

from pydantic import AwareDatetime, Field

from claimwire.index.documents import (
    ArticleDocument,
    ClaimDocument,
    ClusterDocument,
    Document,
    DocumentKind,
)
from claimwire.models import Model, Span, Stance

MAX_LIMIT = 200
MAX_OFFSET = 10_000


class Sort(StrEnum):
    """The order of hits."""

    RELEVANCE = "relevance"
    """Best match first; newest first where there is no text to match."""
    NEWEST = "newest"


class Filters(Model):
    """What a hit must be, besides matching the text. None asks nothing; what a kind of document lacks never matches."""

    speaker: str | None = None
    """Words of a speaker's name, in any order and case, with or without accents."""
    stance: Stance | None = None
    outlet: str | None = None
    """The whole name, in any case."""
    article_id: str | None = None
    cluster_id: str | None = None
    language: str | None = None
    since: AwareDatetime | None = None
    """Published, or for a cluster changed, at this instant or later."""
    until: AwareDatetime | None = None
    """Likewise, but before this instant."""


class SearchRequest(Model):
    """A search among the current documents of one kind.

    All words of ``text`` must occur; words in "double quotes" must follow one another. A text without words finds
    everything. No text is an error.
    """

    kind: DocumentKind
    text: str = ""
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    limit: int = Field(default=20, ge=1, le=MAX_LIMIT)
    offset: int = Field(default=0, ge=0, le=MAX_OFFSET)


class Highlight(Model):
    """An excerpt of the passage that matched, and where in it the words are that were searched for."""

    excerpt: str
    matches: tuple[Span, ...] = ()
    """Characters of the excerpt."""


class Hit(Model):
    """A document that was found."""

    id: str
    kind: DocumentKind
    score: float
    """Comparable within one page; 0 where hits are not ranked by relevance."""
    document: Document
    highlight: Highlight | None = None


class SearchPage(Model):
    """One page of hits, and how many there are in all."""

    total: int
    hits: tuple[Hit, ...] = ()
    took_ms: float = 0


class IndexStatistics(Model):
    """How many documents there are, by standing."""

    current: dict[DocumentKind, int]
    superseded: int = 0
    incomplete: int = 0


class IndexWriter(Protocol):
    """The one that writes. Only one may be open on an index at a time."""

    async def upsert(self, documents: Sequence[Document]) -> None:
        """Add what these documents know to what the index holds; return once that is durable.

        Documents add up as :func:`claimwire.index.merge.merge` says, so an older state never replaces a newer one
        and a repeat changes nothing.

        Raises:
            IndexUnavailable: nothing is known to be written; the same call may succeed later.
        """


class IndexReader(Protocol):
    """One of any number that read, in any process. It sees what was durable at its last refresh."""

    async def search(self, request: SearchRequest) -> SearchPage:
        """Find documents.

        Raises:
            IndexUnavailable: the index cannot be read. An index that nothing was written to yet is empty, no error.
        """

    @overload
    async def get(self, kind: Literal[DocumentKind.ARTICLE], identifier: str) -> ArticleDocument | None: ...
    @overload
    async def get(self, kind: Literal[DocumentKind.CLAIM], identifier: str) -> ClaimDocument | None: ...
    @overload
    async def get(self, kind: Literal[DocumentKind.CLUSTER], identifier: str) -> ClusterDocument | None: ...
    async def get(self, kind: DocumentKind, identifier: str) -> Document | None:
        """Return a document by its id, also a superseded one; None if there is none, or it is incomplete."""

    async def refresh(self) -> None:
        """See everything that is durable by now. Cheap where nothing has changed."""

    async def statistics(self) -> IndexStatistics:
        """Count the documents."""
