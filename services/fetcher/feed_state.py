"""How a feed does, for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from claimwire.feed_conditions import FeedCondition
from services.fetcher.feed_history import read_history, read_moment
from services.fetcher.feed_subscription import FeedSubscription
from services.fetcher.judge_feed import judge_feed
from services.fetcher.redis_state import from_milliseconds


@dataclass(frozen=True, kw_only=True)
class FeedState:
    """A feed and how its polls went."""

    subscription: FeedSubscription
    title: str | None = None
    next_poll_at: datetime | None = None
    last_poll_at: datetime | None = None
    last_success_at: datetime | None = None
    last_error: str | None = None
    """The newest error, also when later polls went well: compare the times."""
    last_error_at: datetime | None = None
    failures: int = 0
    """Failed attempts since the last success."""
    entries: int = 0
    """Entries in the feed when it was last read."""
    articles: int = 0
    """Articles discovered through it so far, edited ones again."""
    condition: FeedCondition = FeedCondition.FINE
    detail: str = ""
    """What makes the condition so."""
    news_at: datetime | None = None
    """When the newest of its entries came."""
    articles_a_day: float | None = None
    """New entries a day, of the last weeks the most; None where that is not known yet."""
    freshness: timedelta | None = None
    """From publication to fetched: the median of its latest articles with a date; None without any."""
    moved_to: str | None = None
    """Where its server says that it is for good."""


def read_state(
    subscription: FeedSubscription,
    fields: Mapping[str, str],
    due: float | None,
    delays: Sequence[bytes | str],
    now: datetime,
) -> FeedState:
    """Make a feed's state of what Redis holds of it."""
    history = read_history(fields)
    verdict = judge_feed(history, now)
    return FeedState(
        subscription=subscription,
        title=fields.get("title") or None,
        next_poll_at=None if due is None else from_milliseconds(due),
        last_poll_at=read_moment(fields.get("polled_at")),
        last_success_at=read_moment(fields.get("succeeded_at")),
        last_error=history.last_error,
        last_error_at=read_moment(fields.get("failed_at")),
        failures=history.failures,
        entries=int(fields.get("entries", 0)),
        articles=int(fields.get("articles", 0)),
        condition=verdict.condition,
        detail=verdict.detail,
        news_at=history.news_at,
        articles_a_day=history.usual_per_day(now),
        freshness=timedelta(seconds=median(map(float, delays))) if delays else None,
        moved_to=history.moved_to,
    )
