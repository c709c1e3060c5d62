"""Constructs the fetcher."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import structlog
from redis.asyncio import Redis

from claimwire.batched_redis import BatchedRedis
from claimwire.blobs import open_blobs
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, FeedDue
from claimwire.feed_conditions import count_feeds
from claimwire.telemetry.metrics import Metrics
from claimwire.worker import Stage, Worker
from services.fetcher.aliases import Aliases
from services.fetcher.articles import Articles
from services.fetcher.attempts import Attempts
from services.fetcher.captures import Captures
from services.fetcher.compare_content import CompareContent
from services.fetcher.feed_moves import FeedMoves
from services.fetcher.feed_troubles import FeedTroubles
from services.fetcher.feed_turns import FeedTurns
from services.fetcher.feeds import Feeds
from services.fetcher.fetch_article import FetchArticle
from services.fetcher.http_client import PAGES_FOR_EACH_REQUEST, open_http_client
from services.fetcher.identify_article import IdentifyArticle
from services.fetcher.on_article_discovered import Fetch, OnArticleDiscovered
from services.fetcher.on_feed_due import OnFeedDue
from services.fetcher.parse_apart import open_feed_parsers
from services.fetcher.polls import Polls
from services.fetcher.publish_due_feeds import PublishDueFeeds
from services.fetcher.publish_revisits import PublishRevisits
from services.fetcher.read_feed import ReadFeed
from services.fetcher.recall_discovery import RecallDiscovery
from services.fetcher.revisits import Revisits
from services.fetcher.schedule import Intervals
from services.fetcher.settings import FetcherSettings
from services.fetcher.settle_failure import SettleFailure
from services.fetcher.settle_page import SettlePage
from services.fetcher.settle_poll import SettlePoll
from services.fetcher.subscriptions import Subscriptions

#: Beside waiting and fetching, a page is parsed or packed, and stored.
_TIME_BESIDE_FETCHING_SECONDS = 15.0

log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_worker(settings: FetcherSettings, redis: Redis) -> AsyncIterator[Worker]:
    """Open the fetcher's HTTP session and object store, and name its handlers."""
    if settings.fetcher_contact is None:
        log.warning("sites cannot reach you", advice="set CLAIMWIRE_FETCHER_CONTACT to an address or page of yours")
    redis = BatchedRedis(connection_pool=redis.connection_pool)
    attempts = Attempts(redis=redis, limit=settings.fetcher_attempts)
    kept = timedelta(days=settings.fetcher_memory_days)
    revisits = Revisits(
        redis=redis,
        delays=tuple(timedelta(seconds=seconds) for seconds in sorted(settings.fetcher_revisits_seconds)),
        most=settings.fetcher_revisits_most,
    )

    async def measure(metrics: Metrics) -> None:
        for condition, feeds in (await count_feeds(redis)).items():
            metrics.feeds.labels(condition.value).set(feeds)

    async with (
        open_http_client(settings, redis) as http,
        open_feed_parsers(settings.fetcher_body_limit_bytes) as feed_parsers,
    ):
        polls, turns = Polls(redis=redis, kept=kept), FeedTurns(redis)
        poll = OnFeedDue(
            read=ReadFeed(
                fetch=http.get,
                seconds=settings.fetcher_deadline_seconds,
                parse=feed_parsers.parse,
            ),
            feeds=Feeds(redis),
            polls=polls,
            settle=SettlePoll(
                polls=polls,
                turns=turns,
                moves=FeedMoves(redis),
                troubles=FeedTroubles(redis),
                intervals=_intervals(settings),
            ),
            attempts=attempts,
            environ=os.environ,
            clock=_now,
        )
        fetch = _article_handler(
            settings,
            redis,
            FetchArticle(
                http=http,
                find_subscription=Subscriptions(feeds=Feeds(redis)).find,
                environ=os.environ,
                files_allowed=settings.fetcher_files_allowed,
                body_limit_bytes=settings.fetcher_body_limit_bytes,
            ),
            Articles(redis=redis, kept=kept, revisits=revisits),
            attempts,
        )
        schedule = PublishDueFeeds(
            turns=turns,
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
                    # An index of sitemaps is followed by its parts.
                    time_limit_seconds=time_limit + settings.fetcher_deadline_seconds,
                ),
                Stage(
                    event=ArticleDiscovered,
                    handler=fetch,
                    emits=(ArticleFetched, ArticleDropped),
                    concurrency=settings.fetcher_concurrency * PAGES_FOR_EACH_REQUEST,
                    time_limit_seconds=time_limit,
                ),
            ),
            background=(
                schedule,
                PublishRevisits(revisits=revisits, pause_seconds=settings.fetcher_schedule_seconds, clock=_now),
            ),
            measures=(measure,),
            pauses_for_backpressure=True,
        )


def _article_handler(
    settings: FetcherSettings, redis: Redis, fetch: Fetch, articles: Articles, attempts: Attempts
) -> OnArticleDiscovered:
    identify = IdentifyArticle(articles=articles, aliases=Aliases(redis=redis, kept=articles.kept))
    blobs = open_blobs(settings.blobs)
    settle_page = SettlePage(
        blobs=blobs,
        articles=articles,
        captures=Captures(redis=redis, kept=articles.kept),
        identify=identify,
        compare=CompareContent(blobs),
        clock=_now,
    )
    return OnArticleDiscovered(
        fetch=fetch,
        recall=RecallDiscovery(articles),
        settle_page=settle_page,
        settle_failure=SettleFailure(articles=articles, attempts=attempts, settle=settle_page, clock=_now),
    )


def _intervals(settings: FetcherSettings) -> Intervals:
    return Intervals(
        default=timedelta(seconds=settings.fetcher_interval_seconds),
        least=timedelta(seconds=settings.fetcher_interval_least_seconds),
        most=timedelta(seconds=settings.fetcher_interval_most_seconds),
    )


def _now() -> datetime:
    return datetime.now(UTC)
