"""The handler of discoveries with all that it needs, and what tests ask it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from redis.asyncio import Redis

from claimwire.blobs import Blobs, open_blobs
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched
from claimwire.ids import article_id
from services.fetcher.aliases import Aliases
from services.fetcher.articles import Articles
from services.fetcher.attempts import Attempts
from services.fetcher.captures import Captures
from services.fetcher.compare_content import CompareContent
from services.fetcher.feeds import Feeds
from services.fetcher.fetch_article import FetchArticle
from services.fetcher.http_client import open_http_client
from services.fetcher.identify_article import IdentifyArticle
from services.fetcher.on_article_discovered import Fetch, OnArticleDiscovered
from services.fetcher.recall_discovery import RecallDiscovery
from services.fetcher.revisits import Revisits
from services.fetcher.settings import FetcherSettings
from services.fetcher.settle_failure import SettleFailure
from services.fetcher.settle_page import SettlePage
from services.fetcher.subscriptions import Subscriptions

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
FEED = "https://tidepost.example/feed"


@dataclass
class Clock:
    """Moves on a second each time it is read, so that nothing is equal by the clock alone."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass(frozen=True, kw_only=True)
class Newsdesk:
    """Builds the handler anew whenever it is asked, so that a test can change a part."""

    redis: Redis
    fetch: Fetch
    blobs: Blobs
    attempts_limit: int = 3
    clock: Clock = field(default_factory=Clock)

    revisits: Revisits | None = None

    @property
    def articles(self) -> Articles:
        revisits = self.revisits or Revisits(redis=self.redis, delays=(timedelta(hours=1),))
        return Articles(redis=self.redis, kept=timedelta(days=1), revisits=revisits)

    @property
    def handler(self) -> OnArticleDiscovered:
        kept = timedelta(days=1)
        identify = IdentifyArticle(articles=self.articles, aliases=Aliases(redis=self.redis, kept=kept))
        settle_page = SettlePage(
            blobs=self.blobs,
            articles=self.articles,
            captures=Captures(redis=self.redis, kept=kept),
            identify=identify,
            compare=CompareContent(self.blobs),
            clock=self.clock,
        )
        return OnArticleDiscovered(
            fetch=self.fetch,
            recall=RecallDiscovery(self.articles),
            settle_page=settle_page,
            settle_failure=SettleFailure(
                articles=self.articles,
                attempts=Attempts(redis=self.redis, limit=self.attempts_limit),
                settle=settle_page,
                clock=self.clock,
            ),
        )

    def but(self, **changes: Any) -> "Newsdesk":
        """Return a desk that differs in some parts."""
        return replace(self, **changes)

    async def fetched(self, event: ArticleDiscovered) -> ArticleFetched:
        """Handle a discovery that yields a version."""
        (outcome,) = await self.handler(event)
        assert isinstance(outcome, ArticleFetched), outcome
        return outcome

    async def dropped(self, event: ArticleDiscovered) -> ArticleDropped:
        """Handle a discovery that is dropped."""
        (outcome,) = await self.handler(event)
        assert isinstance(outcome, ArticleDropped), outcome
        return outcome

    async def let_a_day_pass(self) -> None:
        """Forget the events that discoveries led to."""
        async for name in self.redis.scan_iter("claimwire:{fetcher}:fetched:*"):
            await self.redis.delete(name)


def discovered(url: str, *, minute: int = 0, feed_url: str | None = FEED, **more: Any) -> ArticleDiscovered:
    values = {
        "article_id": article_id(url),
        "url": url,
        "outlet": "The Tide Post",
        "feed_url": feed_url,
        "title": "Ferry sails",
        "discovered_at": NOON + timedelta(minutes=minute),
        **more,
    }
    return ArticleDiscovered(**values)


@asynccontextmanager
async def open_newsdesk(redis: Redis, settings: FetcherSettings) -> AsyncIterator[Newsdesk]:
    async with open_http_client(settings, redis) as http:
        fetch = FetchArticle(
            http=http,
            find_subscription=Subscriptions(feeds=Feeds(redis)).find,
            environ={},
            files_allowed=True,
            body_limit_bytes=settings.fetcher_body_limit_bytes,
        )
        yield Newsdesk(redis=redis, fetch=fetch, blobs=open_blobs("memory://"))
