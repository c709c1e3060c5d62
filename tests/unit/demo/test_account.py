from datetime import UTC, datetime, timedelta
from typing import Any

from claimwire.demo.account import Account
from claimwire.demo.summary import worth_showing
from claimwire.events import (
    ArticleCleaned,
    ArticleDiscovered,
    ArticleDropped,
    ArticleExtracted,
    ArticleFetched,
    DropReason,
    Event,
)
from claimwire.follow import Followed
from claimwire.models import ArticleReference, BlobReference, CleanArticle, Cluster, Support

NOW = datetime(2026, 1, 2, tzinfo=UTC)
BODY = BlobReference(key="k", sha256="s", size=1, media_type="text/html")


def article(number: int, version: str = "a") -> list[Event]:
    """Make the events of one article's way, one second apart."""
    names: Any = {"article_id": f"art_{number}", "outlet": "The Quay", "discovered_at": NOW}
    reference = ArticleReference(article_id=f"art_{number}", version_id=f"ver_{number}{version}", outlet="The Quay")
    url = f"https://quay.example/{number}"
    fetched_at = NOW + timedelta(hours=version == "b")
    return [
        ArticleDiscovered(url=url, **names),
        ArticleFetched(version_id=reference.version_id, url=url, body=BODY, fetched_at=fetched_at, **names),
        ArticleCleaned(
            article=reference,
            clean=CleanArticle(text=""),
            body=BODY,
            cleaner="c",
            discovered_at=NOW,
            fetched_at=fetched_at,
        ),
        ArticleExtracted(article=reference, claims=2 if version == "a" else 3, extractor="e", discovered_at=NOW),
    ]


def account(*events: Event) -> Account:
    seen = Account()
    seen.add(Followed(event, NOW + timedelta(seconds=number), {}) for number, event in enumerate(events))
    return seen


def test_everything_that_came_in_is_accounted_for() -> None:
    dropped = ArticleDropped(
        article_id="art_9",
        url="https://quay.example/9",
        outlet="The Quay",
        stage="fetcher",
        reason=DropReason.NOT_FOUND,
        detail="404",
        discovered_at=NOW,
    )
    found = ArticleDiscovered(article_id="art_9", url=dropped.url, outlet="The Quay", discovered_at=NOW)

    checks = account(*article(1), found, dropped).checks()

    assert [check.holds for check in checks[:3]] == [True, True, True]
    assert (checks[0].left, checks[0].right) == (2, 2)


def test_an_article_that_vanished_is_missed() -> None:
    checks = account(*article(1), *article(2)[:2]).checks()

    assert [check.holds for check in checks[:3]] == [True, False, True]


def test_claims_that_were_announced_and_never_came_are_missed() -> None:
    (announced,) = [check for check in account(*article(1)).checks() if check.says.startswith("claims announced")]

    assert (announced.left, announced.right, announced.holds) == (2, 0, False)


def test_only_the_newest_version_counts_in_the_index() -> None:
    seen = account(*article(1), *article(1, "b"))

    assert seen.expected_in_index() == (1, 3, 0)
    assert seen.versions == 1


def test_each_stage_is_timed_from_event_to_event() -> None:
    times = {time.stage: (time.events, time.median_seconds) for time in account(*article(1)).stage_times()}

    assert times == {"fetcher": (1, 1.0), "cleaner": (1, 1.0), "extractor": (1, 1.0)}


def test_what_is_shown_holds_a_denial_if_there_is_one() -> None:
    def cluster(number: int, deniers: int = 0) -> Cluster:
        return Cluster(
            cluster_id=f"clu_{number}",
            revision=1,
            text="",
            first_seen_at=NOW,
            updated_at=NOW,
            deniers=Support(count=deniers),
            origins=Support(count=1),
        )

    clusters = [*(cluster(number) for number in range(20)), cluster(20, deniers=1)]

    assert [shown.cluster_id for shown in worth_showing(clusters)][-1] == "clu_20"
