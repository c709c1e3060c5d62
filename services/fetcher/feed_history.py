"""What is remembered of a feed from poll to poll, and what each poll adds to it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.fetcher.estimate_rate import Rate, fade, observe
from services.fetcher.redis_state import from_milliseconds, to_milliseconds

#: How fast the rate that the next poll is chosen by follows the hours of the day.
RECENT_HALF_LIFE = timedelta(hours=6)
#: How fast the rate that silence is judged by follows an outlet's habits; it should span several weekends.
USUAL_HALF_LIFE = timedelta(days=14)
_GAP_HALF_LIFE = timedelta(days=30)
#: Entries that were older than this when the feed was first read say nothing of its rate now.
_OLDEST = timedelta(days=30)
#: A new feed is polled as one with an article an hour, until it shows what it is.
_START = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class FeedHistory:
    """A feed's past, as far as the next poll and its condition depend on it."""

    first_read_at: datetime | None = None
    news_at: datetime | None = None
    """When the newest of its entries came."""
    longest_gap: timedelta = timedelta()
    """The longest time between two entries; longer ago counts less."""
    recent: Rate | None = None
    """As it was when news came last."""
    usual: Rate | None = None
    """As it was when news came last."""
    time_to_live: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    failures: int = 0
    """Failed attempts since the last success; a turn may take several. Each is counted where it is noted."""
    failed_turns: int = 0
    failing_since: datetime | None = None
    last_error: str | None = None
    gone_at: datetime | None = None
    moved_to: str | None = None
    moved_times: int = 0
    """How many polls in a row were led to the same new address for good."""
    not_followed_because: str | None = None
    """Why the registry keeps the old address."""

    def recent_per_day(self, now: datetime) -> float | None:
        """How many entries a day it brings of late; None for a feed that was never read."""
        return fade(self.recent, now, RECENT_HALF_LIFE).per_day if self.recent else None

    def usual_per_day(self, now: datetime) -> float | None:
        """How many entries a day it usually brings; None where that is not known yet."""
        return fade(self.usual, now, USUAL_HALF_LIFE).per_day if self.usual and self.usual.days > 0 else None


def note_read(history: FeedHistory, dates: Sequence[datetime], new: Sequence[datetime], now: datetime) -> FeedHistory:
    """Return the history after the feed was read.

    ``dates`` are those that its entries carry, from which a feed's first reading learns its past; ``new`` are the
    dates of the new entries, ``now`` for one without.
    """
    if history.first_read_at is None or history.recent is None or history.usual is None:
        return _note_first(history, [date for date in dates if now - _OLDEST <= date <= now], now)
    if not new:
        return history
    earlier = history.recent.at
    moments = sorted(min(max(moment, earlier), now) for moment in new)
    return replace(
        history,
        recent=observe(history.recent, moments, now, RECENT_HALF_LIFE),
        usual=observe(history.usual, moments, now, USUAL_HALF_LIFE),
        longest_gap=_longest_gap(history, moments),
        news_at=max(moments[-1], history.news_at or moments[-1]),
    )


def _note_first(history: FeedHistory, dates: Sequence[datetime], now: datetime) -> FeedHistory:
    moments = sorted(dates)
    start = moments[0] if moments else now
    first = replace(history, first_read_at=now, news_at=None, longest_gap=timedelta())
    return replace(
        first,
        recent=observe(Rate(entries=1, days=_START / timedelta(days=1), at=start), moments, now, RECENT_HALF_LIFE),
        usual=observe(Rate(entries=0, days=0, at=start), moments, now, USUAL_HALF_LIFE),
        longest_gap=_longest_gap(first, moments) if moments else timedelta(),
        news_at=moments[-1] if moments else None,
    )


def _longest_gap(history: FeedHistory, moments: Sequence[datetime]) -> timedelta:
    before = history.news_at or moments[0]
    left: float = 0.5 ** (max(moments[-1] - before, timedelta()) / _GAP_HALF_LIFE)
    gaps = (later - earlier for earlier, later in zip([before, *moments], moments, strict=False))
    return max(history.longest_gap * left, *gaps)


def note_success(history: FeedHistory) -> FeedHistory:
    """Return the history after a poll went well, whether the feed changed or not."""
    return replace(history, failures=0, failed_turns=0, failing_since=None, gone_at=None)


def note_attempt(history: FeedHistory, error: str) -> FeedHistory:
    """Return the history after an attempt in vain, whether it ends the turn or not."""
    return replace(history, failures=history.failures + 1, last_error=error)


def note_failure(history: FeedHistory, error: str, now: datetime, *, gone: bool) -> FeedHistory:
    """Return the history after a turn ended without a feed."""
    return replace(
        note_attempt(history, error),
        failed_turns=history.failed_turns + 1,
        failing_since=history.failing_since or now,
        gone_at=(history.gone_at or now) if gone else None,
    )


def note_address(history: FeedHistory, moved_to: str | None) -> FeedHistory:
    """Return the history after a poll that was led to another address for good, or to none."""
    if moved_to is None:
        return replace(history, moved_to=None, moved_times=0, not_followed_because=None)
    again = moved_to == history.moved_to
    return replace(
        history,
        moved_to=moved_to,
        moved_times=history.moved_times + 1 if again else 1,
        not_followed_because=history.not_followed_because if again else None,
    )


def write_history(history: FeedHistory) -> dict[str, str | int]:
    """Write a history as fields of the feed's hash, but for the count of failures; empty stands for none."""
    return {
        "first_read_at": _write_moment(history.first_read_at),
        "news_at": _write_moment(history.news_at),
        "longest_gap": round(history.longest_gap.total_seconds()),
        "recent": _write_rate(history.recent),
        "usual": _write_rate(history.usual),
        "time_to_live": round(history.time_to_live.total_seconds()) if history.time_to_live else "",
        "skip_hours": " ".join(map(str, sorted(history.skip_hours))),
        "failed_turns": history.failed_turns,
        "failing_since": _write_moment(history.failing_since),
        "error": history.last_error or "",
        "gone_at": _write_moment(history.gone_at),
        "moved_to": history.moved_to or "",
        "moved_times": history.moved_times,
        "not_followed_because": history.not_followed_because or "",
    }


def read_history(fields: Mapping[str, str]) -> FeedHistory:
    """Read a history from the fields of the feed's hash."""
    time_to_live = fields.get("time_to_live")
    return FeedHistory(
        first_read_at=read_moment(fields.get("first_read_at")),
        news_at=read_moment(fields.get("news_at")),
        longest_gap=timedelta(seconds=int(fields.get("longest_gap") or 0)),
        recent=_read_rate(fields.get("recent")),
        usual=_read_rate(fields.get("usual")),
        time_to_live=timedelta(seconds=int(time_to_live)) if time_to_live else None,
        skip_hours=frozenset(map(int, fields.get("skip_hours", "").split())),
        failures=int(fields.get("failures") or 0),
        failed_turns=int(fields.get("failed_turns") or 0),
        failing_since=read_moment(fields.get("failing_since")),
        last_error=fields.get("error") or None,
        gone_at=read_moment(fields.get("gone_at")),
        moved_to=fields.get("moved_to") or None,
        moved_times=int(fields.get("moved_times") or 0),
        not_followed_because=fields.get("not_followed_because") or None,
    )


def _write_moment(moment: datetime | None) -> str | int:
    return to_milliseconds(moment) if moment else ""


def read_moment(text: str | None) -> datetime | None:
    """Read a moment of a feed's state; None where there is none."""
    return from_milliseconds(text) if text else None


def _write_rate(rate: Rate | None) -> str:
    return f"{rate.entries:.6g} {rate.days:.6g} {to_milliseconds(rate.at)}" if rate else ""


def _read_rate(text: str | None) -> Rate | None:
    if not text:
        return None
    entries, days, at = text.split()
    return Rate(entries=float(entries), days=float(days), at=from_milliseconds(at))
