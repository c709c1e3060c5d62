"""Decides which articles are looked at again, and when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from claimwire.events import ArticleDiscovered, ArticleFetched, Lane
from services.fetcher.redis_state import from_milliseconds, to_milliseconds


@dataclass(frozen=True, kw_only=True)
class RevisitPlan:
    """What is kept of an article until it was looked at for the last time."""

    first_at: datetime
    """When its first version was fetched; revisits are counted from there, so that they come to an end."""
    discovery: ArticleDiscovered
    """The latest, without the texts that its page will bring again."""


def plan_revisits(discovery: ArticleDiscovered, fetched: ArticleFetched) -> RevisitPlan | None:
    """Return the plan for an article's first version, or None if nobody edits it where it was fetched from.

    That is so for archives, documents that were handed in, and articles whose text came with the feed.
    """
    if discovery.lane is not Lane.LIVE or discovery.archive is not None or discovery.content_only:
        return None
    if urlsplit(discovery.url).scheme == "file" or fetched.status is None:
        return None
    kept = discovery.model_copy(update={"summary": None, "content": None})
    return RevisitPlan(first_at=fetched.fetched_at, discovery=kept)


def next_revisit(plan: RevisitPlan, delays: Sequence[timedelta], after: datetime) -> datetime | None:
    """Return when the article is looked at next, or None if it was looked at often enough.

    Revisits that were missed while nothing ran are made up for by one.
    """
    return min((plan.first_at + delay for delay in delays if plan.first_at + delay > after), default=None)


def revisit(plan: RevisitPlan, due_at: datetime, delays: Sequence[timedelta]) -> ArticleDiscovered:
    """Return the discovery that has an article looked at again: the same one however often it is made."""
    known_at = plan.discovery.discovered_at
    since = sum(known_at < plan.first_at + delay < due_at for delay in delays)
    return plan.discovery.model_copy(update={"discovered_at": due_at, "attempt": plan.discovery.attempt + 1 + since})


def write_plan(plan: RevisitPlan) -> str:
    """Write a plan; what comes before the first space stays when the article is discovered again."""
    return f"{to_milliseconds(plan.first_at)} {plan.discovery.model_dump_json(exclude_defaults=True)}"


def read_plan(text: bytes) -> RevisitPlan:
    """Read a plan."""
    first_at, _, discovery = text.partition(b" ")
    return RevisitPlan(first_at=from_milliseconds(first_at), discovery=ArticleDiscovered.model_validate_json(discovery))
