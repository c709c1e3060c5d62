"""Decides how a feed does: fine, failing, silent, gone or moved. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from claimwire.feed_conditions import FeedCondition
from services.fetcher.feed_history import FeedHistory

#: Turns in a row; one or two are an outage like any other.
_FAILED_TURNS = 3
#: Attempts, of a feed that was never read: most likely its address is wrong, and nobody waits for it to come back.
_FAILED_AT_FIRST = 2
#: Entries that should have come. Were they independent, none of ten would come by chance once in 22,000 (e^-10).
_MISSING_ENTRIES = 10
_SHORTEST_SILENCE = timedelta(hours=6)
#: Nights and weekends are silent, too; silence counts where it is longer than they are.
_TIMES_THE_LONGEST_GAP = 2
#: Below that much watching a rate is a guess.
_WATCHED_DAYS = 1.0
#: A feed that never brought anything has no habit to be measured by.
_NEVER_ANY_NEWS = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A feed's condition, and what makes it so, for people."""

    condition: FeedCondition = FeedCondition.FINE
    detail: str = ""


def judge_feed(history: FeedHistory, now: datetime) -> Verdict:
    """Return how a feed does after what is known of its polls."""
    if history.gone_at is not None:
        return Verdict(
            condition=FeedCondition.GONE, detail="its server says that it is gone for good; it is polled once a day"
        )
    if history.not_followed_because is not None:
        return Verdict(condition=FeedCondition.MOVED, detail=f"to {history.moved_to}, {history.not_followed_because}")
    if history.first_read_at is None and history.failures >= _FAILED_AT_FIRST:
        detail = f"never read, failed {history.failures} times: {history.last_error}"
        return Verdict(condition=FeedCondition.FAILING, detail=detail)
    if history.failed_turns >= _FAILED_TURNS and history.failing_since is not None:
        since = history.failing_since.isoformat(timespec="minutes")
        return Verdict(condition=FeedCondition.FAILING, detail=f"since {since}: {history.last_error}")
    silence = find_silence(history, now)
    return Verdict(condition=FeedCondition.SILENT, detail=silence) if silence else Verdict()


def find_silence(history: FeedHistory, now: datetime) -> str | None:
    """Say how a feed has brought nothing for much longer than it used to, or return None if it has not."""
    if history.news_at is None:
        if history.first_read_at is None or now - history.first_read_at < _NEVER_ANY_NEWS:
            return None
        return f"it has brought nothing since it was added {(now - history.first_read_at).days} days ago"
    silence = now - history.news_at
    if silence < max(_SHORTEST_SILENCE, history.longest_gap * _TIMES_THE_LONGEST_GAP):
        return None
    if history.usual is None or history.usual.days < _WATCHED_DAYS:
        return None
    missing = history.usual.per_day * (silence / timedelta(days=1))
    if missing < _MISSING_ENTRIES:
        return None
    last = history.news_at.isoformat(timespec="minutes")
    return f"nothing since {last}, although it used to bring {history.usual.per_day:.1f} a day"
