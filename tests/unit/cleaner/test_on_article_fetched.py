from datetime import UTC, datetime

import pytest

from claimwire.errors import TransientError
from claimwire.events import HANDED_IN, ArticleCleaned, ArticleDropped, ArticleFetched, DropReason, Lane
from claimwire.ids import content_sha256
from claimwire.models import BlobReference, DatedBelief, Granularity
from services.cleaner.on_article_fetched import OnArticleFetched

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
SENTENCE = "The harbour of Velmora has been closed, officials say."


class Bodies:
    def __init__(self, *bodies: bytes) -> None:
        self.bodies = {content_sha256(body): body for body in bodies}

    async def get(self, reference: BlobReference) -> bytes:
        if reference.sha256 not in self.bodies:
            raise TransientError("the store cannot be reached")
        return self.bodies[reference.sha256]


def fetched(body: bytes, media_type: str = "text/plain") -> ArticleFetched:
    return ArticleFetched(
        article_id="art_1",
        version_id="ver_2",
        previous_version_id="ver_1",
        url="https://news.example/storm",
        outlet="news.example",
        title="Storm shuts harbour",
        published=DatedBelief(text="2031-05-06", instant=NOON, granularity=Granularity.DAY, source="feed"),
        body=BlobReference(key="raw/x", sha256=content_sha256(body), size=len(body), media_type=media_type),
        discovered_at=NOON,
        fetched_at=NOON,
        lane=Lane.BACKFILL,
    )


async def test_a_fetched_article_is_cleaned() -> None:
    body = SENTENCE.encode()

    (event,) = await OnArticleFetched(bodies=Bodies(body))(fetched(body))

    assert isinstance(event, ArticleCleaned)
    assert event.clean.text == SENTENCE
    assert (event.article.article_id, event.article.version_id, event.previous_version_id) == (
        "art_1",
        "ver_2",
        "ver_1",
    )
    assert (event.article.title, event.article.published_at) == ("Storm shuts harbour", NOON)
    assert event.article.fingerprint.shingles > 0
    assert event.cleaner.startswith("claimwire-cleaner/")
    assert event.lane is Lane.BACKFILL


async def test_a_page_without_an_article_is_dropped_with_the_reason() -> None:
    body = b"Home\nSport"

    (event,) = await OnArticleFetched(bodies=Bodies(body))(fetched(body))

    assert isinstance(event, ArticleDropped)
    assert (event.stage, event.reason, event.version_id) == ("cleaner", DropReason.NO_ARTICLE, "ver_2")
    assert event.detail


async def test_an_article_that_comes_twice_gives_the_same_event() -> None:
    body = SENTENCE.encode()
    handler = OnArticleFetched(bodies=Bodies(body))

    assert await handler(fetched(body)) == await handler(fetched(body))


async def test_long_removals_are_abridged_in_the_event() -> None:
    body = f"<nav>{'<a href=/s>Section</a> ' * 200}</nav><p>{SENTENCE}</p>".encode()

    (event,) = await OnArticleFetched(bodies=Bodies(body))(fetched(body, "text/html"))

    assert isinstance(event, ArticleCleaned)
    assert max(len(removal.text) for removal in event.clean.ledger.removed) == 160
    assert event.clean.ledger.removed[0].text.endswith("…")


async def test_a_store_that_cannot_be_reached_is_tried_later() -> None:
    with pytest.raises(TransientError):
        await OnArticleFetched(bodies=Bodies())(fetched(b"x"))


@pytest.mark.parametrize(("given", "outlet"), [(HANDED_IN, "The Quay"), ("The Velmora Post", "The Velmora Post")])
async def test_a_document_handed_in_without_an_outlet_has_that_of_its_page(given: str, outlet: str) -> None:
    page = f'<html><head><meta property="og:site_name" content="The Quay"></head><p>{SENTENCE}</p></html>'.encode()
    event = fetched(page, "text/html").model_copy(update={"outlet": given})

    (cleaned,) = await OnArticleFetched(bodies=Bodies(page))(event)

    assert isinstance(cleaned, ArticleCleaned)
    assert cleaned.article.outlet == outlet
