"""Settles what becomes of an article whose page cannot be had: another try, the feed's content, or a drop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from claimwire.errors import TransientError
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, DropReason
from services.fetcher.articles import Articles
from services.fetcher.attempts import Attempts
from services.fetcher.describe_outcome import describe_dropped
from services.fetcher.identify_article import Standing
from services.fetcher.page import FetchFailed
from services.fetcher.page_of_entry import page_of_entry
from services.fetcher.settle_page import SettlePage

#: Of an article that was there, these say that it was taken away.
_DELETED = (DropReason.NOT_FOUND, DropReason.GONE)
#: For these the content of the feed's entry stands in. What was taken away, or is no page, is not made up for.
_REPLACED = frozenset(
    {
        DropReason.FORBIDDEN,
        DropReason.ROBOTS,
        DropReason.UNREACHABLE,
        DropReason.TIMED_OUT,
        DropReason.TOO_LARGE,
        DropReason.UNREADABLE,
        DropReason.CONSENT_WALL,
        DropReason.PAYWALL,
        DropReason.NEEDS_SCRIPT,
        DropReason.NO_ARTICLE,
    }
)


@dataclass(frozen=True, kw_only=True)
class SettleFailure:
    """Counts attempts, and falls back on feeds."""

    articles: Articles
    attempts: Attempts
    settle: SettlePage
    clock: Callable[[], datetime]

    async def __call__(
        self, event: ArticleDiscovered, failure: FetchFailed, standing: Standing
    ) -> ArticleFetched | ArticleDropped:
        """Settle a failure.

        Raises:
            TransientError: the page is to be asked for again.
        """
        if failure.may_pass and not await self.attempts.exhausted(event.identity, failure.detail, self.clock()):
            wait = failure.retry_after.total_seconds() if failure.retry_after else 0.0
            raise TransientError(f"cannot fetch {event.url}: {failure.detail}", after_seconds=wait) from failure
        # What was once fetched from the page must not be overwritten with the less that its feed says.
        is_from_page = standing.known is not None and not standing.known.from_feed
        if failure.reason in _REPLACED and not is_from_page and (page := page_of_entry(event)):
            return await self.settle(event, page, standing)
        return await self._drop(event, failure, standing)

    async def _drop(self, event: ArticleDiscovered, failure: FetchFailed, standing: Standing) -> ArticleDropped:
        """Say why there is no page; that an article was there before is a fact of its own."""
        detail = await self._with_history(event, failure)
        known = standing.known
        is_now = failure.reason in _DELETED and event.archive is None
        if known is None or not is_now or known.address not in ("", event.url):
            return describe_dropped(event, failure.reason, detail)
        await self.articles.revisits.cancel(standing.article_id)
        return describe_dropped(
            event,
            failure.reason,
            f"{detail}; it was there as {known.version_id}",
            article_id=standing.article_id,
            version_id=known.version_id,
        )

    async def _with_history(self, event: ArticleDiscovered, failure: FetchFailed) -> str:
        history = await self.attempts.history(event.identity)
        if not history or (len(history) == 1 and failure.may_pass):
            return failure.detail
        return f"{failure.detail}; tried in vain: {', '.join(history)}"
