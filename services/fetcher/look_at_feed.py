"""Looks at a feed's address before it is added, over the network, as the fetcher would."""

import asyncio
from collections.abc import Mapping

from redis.asyncio import Redis

from claimwire.events import DropReason
from services.fetcher.discover_feeds import Discovered, DiscoverFeeds
from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.http_client import open_http_client
from services.fetcher.page import FetchFailed
from services.fetcher.parse_apart import open_feed_parsers
from services.fetcher.request_options import RequestOptions, request_options
from services.fetcher.settings import FetcherSettings

#: Someone waits for it, and it is as well if the fetcher looks later.
_SECONDS = 60.0


async def look_at_feed(subscription: FeedSubscription, redis: Redis, environ: Mapping[str, str]) -> Discovered:
    """Return what is at a subscription's address: a feed, or a page and the feeds that it has.

    Raises:
        FetchFailed: nothing can be had there.
        MissingVariable: its settings name a variable that this process does not have.
    """
    options = request_options(subscription, environ)
    try:
        async with asyncio.timeout(_SECONDS):
            return await _look(subscription.url, options, redis)
    except TimeoutError as error:
        raise FetchFailed(DropReason.TIMED_OUT, f"no end within {_SECONDS:g} s") from error


async def _look(url: str, options: RequestOptions, redis: Redis) -> Discovered:
    settings = FetcherSettings()
    async with (
        open_http_client(settings, redis) as http,
        open_feed_parsers(settings.fetcher_body_limit_bytes, children=1) as parsers,
    ):
        return await DiscoverFeeds(fetch=http.get, parse=parsers.parse)(url, options)
