"""Which group reads which stream: the pipeline as data, so that groups exist before any worker starts.

A test holds this against what the workers declare.
"""

from claimwire.events import (
    ArticleCleaned,
    ArticleDiscovered,
    ArticleExtracted,
    ArticleFetched,
    ClaimExtracted,
    ClaimLinked,
    Event,
    FeedDue,
)

STAGES: tuple[tuple[type[Event], str], ...] = (
    (FeedDue, "fetcher"),
    (ArticleDiscovered, "fetcher"),
    (ArticleFetched, "cleaner"),
    (ArticleCleaned, "extractor"),
    (ArticleCleaned, "indexer"),
    (ArticleExtracted, "indexer"),
    (ClaimExtracted, "linker"),
    (ClaimExtracted, "indexer"),
    (ClaimLinked, "indexer"),
)
"""(event, group) in the order of the pipeline."""

WORKERS: tuple[str, ...] = ("fetcher", "cleaner", "extractor", "linker", "indexer", "api")
"""Every process that ``claimwire up`` starts, in the order in which work flows."""


def group_names() -> tuple[tuple[str, str], ...]:
    """Return (event type, group) pairs."""
    return tuple((event.event_type, group) for event, group in STAGES)


def behind_the_fetcher() -> tuple[tuple[str, str], ...]:
    """Return the (event type, group) pairs whose lag tells the fetcher to let in no more."""
    return tuple(pair for pair in group_names() if pair[1] != "fetcher")
