from datetime import timedelta

import pytest

from claimwire.errors import TransientError
from claimwire.events import ArticleDiscovered, DropReason
from services.fetcher.page import FetchFailed, Page, Validators
from tests.integration.fetcher.newsdesk import Newsdesk, discovered
from tests.integration.fetcher.site import Site

PAGE = "<p>The ferry to Vessel Bay sails again.</p>"
EDITED = "<p>The ferry to Vessel Bay sails again on Friday.</p>"


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, DropReason.NOT_FOUND), (410, DropReason.GONE), (401, DropReason.FORBIDDEN), (402, DropReason.FORBIDDEN)],
)
async def test_an_article_that_is_not_to_be_had_is_dropped_at_once(
    desk: Newsdesk, site: Site, status: int, reason: DropReason
) -> None:
    outcome = await desk.dropped(discovered(site.serve("/ferry", status=status)))

    assert (outcome.reason, outcome.detail) == (reason, f"HTTP status {status}")
    assert len(site.requests) == 1


@pytest.mark.parametrize(("status", "reason"), [(503, DropReason.UNREACHABLE), (403, DropReason.FORBIDDEN)])
async def test_a_failure_that_may_pass_is_tried_again_and_at_last_dropped_with_its_history(
    desk: Newsdesk, site: Site, status: int, reason: DropReason
) -> None:
    event = discovered(site.serve("/ferry", status=status))

    for _ in range(2):
        with pytest.raises(TransientError, match=f"HTTP status {status}"):
            await desk.handler(event)
    outcome = await desk.dropped(event)

    said = f"HTTP status {status}"
    history = ", ".join(f"2031-03-04T12:00:0{second}Z {said}" for second in (1, 2, 3))
    assert (outcome.reason, outcome.detail) == (reason, f"{said}; tried in vain: {history}")


async def test_what_was_seen_before_is_told_also_where_the_last_failure_is_of_another_kind(
    desk: Newsdesk, site: Site
) -> None:
    event = discovered(site.serve("/ferry", status=503))
    with pytest.raises(TransientError):
        await desk.handler(event)

    site.serve("/ferry", status=410)
    outcome = await desk.dropped(event)

    assert outcome.detail == "HTTP status 410; tried in vain: 2031-03-04T12:00:01Z HTTP status 503"


async def test_the_history_is_bounded(desk: Newsdesk, site: Site) -> None:
    event = discovered(site.serve("/ferry", status=503))
    patient = desk.but(attempts_limit=50)

    for _ in range(49):
        with pytest.raises(TransientError):
            await patient.handler(event)
    outcome = await patient.dropped(event)

    assert outcome.detail.count("HTTP status 503, ") == 19


async def test_a_server_is_left_alone_as_long_as_it_asks(desk: Newsdesk) -> None:
    async def fetch(event: ArticleDiscovered, validators: Validators | None) -> Page:
        raise FetchFailed(DropReason.UNREACHABLE, "HTTP status 429", may_pass=True, retry_after=timedelta(seconds=90))

    with pytest.raises(TransientError) as raised:
        await desk.but(fetch=fetch).handler(discovered("https://tidepost.example/ferry"))

    assert raised.value.after_seconds == 90


async def test_a_failure_that_passed_leaves_a_fetched_article(desk: Newsdesk, site: Site) -> None:
    event = discovered(site.serve("/ferry", status=503))
    with pytest.raises(TransientError):
        await desk.handler(event)

    site.serve("/ferry", PAGE)

    assert (await desk.fetched(event)).status == 200
