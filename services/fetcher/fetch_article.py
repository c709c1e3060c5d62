"""Yields an article's page from wherever its address points: the web, or the local disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol
from urllib.parse import urlsplit

from claimwire.blocking import run_blocking
from claimwire.events import ArticleDiscovered, DropReason, Lane
from services.fetcher.backfill_share import BackfillShare
from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.http_client import HttpClient
from services.fetcher.media_types import ARTICLE_MEDIA_TYPES
from services.fetcher.page import FetchFailed, Page, Validators
from services.fetcher.read_archived_page import read_archived_page
from services.fetcher.read_document import read_document
from services.fetcher.request_options import MissingVariable, RequestOptions, options_for, request_options


class FindSubscription(Protocol):
    """Yields the settings of the feed that an article came from."""

    async def __call__(self, feed_url: str | None) -> FeedSubscription | None:
        """Return None where it came from none, or from one that is in no registry."""


@dataclass(frozen=True, kw_only=True)
class FetchArticle:
    """Fetches web pages, and local documents where they are allowed and were handed in by a person."""

    http: HttpClient
    find_subscription: FindSubscription
    environ: Mapping[str, str]
    """Where the variables are that the headers of feeds name."""
    files_allowed: bool
    body_limit_bytes: int
    backfill_share: BackfillShare = field(default_factory=BackfillShare)

    async def __call__(self, event: ArticleDiscovered, validators: Validators | None) -> Page:
        """Fetch a discovered article.

        Raises:
            FetchFailed: there is no page, for the reason it says.
        """
        if event.archive is None and urlsplit(event.url).scheme != "file":
            return await self._fetch_from_the_web(event, validators)
        if event.feed_url is not None:
            raise FetchFailed(DropReason.ADDRESS_REFUSED, "a feed may not name local files")
        if not self.files_allowed:
            detail = "local files are not read; set CLAIMWIRE_FETCHER_FILES_ALLOWED=true where they may be"
            raise FetchFailed(DropReason.ADDRESS_REFUSED, detail)
        if event.archive is not None:
            limit = self.body_limit_bytes
            return await run_blocking(read_archived_page, event.archive, event.url, event.discovered_at, limit)
        return await run_blocking(read_document, event.url, self.body_limit_bytes)

    async def _fetch_from_the_web(self, event: ArticleDiscovered, validators: Validators | None) -> Page:
        get = partial(
            self.http.get,
            event.url,
            validators=validators,
            media_types=ARTICLE_MEDIA_TYPES,
            options=await self._options(event),
            obeys_robots=True,
        )
        if event.lane is Lane.LIVE:
            return await get()
        async with self.backfill_share.turn(urlsplit(event.url).hostname or ""):
            return await get()

    async def _options(self, event: ArticleDiscovered) -> RequestOptions | None:
        subscription = await self.find_subscription(event.feed_url)
        if subscription is None:
            return None
        try:
            options = request_options(subscription, self.environ)
        except MissingVariable as error:
            raise FetchFailed(DropReason.UNREACHABLE, str(error), may_pass=True) from error
        return options_for(options, subscription.url, event.url)
