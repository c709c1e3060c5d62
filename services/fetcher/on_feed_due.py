"""Polls a feed and discovers its new and changed articles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from claimwire.blocking import run_blocking
from claimwire.errors import TransientError
from claimwire.events import ArticleDiscovered, Event, FeedDue
from services.fetcher.articles import Attempts
from services.fetcher.canonicalise import outlet_of
from services.fetcher.page import FetchFailed, Page, Validators
from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import NotAFeed
from services.fetcher.polls import Discovery, PollMemory, Polls
from services.fetcher.redis_state import to_milliseconds
from services.fetcher.select_new import NewEntry, select_new


class FetchFeed(Protocol):
    """Yields the page at an address; with validators, or that it did not change."""

    async def __call__(self, address: str, *, validators: Validators | None = None) -> Page:
        """Raise FetchFailed where there is no page."""


@dataclass(frozen=True, kw_only=True)
class OnFeedDue:
    """Turns a feed's turn into discoveries, the same ones however often it comes."""

    fetch: FetchFeed
    polls: Polls
    attempts: Attempts
    clock: Callable[[], datetime]

    async def __call__(self, event: FeedDue) -> Sequence[Event]:
        """Poll the feed, unless this very turn did so before, or another one makes up for it."""
        memory = await self.polls.recall(event)
        if memory.earlier is not None:
            return memory.earlier
        if not await self.polls.take(event, self.clock()):
            return ()
        try:
            page = await self.fetch(event.feed_url, validators=memory.validators)
            return await self._discover(event, memory, page)
        except NotAFeed as error:
            await self.polls.fail(event, str(error), self.clock())
            return ()
        except FetchFailed as failure:
            await self.polls.fail(event, failure.detail, self.clock())
            # A feed that stays away is no dead letter: its next turn comes anyway.
            if failure.may_pass and not await self.attempts.exhausted(event.identity):
                raise TransientError(f"cannot poll {event.feed_url}: {failure.detail}") from failure
            return ()

    async def _discover(self, event: FeedDue, memory: PollMemory, page: Page) -> Sequence[Event]:
        now = self.clock()
        succeeded: dict[str, str | int] = {
            "polled_at": to_milliseconds(now),
            "succeeded_at": to_milliseconds(now),
            "failures": 0,
        }
        if page.unchanged:
            return await self.polls.commit(event, (), state=succeeded)
        feed = await run_blocking(parse_feed, page.body, _content_type(page), page.url)
        selection = select_new(feed.entries, memory.seen, now)
        # Without validators the next poll reads the whole feed, and finds what this one left.
        validators = page.validators if selection.complete else Validators()
        state = succeeded | {
            "title": feed.title or "",
            "entries": len(feed.entries),
            "etag": validators.etag or "",
            "last_modified": validators.last_modified or "",
        }
        discoveries = [
            Discovery(event=_discovered(event, new, now), before=memory.seen.get(new.article_id), seen=new.seen)
            for new in selection.new
        ]
        return await self.polls.commit(event, discoveries, state=state, forgotten=selection.forgotten)


def _content_type(page: Page) -> str:
    return f"{page.media_type}; charset={page.charset}" if page.charset else page.media_type


def _discovered(event: FeedDue, new: NewEntry, now: datetime) -> ArticleDiscovered:
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
        discovered_at=now,
        attempt=new.seen.times,
        lane=event.lane,
    )
