"""Constructs the fetcher."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import structlog
from redis.asyncio import Redis

from claimwire.blobs import open_blobs
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, FeedDue
from claimwire.worker import Stage, Worker
from services.fetcher.articles import Articles, Attempts
from services.fetcher.feed_turns import FeedTurns
from services.fetcher.fetch_article import FetchArticle
from services.fetcher.http_client import open_http_client
from services.fetcher.on_article_discovered import OnArticleDiscovered
from services.fetcher.on_feed_due import OnFeedDue
from services.fetcher.polls import Polls
from services.fetcher.publish_due_feeds import PublishDueFeeds
from services.fetcher.settings import FetcherSettings

#: Beside waiting and fetching, a page is parsed or packed, and stored.
_TIME_BESIDE_FETCHING_SECONDS = 15.0

log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_worker(settings: FetcherSettings, redis: Redis) -> AsyncIterator[Worker]:
    """Open the fetcher's HTTP session and object store, and name its handlers."""
    if settings.fetcher_contact is None:
        log.warning("sites cannot reach you", advice="set CLAIMWIRE_FETCHER_CONTACT to an address or page of yours")
    blobs = open_blobs(settings.blobs)
    attempts = Attempts(redis=redis, limit=settings.fetcher_attempts)
    kept = timedelta(days=settings.fetcher_memory_days)
    async with open_http_client(settings) as http:
        poll = OnFeedDue(fetch=http.get, polls=Polls(redis=redis, kept=kept), attempts=attempts, clock=_now)
        fetch = OnArticleDiscovered(
            fetch=FetchArticle(
                http=http,
                files_allowed=settings.fetcher_files_allowed,
                body_limit_bytes=settings.fetcher_body_limit_bytes,
            ),
            blobs=blobs,
            articles=Articles(redis=redis, kept=kept),
            attempts=attempts,
            clock=_now,
        )
        schedule = PublishDueFeeds(
            turns=FeedTurns(redis),
            default_interval=timedelta(seconds=settings.fetcher_interval_seconds),
            pause_seconds=settings.fetcher_schedule_seconds,
            clock=_now,
        )
        time_limit = (
            settings.fetcher_patience_seconds + settings.fetcher_deadline_seconds + _TIME_BESIDE_FETCHING_SECONDS
        )
        yield Worker(
            name="fetcher",
            stages=(
                Stage(
                    event=FeedDue,
                    handler=poll,
                    emits=(ArticleDiscovered,),
                    concurrency=settings.fetcher_concurrency,
                    time_limit_seconds=time_limit,
                ),
                Stage(
                    event=ArticleDiscovered,
                    handler=fetch,
                    emits=(ArticleFetched, ArticleDropped),
                    concurrency=settings.fetcher_concurrency,
                    time_limit_seconds=time_limit,
                ),
            ),
            background=(schedule,),
            pauses_for_backpressure=True,
        )


def _now() -> datetime:
    return datetime.now(UTC)
