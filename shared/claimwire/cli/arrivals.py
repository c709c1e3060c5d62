"""Watches documents on their way until each is searchable with all its claims linked, or dropped with a reason."""

from redis.asyncio import Redis

from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleExtracted, DropReason, Event
from claimwire.follow import Follow
from claimwire.index.documents import ArticleVersion, ClaimDocument, DocumentKind
from claimwire.index.port import MAX_LIMIT, Filters, IndexReader, SearchRequest
from claimwire.reliability.lag import group_states
from claimwire.topology import group_names


class Arrivals:
    """What became of each of the documents that were handed in together."""

    def __init__(
        self, redis: Redis, index: IndexReader, found: list[ArticleDiscovered], *, partition_count: int
    ) -> None:
        self._redis, self._partition_count = redis, partition_count
        self._index = index
        self._discovered_at = {each.article_id: each.discovered_at for each in found}
        self.follow = Follow(redis, ArticleDropped, ArticleExtracted, partition_count=partition_count)
        """Enter it before the documents are handed in."""
        self._extracted: dict[str, ArticleExtracted] = {}
        self._known: dict[str, str] = {}
        self.unchanged = 0
        self.open = set(self._discovered_at)
        self.dropped: list[ArticleDropped] = []
        self.indexed = 0
        self.claims = 0

    @property
    def finished(self) -> int:
        """How many are through, either way."""
        return len(self._discovered_at) - len(self.open)

    @property
    def progress(self) -> int:
        """A number that grows while anything happens."""
        return self.finished + len(self._extracted)

    @property
    def refused(self) -> list[ArticleDropped]:
        """Those dropped for another reason than that nothing has changed since the last time."""
        return [each for each in self.dropped if each.reason is not DropReason.DUPLICATE]

    async def look(self) -> None:
        """Look once at what has arrived."""
        for followed in await self.follow.read():
            self._note(followed.event)
        await self._index.refresh()
        await self._look_for_the_known()
        for article_id in sorted(self.open & set(self._extracted)):
            extracted = self._extracted[article_id]
            if await self._is_searchable(article_id, extracted):
                self.open.discard(article_id)
                self.indexed += 1
                self.claims += extracted.claims

    def _note(self, event: Event) -> None:
        if not isinstance(event, ArticleDropped | ArticleExtracted):
            return
        article_id = event.article_id if isinstance(event, ArticleDropped) else event.article.article_id
        if self._discovered_at.get(article_id) != event.discovered_at:
            return
        if isinstance(event, ArticleExtracted):
            self._extracted[article_id] = event
        elif article_id in self.open and event.reason is DropReason.UNCHANGED and event.version_id:
            # Handed in before, and perhaps still on its way.
            self._known[article_id] = event.version_id
        elif article_id in self.open:
            self.open.discard(article_id)
            self.dropped.append(event)

    async def _look_for_the_known(self) -> None:
        open_known = sorted(self.open & set(self._known))
        # What was dropped further on when it came first never arrives: with nothing in flight there is no more to come.
        nothing_more = bool(open_known) and not await self._in_flight()
        for article_id in open_known:
            article = await self._index.get(DocumentKind.ARTICLE, article_id)
            version = article.version(self._known[article_id]) if article else None
            extraction = version.extraction if version else None
            arrived = extraction is not None and await self._has_claims(article_id, extraction.claims)
            if arrived or nothing_more:
                self.open.discard(article_id)
                self.unchanged += 1

    async def _in_flight(self) -> bool:
        states = await group_states(self._redis, group_names(), partition_count=self._partition_count)
        return any(state.unfinished for state in states)

    async def _is_searchable(self, article_id: str, extracted: ArticleExtracted) -> bool:
        article = await self._index.get(DocumentKind.ARTICLE, article_id)
        version: ArticleVersion | None = article.version(extracted.article.version_id) if article else None
        if article is None or article.content is None or version is None or version.extraction is None:
            return False
        return await self._has_claims(article_id, extracted.claims)

    async def _has_claims(self, article_id: str, claims: int) -> bool:
        filters = Filters(article_id=article_id)
        page = await self._index.search(SearchRequest(kind=DocumentKind.CLAIM, filters=filters, limit=MAX_LIMIT))
        linked = sum(1 for hit in page.hits if isinstance(hit.document, ClaimDocument) and hit.document.cluster_id)
        return page.total >= claims and linked == len(page.hits)
