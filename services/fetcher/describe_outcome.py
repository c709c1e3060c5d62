"""Puts into events what became of a discovery. Pure."""

from datetime import datetime

from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, DropReason
from claimwire.ids import version_id
from claimwire.models import BlobReference
from services.fetcher.page import Page


def describe_fetched(
    event: ArticleDiscovered,
    page: Page,
    body: BlobReference,
    *,
    article_id: str,
    url: str,
    previous_version_id: str | None,
    fetched_at: datetime,
) -> ArticleFetched:
    """Return that a version was fetched, of the article that the page turned out to be."""
    return ArticleFetched(
        article_id=article_id,
        version_id=version_id(article_id, body.sha256),
        previous_version_id=previous_version_id,
        url=url,
        final_url=None if page.from_feed else page.url,
        outlet=event.outlet,
        feed_url=event.feed_url,
        title=event.title,
        published=event.published,
        body=body,
        status=page.status,
        etag=page.validators.etag,
        last_modified=page.validators.last_modified,
        language=event.language,
        discovered_at=event.discovered_at,
        fetched_at=fetched_at,
        lane=event.lane,
    )


def describe_dropped(
    event: ArticleDiscovered,
    reason: DropReason,
    detail: str,
    *,
    article_id: str | None = None,
    version_id: str | None = None,
) -> ArticleDropped:
    """Return that a discovery went no further; with ``article_id`` it was one of another article than it seemed."""
    return ArticleDropped(
        article_id=article_id or event.article_id,
        version_id=version_id,
        url=event.url,
        outlet=event.outlet,
        stage="fetcher",
        reason=reason,
        detail=detail,
        discovered_at=event.discovered_at,
        lane=event.lane,
    )
