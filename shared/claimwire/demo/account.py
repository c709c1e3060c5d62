"""Accounts for everything that went through the pipeline: what came in must be out, dropped or in flight. Pure."""

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from claimwire.events import (
    ArticleCleaned,
    ArticleDiscovered,
    ArticleDropped,
    ArticleExtracted,
    ArticleFetched,
    ClaimExtracted,
    ClaimLinked,
)
from claimwire.follow import Followed
from claimwire.models import Cluster


@dataclass(frozen=True)
class Check:
    """One sum that must come out even."""

    says: str
    left: int
    right: int

    @property
    def holds(self) -> bool:
        return self.left == self.right


@dataclass(frozen=True)
class StageTime:
    """How long a stage took from the event that woke it to the event that followed, waiting included."""

    stage: str
    events: int
    median_seconds: float
    p95_seconds: float


class Account:
    """Everything that was seen, by what it was."""

    def __init__(self) -> None:
        self.discovered: list[ArticleDiscovered] = []
        self.fetched: list[ArticleFetched] = []
        self.cleaned: list[ArticleCleaned] = []
        self.dropped: list[ArticleDropped] = []
        self.extracted: list[ArticleExtracted] = []
        self.claims: list[ClaimExtracted] = []
        self.linked: list[ClaimLinked] = []
        self._at: dict[tuple[str, str], datetime] = {}
        self._by_type = {
            ArticleDiscovered: self.discovered,
            ArticleFetched: self.fetched,
            ArticleCleaned: self.cleaned,
            ArticleDropped: self.dropped,
            ArticleExtracted: self.extracted,
            ClaimExtracted: self.claims,
            ClaimLinked: self.linked,
        }

    def add(self, followed: Iterable[Followed]) -> None:
        """Add events, in any order between kinds."""
        for each in followed:
            self._by_type[type(each.event)].append(each.event)  # type: ignore[attr-defined]  # one list a class
            self._at[type(each.event).event_type, _key(each.event)] = each.at

    @property
    def clusters(self) -> list[Cluster]:
        """The newest state of each cluster, the most carried first."""
        newest: dict[str, Cluster] = {}
        for event in self.linked:
            known = newest.get(event.cluster.cluster_id)
            if known is None or event.cluster.revision > known.revision:
                newest[event.cluster.cluster_id] = event.cluster
        return sorted(
            newest.values(),
            key=lambda cluster: (-cluster.outlets.count, -cluster.claims.count, cluster.cluster_id),
        )

    @property
    def drops(self) -> Counter[tuple[str, str]]:
        """How many were dropped, by stage and reason."""
        return Counter((event.stage, event.reason.value) for event in self.dropped)

    @property
    def versions(self) -> int:
        """How many articles were fetched in more than one version."""
        return sum(1 for count in Counter(event.article_id for event in self.fetched).values() if count > 1)

    def checks(self) -> list[Check]:
        """Return the sums that must come out even once nothing is in flight."""
        dropped = Counter(event.stage for event in self.dropped)
        told = sum(event.claims for event in self.extracted)
        after_fetcher = len(self.fetched) + dropped["fetcher"]
        after_cleaner = len(self.cleaned) + dropped["cleaner"]
        return [
            Check("discovered = fetched + dropped by the fetcher", len(self.discovered), after_fetcher),
            Check("fetched = cleaned + dropped by the cleaner", len(self.fetched), after_cleaner),
            Check("cleaned = read for claims", len(self.cleaned), len(self.extracted)),
            Check("claims announced = claims extracted", told, len({event.claim.claim_id for event in self.claims})),
            Check("claims extracted = claims linked", len(self.claims), len(self.linked)),
        ]

    def expected_in_index(self) -> tuple[int, int, int]:
        """Say how many articles, current claims and clusters the index must hold."""
        newest: dict[str, ArticleExtracted] = {}
        fetched_at = {event.article.version_id: event.fetched_at for event in self.cleaned}
        for event in self.extracted:
            known = newest.get(event.article.article_id)
            if known is None or _order(event, fetched_at) > _order(known, fetched_at):
                newest[event.article.article_id] = event
        current = sum(event.claims for event in newest.values())
        articles = {event.article.article_id for event in self.cleaned}
        return len(articles), current, len({event.cluster.cluster_id for event in self.linked})

    def stage_times(self) -> list[StageTime]:
        """Measure each stage from the events' own times."""
        between = self._between
        seconds: dict[str, list[float]] = {
            "fetcher": [
                between("article.discovered", _identity(event), "article.fetched", event.version_id)
                for event in self.fetched
            ],
            "cleaner": [
                between("article.fetched", version, "article.cleaned", version) for version in self._versions()
            ],
            "extractor": [
                between("article.cleaned", version, "article.extracted", version) for version in self._versions()
            ],
            "linker": [
                between("claim.extracted", event.claim_id, "claim.linked", event.claim_id) for event in self.linked
            ],
        }
        return [_stage_time(stage, values) for stage, values in seconds.items() if values]

    def _versions(self) -> list[str]:
        return [event.article.version_id for event in self.extracted]

    def _between(self, first: str, first_key: str, second: str, second_key: str) -> float:
        return (self._at[second, second_key] - self._at[first, first_key]).total_seconds()


def _stage_time(stage: str, seconds: list[float]) -> StageTime:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return StageTime(stage, len(ordered), statistics.median(ordered), p95)


def _identity(event: ArticleDiscovered | ArticleFetched) -> str:
    return f"{event.article_id} {event.discovered_at.isoformat()}"


def _key(event: object) -> str:
    match event:
        case ArticleDiscovered():
            return _identity(event)
        case ArticleFetched():
            return event.version_id
        case ArticleCleaned() | ArticleExtracted():
            return event.article.version_id
        case ClaimExtracted():
            return event.claim.claim_id
        case ClaimLinked():
            return event.claim_id
        case _:
            return ""


def _order(event: ArticleExtracted, fetched_at: dict[str, datetime]) -> datetime:
    return fetched_at[event.article.version_id]
