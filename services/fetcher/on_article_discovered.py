"""Fetches a discovered article, stores its body, and says what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from claimwire.blobs import Blobs
from claimwire.blocking import run_blocking
from claimwire.errors import TransientError
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, DropReason, Event
from claimwire.ids import content_sha256, version_id
from claimwire.models import BlobReference
from services.fetcher.articles import Articles, Attempts
from services.fetcher.decide_version import baseline, decide_version
from services.fetcher.media_types import sniff_media_type
from services.fetcher.page import FetchFailed, Page, Validators

#: Another discovery of the same article may be remembered at the same moment; more than a few in a row are a bug.
_MOST_DECISIONS = 5


class Fetch(Protocol):
    """Yields the page at an address; with validators, or that it did not change."""

    async def __call__(self, event: ArticleDiscovered, validators: Validators | None) -> Page:
        """Raise FetchFailed where there is no page."""


@dataclass(frozen=True, kw_only=True)
class OnArticleDiscovered:
    """Turns a discovery into a fetched version or a drop, the same one however often it comes."""

    fetch: Fetch
    blobs: Blobs
    articles: Articles
    attempts: Attempts
    clock: Callable[[], datetime]

    async def __call__(self, event: ArticleDiscovered) -> Sequence[Event]:
        """Fetch the article, unless this very discovery did so before."""
        if fetched := await self.articles.fetched_by(event):
            return [fetched]
        known = baseline(await self.articles.known_version(event.article_id), event.identity)
        try:
            page = await self.fetch(event, known.validators if known else None)
            return [await self._settle(event, _with_media_type(page))]
        except FetchFailed as failure:
            if failure.may_pass and not await self.attempts.exhausted(event.identity):
                raise TransientError(f"cannot fetch {event.url}: {failure.detail}") from failure
            return [_dropped(event, failure.reason, failure.detail)]

    async def _settle(self, event: ArticleDiscovered, page: Page) -> Event:
        """Store the page and remember its version; the body lies in the store before anyone hears of it."""
        if page.unchanged:
            return await self._unchanged(event, "the server says that it did not change")
        sha256 = await run_blocking(content_sha256, page.body)
        for _ in range(_MOST_DECISIONS):
            known = await self.articles.known_version(event.article_id)
            version = decide_version(known, event.identity, sha256)
            if version is None:
                return await self._unchanged(event, f"its content is that of {version_id(event.article_id, sha256)}")
            body = await self.blobs.put(page.body, media_type=page.media_type, charset=page.charset)
            fetched = _fetched(event, page, body, version.previous_version_id, self.clock())
            if await self.articles.remember(event, fetched, instead_of=known):
                return fetched
            if earlier := await self.articles.fetched_by(event):
                return earlier
        raise TransientError(f"the memory of {event.url} changed {_MOST_DECISIONS} times while it was decided on")

    async def _unchanged(self, event: ArticleDiscovered, detail: str) -> ArticleDropped:
        await self.articles.keep(event.article_id)
        known = await self.articles.known_version(event.article_id)
        return _dropped(event, DropReason.UNCHANGED, detail, known.version_id if known else None)


def _with_media_type(page: Page) -> Page:
    if page.media_type or page.unchanged:
        return page
    media_type = sniff_media_type(page.body)
    if media_type is None:
        raise FetchFailed(DropReason.MEDIA_TYPE, "no media type is said, and the body is no text")
    return replace(page, media_type=media_type)


def _fetched(
    event: ArticleDiscovered, page: Page, body: BlobReference, previous_version_id: str | None, now: datetime
) -> ArticleFetched:
    return ArticleFetched(
        article_id=event.article_id,
        version_id=version_id(event.article_id, body.sha256),
        previous_version_id=previous_version_id,
        url=event.url,
        final_url=page.url,
        outlet=event.outlet,
        feed_url=event.feed_url,
        title=event.title,
        published=event.published,
        body=body,
        status=page.status,
        etag=page.validators.etag,
        last_modified=page.validators.last_modified,
        discovered_at=event.discovered_at,
        fetched_at=now,
        lane=event.lane,
    )


def _dropped(
    event: ArticleDiscovered, reason: DropReason, detail: str, version_id: str | None = None
) -> ArticleDropped:
    return ArticleDropped(
        article_id=event.article_id,
        version_id=version_id,
        url=event.url,
        outlet=event.outlet,
        stage="fetcher",
        reason=reason,
        detail=detail,
        discovered_at=event.discovered_at,
        lane=event.lane,
    )
