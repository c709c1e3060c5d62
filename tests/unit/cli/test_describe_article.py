from datetime import UTC, datetime
from typing import Any

from claimwire.cli.describe_article import describe_article
from claimwire.events import ArticleDiscovered, ArticleDropped, ArticleFetched, DropReason
from claimwire.models import BlobReference

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
URL = "https://tidepost.example/ferry"


def fetched(**changes: Any) -> str:
    event = ArticleFetched(
        article_id="art_1",
        version_id="ver_2",
        url=URL,
        outlet="The Tide Post",
        body=BlobReference(key="sha256/00", sha256="0" * 64, size=1, media_type="text/html"),
        discovered_at=NOON,
        fetched_at=NOON,
        **changes,
    )
    return describe_article(event).plain


def dropped(reason: DropReason, version_id: str | None, detail: str, stage: str = "fetcher") -> str:
    event = ArticleDropped(
        article_id="art_1",
        version_id=version_id,
        url=URL,
        outlet="The Tide Post",
        stage=stage,
        reason=reason,
        detail=detail,
        discovered_at=NOON,
    )
    return describe_article(event).plain


def test_a_first_version_is_fetched_and_a_later_one_names_what_it_follows() -> None:
    assert fetched() == f"fetched {URL} The Tide Post ver_2"
    assert fetched(previous_version_id="ver_1") == f"new version of {URL}, after ver_1 The Tide Post ver_2"


def test_an_article_that_is_elsewhere_says_where() -> None:
    assert fetched(final_url=URL) == fetched()
    assert fetched(final_url=f"{URL}-2031") == f"fetched {URL}, at {URL}-2031 The Tide Post ver_2"


def test_a_look_again_counts() -> None:
    event = ArticleDiscovered(article_id="art_1", url=URL, outlet="The Tide Post", discovered_at=NOON)

    assert describe_article(event).plain == f"discovered {URL} The Tide Post"
    again = event.model_copy(update={"attempt": 2})
    assert describe_article(again).plain == f"discovered {URL}, look 2 The Tide Post"


def test_a_deletion_differs_from_what_never_was() -> None:
    assert dropped(DropReason.GONE, "ver_1", "it was there") == f"deleted {URL}: gone (it was there)"
    assert dropped(DropReason.GONE, None, "HTTP status 410") == f"dropped {URL} at fetcher: gone (HTTP status 410)"


def test_what_did_not_change_says_so() -> None:
    assert dropped(DropReason.UNCHANGED, "ver_1", "its content is that of ver_1") == (
        f"unchanged {URL}: its content is that of ver_1"
    )
