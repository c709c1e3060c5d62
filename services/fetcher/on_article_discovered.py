"""Fetches a discovered article, stores its body, and says what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from claimwire.events import ArticleDiscovered, ArticleFetched, DropReason, Event
from services.fetcher.decide_version import baseline
from services.fetcher.identify_article import Standing
from services.fetcher.judge_wall import judge_redirect
from services.fetcher.media_types import sniff_media_type
from services.fetcher.page import FetchFailed, Page, Validators
from services.fetcher.page_of_entry import page_of_entry
from services.fetcher.recall_discovery import RecallDiscovery
from services.fetcher.settle_failure import SettleFailure
from services.fetcher.settle_page import SettlePage


class Fetch(Protocol):
    """Yields the page at an address; with validators, or that it did not change."""

    async def __call__(self, event: ArticleDiscovered, validators: Validators | None) -> Page:
        """Raise FetchFailed where there is no page."""


@dataclass(frozen=True, kw_only=True)
class OnArticleDiscovered:
    """Turns a discovery into a fetched version or a drop, the same one however often it comes."""

    fetch: Fetch
    recall: RecallDiscovery
    settle_page: SettlePage
    settle_failure: SettleFailure

    async def __call__(self, event: ArticleDiscovered) -> Sequence[Event]:
        """Fetch the article, unless this very discovery did so before."""
        standing = await self.recall(event)
        if isinstance(standing, ArticleFetched):
            return [standing]
        try:
            return [await self.settle_page(event, await self._get(event, standing), standing)]
        except FetchFailed as failure:
            return [await self.settle_failure(event, failure, standing)]

    async def _get(self, event: ArticleDiscovered, standing: Standing) -> Page:
        if event.content_only:
            if page := page_of_entry(event, fewest_words=1):
                return page
            raise FetchFailed(DropReason.NO_ARTICLE, "only the feed's content is wanted, and its entry has none")
        known = baseline(standing.known, event.identity, event.url)
        page = await self.fetch(event, known.validators if known else None)
        if failure := judge_redirect(event.url, page.url):
            raise failure
        return _with_media_type(page)


def _with_media_type(page: Page) -> Page:
    if page.media_type or page.unchanged:
        return page
    media_type = sniff_media_type(page.body)
    if media_type is None:
        raise FetchFailed(DropReason.MEDIA_TYPE, "no media type is said, and the body is no text")
    return replace(page, media_type=media_type)
