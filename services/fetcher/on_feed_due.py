"""Polls a feed and discovers its new and changed articles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from claimwire.errors import ClaimwireError, TransientError
from claimwire.events import ArticleDiscovered, DropReason, Event, FeedDue
from services.fetcher.attempts import Attempts
from services.fetcher.canonicalise import outlet_of
from services.fetcher.feed_history import (
    FeedHistory,
    note_address,
    note_attempt,
    note_failure,
    note_read,
    note_success,
    write_history,
)
from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.feeds import Feeds
from services.fetcher.page import FetchFailed
from services.fetcher.parsed_feed import FeedEntry, NotAFeed, ParsedFeed
from services.fetcher.polls import PollMemory, Polls
from services.fetcher.read_feed import ReadFeed, Reading
from services.fetcher.redis_state import to_milliseconds
from services.fetcher.request_options import request_options
from services.fetcher.schedule import Wishes
from services.fetcher.select_new import NewEntry, select_new
from services.fetcher.settle_poll import POLLED_ELSEWHERE, SettlePoll
from services.fetcher.write_polls import Discovery, write_children


@dataclass(frozen=True, kw_only=True)
class OnFeedDue:
    """Turns a feed's turn into discoveries, the same ones however often it comes."""

    read: ReadFeed
    feeds: Feeds
    polls: Polls
    settle: SettlePoll
    attempts: Attempts
    environ: Mapping[str, str]
    """Where the variables are that the headers of feeds name."""
    clock: Callable[[], datetime]

    async def __call__(self, event: FeedDue) -> Sequence[Event]:
        """Poll the feed, unless this very turn did so before, or another one makes up for it."""
        # A feed that is polled by hand, or was just removed, is in no registry; it is polled as any other.
        subscription = await self.feeds.find(event.feed_url) or FeedSubscription(event.feed_url, event.outlet)
        if subscription.url != event.feed_url:  # it has moved since
            event = event.model_copy(update={"feed_url": subscription.url})
        memory = await self.polls.recall(event)
        if memory.earlier is not None:
            return memory.earlier
        if not await self.polls.take(event, self.clock()):
            return ()
        try:
            options = request_options(subscription, self.environ)
        except ClaimwireError as error:  # a variable that it names is not set
            return await self._failed(event, subscription, memory, str(error))
        try:
            reading = await self.read(event.feed_url, options, memory.validators, memory.children)
        except NotAFeed as error:
            return await self._failed(event, subscription, memory, str(error))
        except FetchFailed as failure:
            # A feed that stays away is no dead letter: its next turn comes anyway, and when its server asks for it.
            passing = failure.may_pass and failure.retry_after is None
            if passing and not await self.attempts.exhausted(event.identity):
                now = self.clock()
                await self.polls.fail(event, failure.detail, now)
                await self.settle.tell(subscription, note_attempt(memory.history, failure.detail), now)
                raise TransientError(f"cannot poll {event.feed_url}: {failure.detail}") from failure
            gone, wait = failure.reason is DropReason.GONE, failure.retry_after
            return await self._failed(event, subscription, memory, failure.detail, gone=gone, retry_after=wait)
        return await self._discover(event, subscription, memory, reading)

    async def _failed(
        self,
        event: FeedDue,
        subscription: FeedSubscription,
        memory: PollMemory,
        error: str,
        *,
        gone: bool = False,
        retry_after: timedelta | None = None,
    ) -> Sequence[Event]:
        """End a turn that brought no feed."""
        now = self.clock()
        history = note_failure(memory.history, error, now, gone=gone)
        await self.polls.fail(event, error, now, state=write_history(history))
        await self.settle(event, subscription, history, Wishes(retry_after=retry_after), now)
        return ()

    async def _discover(
        self, event: FeedDue, subscription: FeedSubscription, memory: PollMemory, reading: Reading
    ) -> Sequence[Event]:
        """End a turn that brought the feed, or that it did not change."""
        now = self.clock()
        page, feed = reading.page, reading.feed
        history = note_address(note_success(memory.history), page.moved_to)
        state: dict[str, str | int] = {
            "polled_at": to_milliseconds(now),
            "succeeded_at": to_milliseconds(now),
            "failures": 0,
        }
        discoveries: list[Discovery] = []
        forgotten: Sequence[str] = ()
        if feed is not None and history.not_followed_because != POLLED_ELSEWHERE:
            selection = select_new(feed.entries, memory.seen, now)
            # Without validators the next poll reads the whole feed, and finds what this one left.
            validators = reading.validators if selection.complete else None
            children = reading.children if selection.complete else {}
            state |= {
                "title": feed.title or "",
                "entries": len(feed.entries),
                "etag": (validators and validators.etag) or "",
                "last_modified": (validators and validators.last_modified) or "",
                "children": write_children(children),
            }
            forgotten = selection.forgotten if reading.whole else ()
            history = _note_entries(history, feed, selection.new, now)
            discoveries = [
                Discovery(
                    event=_discovered(event, subscription, new, now),
                    before=memory.seen.get(new.article_id),
                    seen=new.seen,
                )
                for new in selection.new
            ]
        state |= write_history(history)
        if reading.trouble:
            state |= {"error": reading.trouble, "failed_at": to_milliseconds(now)}
        mine = await self.polls.commit(event, discoveries, state=state, forgotten=forgotten)
        wishes = Wishes(max_age=page.max_age, retry_after=page.retry_after)
        await self.settle(event, subscription, history, wishes, now)
        return mine


def _note_entries(history: FeedHistory, feed: ParsedFeed, new: Sequence[NewEntry], now: datetime) -> FeedHistory:
    """Return the history after these entries were read, those new to the feed among them."""
    read = note_read(
        history,
        [date for entry in feed.entries if (date := _date_of(entry))],
        [_date_of(each.entry) or now for each in new if each.seen.times == 1],
        now,
    )
    return replace(read, time_to_live=feed.ttl, skip_hours=feed.skip_hours)


def _date_of(entry: FeedEntry) -> datetime | None:
    dated = entry.published or entry.updated
    return dated.instant if dated else None


def _discovered(event: FeedDue, subscription: FeedSubscription, new: NewEntry, now: datetime) -> ArticleDiscovered:
    return ArticleDiscovered(
        article_id=new.article_id,
        url=new.url,
        outlet=event.outlet or outlet_of(new.url),
        feed_url=event.feed_url,
        entry_id=new.entry.entry_id,
        title=new.entry.title,
        published=new.entry.published,
        summary=new.entry.summary,
        content=new.entry.content,
        content_only=subscription.content_only,
        language=subscription.language,
        discovered_at=now,
        attempt=new.seen.times,
        lane=event.lane,
    )
