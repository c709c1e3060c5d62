"""Shows feeds and how they do: as a table, or as JSON."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from claimwire.feed_conditions import FeedCondition

_SPANS = ((86400, "d"), (3600, "h"), (60, "min"))


def print_feeds(console: Console, states: Sequence[Any], now: datetime) -> None:
    """Draw the feeds."""
    table = Table(
        Column("feed", overflow="fold", ratio=5),
        Column("last success", no_wrap=True),
        Column("next poll", no_wrap=True),
        Column("fresh", no_wrap=True, justify="right"),
        Column("a day", no_wrap=True, justify="right"),
        Column("state", overflow="fold", ratio=4),
    )
    for state in states:
        name = [(f"{state.subscription.outlet}\n", "bold")] if state.subscription.outlet else []
        table.add_row(
            Text.assemble(*name, state.subscription.url),
            _from_now(state.last_success_at, now),
            _from_now(state.next_poll_at, now),
            "" if state.freshness is None else _span(state.freshness),
            ""
            if state.articles_a_day is None
            else f"{state.articles_a_day:.{0 if state.articles_a_day >= 10 else 1}f}",
            Text(_told(state), style="" if state.condition == FeedCondition.FINE else "red"),
        )
    console.print(table)
    console.print("fresh: from publication to fetched, as a median; a day: new articles", style="dim")


def as_row(state: Any) -> dict[str, Any]:
    """Return all of a feed's state for JSON; of what may hold secrets, that it is there."""
    times = ("next_poll_at", "last_poll_at", "last_success_at", "last_error_at", "news_at")
    row: dict[str, Any] = {name: _iso(getattr(state, name)) for name in times}
    subscription = state.subscription
    return {
        "url": subscription.url,
        "outlet": subscription.outlet,
        "interval_seconds": subscription.interval_seconds,
        "headers": sorted(subscription.headers),
        "proxy": subscription.proxy is not None,
        "language": subscription.language,
        "content_only": subscription.content_only,
        "title": state.title,
        **row,
        "last_error": state.last_error,
        "failures": state.failures,
        "entries": state.entries,
        "articles": state.articles,
        "articles_a_day": None if state.articles_a_day is None else round(state.articles_a_day, 2),
        "freshness_seconds": None if state.freshness is None else state.freshness.total_seconds(),
        "condition": state.condition.value,
        "detail": state.detail,
        "moved_to": state.moved_to,
    }


def _told(state: Any) -> str:
    """Say how a feed does, and why."""
    if state.condition != FeedCondition.FINE:
        return f"{state.condition}: {state.detail}"
    if state.failures:
        return f"failed {state.failures} times: {state.last_error}"
    return "fine" if state.last_success_at else "not polled yet"


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _from_now(instant: datetime | None, now: datetime) -> str:
    if instant is None:
        return "never"
    return f"{_span(now - instant)} ago" if instant <= now else f"in {_span(instant - now)}"


def _span(time: timedelta) -> str:
    seconds = time.total_seconds()
    for unit, name in _SPANS:
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} s"
