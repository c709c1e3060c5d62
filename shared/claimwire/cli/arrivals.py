"""Watches documents on their way until each is searchable with all its claims linked, or dropped with a reason."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from redis.asyncio import Redis

from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleExtracted, DropReason, Event, Lane
from claimwire.follow import Follow
from claimwire.index.documents import ClaimDocument, DocumentKind
from claimwire.index.port import MAX_LIMIT, Filters, IndexReader, SearchRequest
from claimwire.reliability.lag import group_states
from claimwire.topology import group_names

#: As many drops as a person reads one by one; of more each reason is counted.
MOST_TOLD = 20


class Arrivals:
    """What became of each discovery that was handed in. One article may be discovered several times.

    A discovery is known by its moment, which no other has; what its article is may turn out on the way.
    """

    def __init__(self, redis: Redis, index: IndexReader, *, partition_count: int) -> None:
        self._redis, self._partition_count = redis, partition_count
        self._index = index
        self.follow = Follow(redis, ArticleDropped, ArticleExtracted, partition_count=partition_count)
        """Enter it before the documents are handed in."""
        self._extracted: dict[datetime, ArticleExtracted] = {}
        self._known: dict[datetime, ArticleDropped] = {}
        self._seen = 0
        self.open: set[datetime] = set()
        self.expected = 0
        self.unchanged = 0
        self.dropped: Counter[DropReason] = Counter()
        self.examples: list[ArticleDropped] = []
        """The first that were dropped."""
        self.dropped_before = 0
        """How many are known to the fetcher, and yet not to search: a stage dropped them when they came first."""
        self.examples_before: list[ArticleDropped] = []
        """The first of these."""
        self.indexed = 0
        self.claims = 0

    def expect(self, found: Iterable[ArticleDiscovered]) -> None:
        """Wait for these too. Call it before they are handed in."""
        moments = {each.discovered_at for each in found}
        self.open |= moments
        self.expected += len(moments)

    @property
    def finished(self) -> int:
        """How many are through, either way."""
        return self.expected - len(self.open)

    @property
    def progress(self) -> int:
        """A number that grows while anything happens."""
        return self.finished + self._seen

    @property
    def refused(self) -> int:
        """How many were dropped, now or before, for another reason than that the same was there before."""
        return self.dropped.total() - self.dropped[DropReason.DUPLICATE] + self.dropped_before

    async def look(self) -> None:
        """Look once at what has arrived."""
        while followed := await self.follow.read():
            for each in followed:
                self._note(each.event)
        await self._index.refresh()
        await self._look_for_the_known()
        for moment, extracted in sorted(self._extracted.items()):
            if await self._is_through(extracted.article.article_id, extracted.article.version_id, extracted.claims):
                self._finish(moment)
                self.indexed += 1
                self.claims += extracted.claims

    def _note(self, event: Event) -> None:
        if not isinstance(event, ArticleDropped | ArticleExtracted) or event.discovered_at not in self.open:
            return
        moment = event.discovered_at
        if isinstance(event, ArticleExtracted):
            self._seen += moment not in self._extracted
            self._extracted[moment] = event
        elif event.reason is not DropReason.UNCHANGED:
            self._finish(moment)
            self.dropped[event.reason] += 1
            if len(self.examples) <= MOST_TOLD:
                self.examples.append(event)
        elif event.version_id and event.lane is Lane.LIVE:
            # Handed in before, and perhaps still on its way.
            self._known[moment] = event
        else:
            # The earlier capture of an archive is waited for by itself, if it came with this one.
            self._finish(moment)
            self.unchanged += 1

    def _finish(self, moment: datetime) -> None:
        self.open.discard(moment)
        self._extracted.pop(moment, None)
        self._known.pop(moment, None)

    async def _look_for_the_known(self) -> None:
        # What was dropped further on when it came first never arrives: with nothing in flight there is no more to come.
        # It is asked twice: streams are looked at one by one, and an entry may pass from one to another meanwhile.
        nothing_more = bool(self._known) and not (await self._in_flight() or await self._in_flight())
        if nothing_more:
            await self._index.refresh()  # what was in flight a moment ago is there now
        for moment, event in sorted(self._known.items()):
            if event.version_id and await self._is_through(event.article_id, event.version_id, None):
                self._finish(moment)
                self.unchanged += 1
            elif nothing_more:
                self._finish(moment)
                self.dropped_before += 1
                if len(self.examples_before) < MOST_TOLD:
                    self.examples_before.append(event)

    async def _in_flight(self) -> bool:
        states = await group_states(self._redis, group_names(), partition_count=self._partition_count)
        return any(state.unfinished for state in states)

    async def _is_through(self, article_id: str, version_id: str, claims: int | None) -> bool:
        """Tell whether search finds a version with so many claims, or a newer version of the article in its place."""
        article = await self._index.get(DocumentKind.ARTICLE, article_id)
        version = article.version(version_id) if article else None
        if article is None or article.content is None or version is None or version.extraction is None:
            return False
        if article.claims_version is not None and article.claims_version.version_id != version_id:
            return True
        return await self._has_claims(article_id, version.extraction.claims if claims is None else claims)

    async def _has_claims(self, article_id: str, claims: int) -> bool:
        filters = Filters(article_id=article_id)
        page = await self._index.search(SearchRequest(kind=DocumentKind.CLAIM, filters=filters, limit=MAX_LIMIT))
        linked = sum(1 for hit in page.hits if isinstance(hit.document, ClaimDocument) and hit.document.cluster_id)
        return page.total >= claims and linked == len(page.hits)
