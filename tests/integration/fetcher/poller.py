"""The handler of due feeds with all that it needs, and a web that answers what a test tells it to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from redis.asyncio import Redis

from claimwire.events import DropReason
from services.fetcher.attempts import Attempts
from services.fetcher.feed_moves import FeedMoves
from services.fetcher.feed_troubles import FeedTroubles
from services.fetcher.feed_turns import FeedTurns
from services.fetcher.feeds import Feeds
from services.fetcher.on_feed_due import OnFeedDue
from services.fetcher.page import FetchFailed, Page, Validators
from services.fetcher.parse_feed import parse_feed
from services.fetcher.parsed_feed import ParsedFeed
from services.fetcher.polls import Polls
from services.fetcher.read_feed import FetchFeed, ReadFeed
from services.fetcher.request_options import RequestOptions
from services.fetcher.schedule import Intervals
from services.fetcher.settle_poll import SettlePoll

INTERVALS = Intervals(default=timedelta(minutes=5), least=timedelta(minutes=1), most=timedelta(hours=1))


async def parse_here(body: bytes, content_type: str, feed_url: str) -> ParsedFeed:
    """Parse in the test's own process; feeds of tests are none to be afraid of."""
    return parse_feed(body, content_type, feed_url)


def polling(redis: Redis, fetch: FetchFeed, clock: Callable[[], datetime]) -> OnFeedDue:
    polls = Polls(redis=redis, kept=timedelta(days=30))
    return OnFeedDue(
        read=ReadFeed(fetch=fetch, seconds=5.0, parse=parse_here),
        feeds=Feeds(redis),
        polls=polls,
        settle=SettlePoll(
            polls=polls,
            turns=FeedTurns(redis),
            moves=FeedMoves(redis),
            troubles=FeedTroubles(redis),
            intervals=INTERVALS,
        ),
        attempts=Attempts(redis=redis, limit=3),
        environ={"TIDE_KEY": "sesame"},
        clock=clock,
    )


@dataclass
class Web:
    """Answers each address as it was told to, everything else with 404; an ETag asked with is answered with 304."""

    answers: dict[str, Page | FetchFailed] = field(default_factory=dict)
    asked: list[tuple[str, RequestOptions | None]] = field(default_factory=list)

    def serve(self, url: str, body: str, *, etag: str | None = None, **more: Any) -> None:
        self.answers[url] = Page(
            url=more.get("moved_to") or url,
            body=body.encode(),
            media_type="application/xml",
            status=200,
            validators=Validators(etag=etag),
            **more,
        )

    def fail(self, url: str, status: int, *, retry_after: timedelta | None = None) -> None:
        reason = {404: DropReason.NOT_FOUND, 410: DropReason.GONE}.get(status, DropReason.UNREACHABLE)
        detail = f"HTTP status {status}"
        self.answers[url] = FetchFailed(reason, detail, may_pass=status >= 500, retry_after=retry_after)

    async def get(
        self, address: str, *, validators: Validators | None = None, options: RequestOptions | None = None
    ) -> Page:
        self.asked.append((address, options))
        answer = self.answers.get(address, FetchFailed(DropReason.NOT_FOUND, "HTTP status 404"))
        if isinstance(answer, FetchFailed):
            raise answer
        if validators and validators.etag and validators.etag == answer.validators.etag:
            return Page(url=answer.url, unchanged=True, media_type="", moved_to=answer.moved_to, max_age=answer.max_age)
        return answer
