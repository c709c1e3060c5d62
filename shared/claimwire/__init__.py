"""Event-driven news ingestion: what others may import.

Events and models are the contract; ``subscribe`` follows them from another program.
"""

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
from claimwire.subscribe import Gap, Received, subscribe, unsubscribe

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
