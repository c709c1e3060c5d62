"""Settles what a page is: a version to be stored and remembered, or one that is known."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from claimwire.blobs import Blobs
from claimwire.blocking import run_blocking
from claimwire.errors import TransientError
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, DropReason
from claimwire.ids import version_id
from claimwire.models import BlobReference
from services.fetcher.articles import Articles
from services.fetcher.captures import Captures
from services.fetcher.compare_content import CompareContent
from services.fetcher.decide_version import KnownVersion, NewVersion, decide_version, must_be_compared
from services.fetcher.describe_outcome import describe_dropped, describe_fetched
from services.fetcher.examine_page import Content, examine_page
from services.fetcher.identify_article import IdentifyArticle, Standing
from services.fetcher.page import Page

#: A page of this size takes 2 ms, a hostile one 50, mostly under the interpreter's lock: a thread would only cost.
_SMALL_BYTES = 512 * 1024
#: Another discovery of the same article may be remembered at the same moment; more than a few in a row are a bug.
_MOST_DECISIONS = 5

Outcome = ArticleFetched | ArticleDropped


@dataclass(frozen=True, kw_only=True)
class SettlePage:
    """Stores pages and remembers their versions."""

    blobs: Blobs
    articles: Articles
    captures: Captures
    identify: IdentifyArticle
    compare: CompareContent
    clock: Callable[[], datetime]

    async def __call__(self, event: ArticleDiscovered, page: Page, standing: Standing) -> Outcome:
        """Settle a page; its body lies in the store before anyone hears of it.

        Raises:
            FetchFailed: it is no article.
        """
        if page.unchanged:
            known = await self.articles.known_version(standing.article_id)
            return await self._unchanged(event, page, standing, known, "the server says that it did not change")
        if len(page.body) <= _SMALL_BYTES:
            examined = examine_page(page, event.url)
        else:
            examined = await run_blocking(examine_page, page, event.url)
        article = await self.identify(event, examined.canonical, standing)
        content = examined.content
        if article.moved:  # where it went, it is in the form that was followed before
            content = replace(content, address=article.url)
        if page.captured_at is not None:
            return await self._settle_capture(event, page, article, content.sha256, page.captured_at)
        # What nothing was known of before the fetch is new, unless remembering it shows that it is known by now.
        is_new = standing.known is None and standing.article_id == article.article_id
        for decision in range(_MOST_DECISIONS):
            known = None if is_new and not decision else await self.articles.known_version(article.article_id)
            if known and must_be_compared(known, event.identity, content):
                known, content = await self.compare(known, content, page)
            version = decide_version(known, event.identity, content)
            if isinstance(version, NewVersion):
                if fetched := await self._remember(event, page, article, content, version=version, known=known):
                    return fetched
            elif version is DropReason.UNCHANGED:
                detail = f"its content is that of {known.version_id if known else None}"
                return await self._unchanged(event, page, article, known, detail)
            else:
                return await self._duplicate(event, page, article, known)
        raise TransientError(f"the memory of {event.url} changed {_MOST_DECISIONS} times while it was decided on")

    async def _remember(
        self,
        event: ArticleDiscovered,
        page: Page,
        article: Standing,
        content: Content,
        *,
        version: NewVersion,
        known: KnownVersion | None,
    ) -> ArticleFetched | None:
        """Store and remember a new version; None if the article's memory changed meanwhile."""
        fetched = describe_fetched(
            event,
            page,
            await self._store(page, content.sha256),
            article_id=article.article_id,
            url=article.url,
            previous_version_id=version.previous_version_id,
            fetched_at=self.clock(),
        )
        if await self.articles.remember(event, fetched, content, instead_of=known):
            return fetched
        return await self.articles.fetched_by(event)

    async def _store(self, page: Page, sha256: str) -> BlobReference:
        return await self.blobs.put(
            page.body, media_type=page.media_type, charset=page.charset, sha256=sha256, packed=page.packed
        )

    async def _settle_capture(
        self, event: ArticleDiscovered, page: Page, article: Standing, sha256: str, captured_at: datetime
    ) -> Outcome:
        """Take a version out of an archive, whatever is known of the page as it is now."""
        version = version_id(article.article_id, sha256)
        known = await self.articles.known_version(article.article_id)
        before = await self.captures.bringer(article.article_id, version)
        if before == event.identity or (before is None and not (known and known.version_id == version)):
            body = await self._store(page, sha256)
            if await self.captures.claim(article.article_id, version, event.identity) == event.identity:
                return describe_fetched(
                    event,
                    page,
                    body,
                    article_id=article.article_id,
                    url=article.url,
                    previous_version_id=None,
                    fetched_at=captured_at,
                )
        detail = f"its content is that of {version}"
        return describe_dropped(event, DropReason.UNCHANGED, detail, article_id=article.article_id, version_id=version)

    async def _unchanged(
        self, event: ArticleDiscovered, page: Page, article: Standing, known: KnownVersion | None, detail: str
    ) -> ArticleDropped:
        await self.articles.keep(article.article_id)
        if known and known.final_url and known.final_url != page.url:
            detail = f"{detail}; it moved to {page.url}"
        return describe_dropped(
            event,
            DropReason.UNCHANGED,
            detail,
            article_id=article.article_id,
            version_id=known.version_id if known else None,
        )

    async def _duplicate(
        self, event: ArticleDiscovered, page: Page, article: Standing, known: KnownVersion | None
    ) -> ArticleDropped:
        await self.articles.keep(article.article_id)
        followed = known.address if known else article.url
        return describe_dropped(
            event,
            DropReason.DUPLICATE,
            f"{page.url} is another form of {article.url}, which is followed at {followed}",
            article_id=article.article_id,
            version_id=known.version_id if known else None,
        )
