"""Event-driven news ingestion: what others may import.

Events and models are the contract; ``subscribe`` follows them from another program.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from claimwire.events import (
    ArticleCleaned,
    ArticleDiscovered,
    ArticleDropped,
    ArticleExtracted,
    ArticleFetched,
    ClaimExtracted,
    ClaimLinked,
    FeedDue,
)
from claimwire.models import Claim, CleanArticle, Cluster

if TYPE_CHECKING:
    from claimwire.subscription import Gap, Received, subscribe, unsubscribe

__all__ = [
    "ArticleCleaned",
    "ArticleDiscovered",
    "ArticleDropped",
    "ArticleExtracted",
    "ArticleFetched",
    "Claim",
    "ClaimExtracted",
    "ClaimLinked",
    "CleanArticle",
    "Cluster",
    "FeedDue",
    "Gap",
    "Received",
    "subscribe",
    "unsubscribe",
]

_SUBSCRIPTION = frozenset({"Gap", "Received", "subscribe", "unsubscribe"})


def __getattr__(name: str) -> object:
    # A broker's client takes longer to import than all the models, and most commands that read models need none.
    if name in _SUBSCRIPTION:
        return getattr(import_module("claimwire.subscription"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
