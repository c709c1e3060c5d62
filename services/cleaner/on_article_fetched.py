"""Cleans an article when it was fetched."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Protocol

from claimwire.blocking import run_blocking
from claimwire.events import HANDED_IN, ArticleCleaned, ArticleDropped, ArticleFetched, Event, Lane
from claimwire.models import ArticleReference, BlobReference, CleanArticle
from services.cleaner.clean import Draft, finish_article, read_article
from services.cleaner.document import NotAnArticle, RawDocument
from services.cleaner.outlet.clean_for_outlet import clean_for_outlet, note_drop
from services.cleaner.outlet.outlet_memory import OutletMemory, Visit
from services.cleaner.outlet.site_rules import SiteRuleBook
from services.cleaner.version import CLEANER

#: Removed text is for people to recognise; the raw body has the rest.
_ABRIDGED_CHARACTERS = 160


class BodyStore(Protocol):
    """Where raw bodies are: ``claimwire.blobs.Blobs``."""

    async def get(self, reference: BlobReference) -> bytes:
        """Return a body; raise TransientError where it cannot be reached, PermanentError where it is not there."""
        ...


@dataclass(frozen=True, kw_only=True)
class OnArticleFetched:
    """Loads the raw body, cleans it, and says what became of it."""

    bodies: BodyStore
    memory: OutletMemory | None = None
    """What cleaners remember of outlets; None to clean each article by itself."""
    rules: SiteRuleBook = field(default_factory=SiteRuleBook)

    async def __call__(self, event: ArticleFetched) -> Sequence[Event]:
        body = await self.bodies.get(event.body)
        document = RawDocument(
            body=body,
            media_type=event.body.media_type,
            charset=event.body.charset,
            url=event.final_url or event.url,
            outlet=event.outlet,
            title_hint=event.title,
            published_hint=event.published,
            fetched_at=event.fetched_at,
            rules=self.rules.find(event.final_url or event.url, event.fetched_at.astimezone(UTC).date()),
        )
        try:
            draft = await run_blocking(read_article, document)
        except NotAnArticle as page:
            await self._note_drop(event)
            return [_dropped(event, page)]
        return [_cleaned(event, await self._finish(event, draft))]

    async def _finish(self, event: ArticleFetched, draft: Draft) -> CleanArticle:
        outlet: str | None = event.outlet
        if event.outlet == HANDED_IN:
            # What a document calls itself is hearsay: it may share a memory with its like, never with a feed. Where it
            # names no outlet it has nothing in common with others.
            named = draft.reading.outlet
            outlet = f"{HANDED_IN}: {named}" if named and named != HANDED_IN else None
        if self.memory is None or outlet is None:
            return await run_blocking(finish_article, draft)
        return await clean_for_outlet(draft, self.memory, _visit(event, outlet), watched=event.lane is Lane.LIVE)

    async def _note_drop(self, event: ArticleFetched) -> None:
        # An archive's pages are of many ages, and would look like redesigns.
        if self.memory is not None and event.outlet != HANDED_IN and event.lane is Lane.LIVE:
            await note_drop(self.memory, _visit(event, event.outlet))


def _visit(event: ArticleFetched, outlet: str) -> Visit:
    return Visit(
        outlet=outlet,
        article_id=event.article_id,
        version_id=event.version_id,
        day=event.fetched_at.astimezone(UTC).date(),
    )


def _cleaned(event: ArticleFetched, article: CleanArticle) -> ArticleCleaned:
    return ArticleCleaned(
        article=ArticleReference(
            article_id=event.article_id,
            version_id=event.version_id,
            url=event.url,
            title=article.title,
            outlet=(event.outlet == HANDED_IN and article.outlet) or event.outlet,
            published_at=article.published.instant if article.published else None,
            language=article.language,
            agency=article.agency,
            fingerprint=article.fingerprint,
        ),
        clean=_abridge(article),
        body=event.body,
        previous_version_id=event.previous_version_id,
        cleaner=CLEANER,
        discovered_at=event.discovered_at,
        fetched_at=event.fetched_at,
        lane=event.lane,
    )


def _abridge(article: CleanArticle) -> CleanArticle:
    removed = tuple(
        removal
        if len(removal.text) <= _ABRIDGED_CHARACTERS
        else removal.model_copy(update={"text": removal.text[: _ABRIDGED_CHARACTERS - 1] + "…"})
        for removal in article.ledger.removed
    )
    return article.model_copy(update={"ledger": article.ledger.model_copy(update={"removed": removed})})


def _dropped(event: ArticleFetched, page: NotAnArticle) -> ArticleDropped:
    return ArticleDropped(
        article_id=event.article_id,
        version_id=event.version_id,
        url=event.url,
        outlet=event.outlet,
        stage="cleaner",
        reason=page.reason,
        detail=page.detail,
        discovered_at=event.discovered_at,
        lane=event.lane,
    )
