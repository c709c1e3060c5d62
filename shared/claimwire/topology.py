"""Who reads which stream and what follows: the pipeline as data, so that groups exist before any worker starts.

A test holds this against what the workers declare.
"""

from dataclasses import dataclass

from claimwire.events import (
    ArticleCleaned,
    ArticleDiscovered,
    ArticleDropped,
    ArticleExtracted,
    ArticleFetched,
    ClaimExtracted,
    ClaimLinked,
    Event,
    FeedDue,
)


@dataclass(frozen=True)
class Flow:
    """One stage: the event that wakes it, the group that reads it, the events that follow."""

    event: type[Event]
    group: str
    emits: tuple[type[Event], ...] = ()


FLOWS: tuple[Flow, ...] = (
    Flow(FeedDue, "fetcher", (ArticleDiscovered,)),
    Flow(ArticleDiscovered, "fetcher", (ArticleFetched, ArticleDropped)),
    Flow(ArticleFetched, "cleaner", (ArticleCleaned, ArticleDropped)),
    Flow(ArticleCleaned, "extractor", (ClaimExtracted, ArticleExtracted)),
    Flow(ArticleCleaned, "indexer"),
    Flow(ArticleExtracted, "indexer"),
    Flow(ClaimExtracted, "linker", (ClaimLinked,)),
    Flow(ClaimExtracted, "indexer"),
    Flow(ClaimLinked, "indexer"),
)
"""In the order of the pipeline."""

WORKERS: tuple[str, ...] = ("fetcher", "cleaner", "extractor", "linker", "indexer", "api")
"""Every process that ``claimwire up`` starts, in the order in which work flows."""


def group_names() -> tuple[tuple[str, str], ...]:
    """Return (event type, group) pairs."""
    return tuple((flow.event.event_type, flow.group) for flow in FLOWS)


def behind_the_fetcher() -> tuple[tuple[str, str], ...]:
    """Return the (event type, group) pairs whose lag tells the fetcher to let in no more."""
    return tuple(pair for pair in group_names() if pair[1] != "fetcher")
