import asyncio
import gzip
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from redis.asyncio import Redis
from yarl import URL

from claimwire.events import DropReason
from services.fetcher.http_client import open_http_client
from services.fetcher.obey_robots import ObeyRobots
from services.fetcher.page import FetchFailed, Page
from services.fetcher.robots_memory import RobotsMemory
from services.fetcher.robots_record import record_rules
from services.fetcher.robots_rules import RobotsRules
from services.fetcher.settings import FetcherSettings
from tests.integration.fetcher.site import Site, running_site

PAGE = "<p>The ferry to Vessel Bay sails again.</p>"
Configure = Callable[..., FetcherSettings]


@pytest.fixture
def settings(configure: Configure) -> FetcherSettings:
    return configure(fetcher_robots=True)


async def fetch(redis: Redis, settings: FetcherSettings, address: str, *, obeys_robots: bool = True) -> Page:
    async with open_http_client(settings, redis) as http:
        return await http.get(address, obeys_robots=obeys_robots)


async def failure_of(redis: Redis, settings: FetcherSettings, address: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as failure:
        await fetch(redis, settings, address)
    return failure.value


def rules(site: Site, text: str) -> None:
    site.serve("/robots.txt", text, content_type="text/plain")


async def test_what_robots_txt_forbids_is_not_asked_for(redis: Redis, site: Site, settings: FetcherSettings) -> None:
    rules(site, "User-agent: *\nDisallow: /private/")
    private, public = site.serve("/private/diary", PAGE), site.serve("/ferry", PAGE)

    failure = await failure_of(redis, settings, private)
    page = await fetch(redis, settings, public)

    assert (failure.reason, failure.may_pass) == (DropReason.ROBOTS, False)
    assert site.url in failure.detail
    assert page.status == 200
    assert site.paths() == ["/robots.txt", "/ferry"]


async def test_feeds_are_polled_whatever_robots_txt_says(redis: Redis, site: Site, settings: FetcherSettings) -> None:
    rules(site, "User-agent: *\nDisallow: /")

    assert (await fetch(redis, settings, site.serve("/feed", PAGE), obeys_robots=False)).status == 200


async def test_robots_txt_can_be_left_unasked(redis: Redis, site: Site, configure: Configure) -> None:
    rules(site, "User-agent: *\nDisallow: /")

    assert (await fetch(redis, configure(fetcher_robots=False), site.serve("/ferry", PAGE))).status == 200


async def test_many_waiting_pages_of_many_fetchers_cause_one_request(
    redis: Redis, site: Site, settings: FetcherSettings
) -> None:
    async def slowly(_: web.Request) -> web.Response:
        await asyncio.sleep(0.05)
        return web.Response(text="User-agent: *\nDisallow: /private")

    site.answer("/robots.txt", slowly)
    pages = [site.serve(f"/{number}", PAGE) for number in range(25)]
    async with open_http_client(settings, redis) as one, open_http_client(settings, redis) as other:
        await asyncio.gather(*(http.get(page, obeys_robots=True) for page in pages for http in (one, other)))

    assert site.paths().count("/robots.txt") == 1
    assert len(site.requests) == 51


async def test_a_redirect_is_followed_only_where_its_end_allows_it(
    redis: Redis, site: Site, settings: FetcherSettings
) -> None:
    async with running_site() as elsewhere:
        rules(elsewhere, "User-agent: claimwire\nDisallow: /")
        start = site.serve("/start", status=302, Location=elsewhere.serve("/ferry", PAGE))

        failure = await failure_of(redis, settings, start)

    assert failure.reason is DropReason.ROBOTS
    assert elsewhere.paths() == ["/robots.txt"]


async def test_a_robots_txt_that_is_not_there_forbids_nothing(
    redis: Redis, site: Site, settings: FetcherSettings
) -> None:
    assert (await fetch(redis, settings, site.serve("/ferry", PAGE))).status == 200


async def test_a_robots_txt_that_fails_closes_the_site_for_a_while(
    redis: Redis, site: Site, settings: FetcherSettings
) -> None:
    site.serve("/robots.txt", status=500)
    page = site.serve("/ferry", PAGE)

    first, second = await failure_of(redis, settings, page), await failure_of(redis, settings, page)

    assert (first.reason, first.may_pass) == (DropReason.ROBOTS, True)
    assert second.retry_after is not None
    assert timedelta() < second.retry_after <= timedelta(minutes=1)
    assert site.paths() == ["/robots.txt"]


async def test_a_site_that_does_not_answer_is_no_matter_of_robots(redis: Redis, settings: FetcherSettings) -> None:
    assert (await failure_of(redis, settings, "http://127.0.0.1:1/")).reason is DropReason.UNREACHABLE


async def test_an_address_that_is_refused_is_refused_for_that(redis: Redis, site: Site, configure: Configure) -> None:
    settings = configure(fetcher_robots=True, fetcher_allowed_networks="")

    failure = await failure_of(redis, settings, site.url.replace("127.0.0.1", "localhost") + "/ferry")

    assert failure.reason is DropReason.ADDRESS_REFUSED
    assert site.requests == []


async def test_of_a_long_robots_txt_the_beginning_holds(redis: Redis, site: Site, settings: FetcherSettings) -> None:
    rules(site, "User-agent: *\nDisallow: /private\n" + "# filler\n" * 100_000)

    assert (await failure_of(redis, settings, site.serve("/private", PAGE))).reason is DropReason.ROBOTS


async def test_of_a_robots_txt_that_is_long_even_when_packed_the_beginning_holds(
    redis: Redis, site: Site, settings: FetcherSettings
) -> None:
    packed = gzip.compress(b"User-agent: *\nDisallow: /private\n# " + os.urandom(700_000))
    site.serve("/robots.txt", packed, content_type="text/plain", Content_Encoding="gzip")

    assert (await failure_of(redis, settings, site.serve("/private", PAGE))).reason is DropReason.ROBOTS


async def test_robots_txt_is_found_behind_redirects(redis: Redis, site: Site, settings: FetcherSettings) -> None:
    site.serve("/rules", "User-agent: *\nDisallow: /private")
    site.serve("/robots.txt", status=301, Location="/rules")

    assert (await failure_of(redis, settings, site.serve("/private", PAGE))).reason is DropReason.ROBOTS


async def test_the_crawl_delay_holds_for_the_feeds_of_the_site_too(
    redis: Redis, site: Site, configure: Configure
) -> None:
    rules(site, "User-agent: *\nCrawl-delay: 30")
    settings = configure(fetcher_robots=True, fetcher_patience_seconds=0.5)
    await fetch(redis, settings, site.serve("/ferry", PAGE))

    with pytest.raises(FetchFailed) as failure:
        await fetch(redis, settings, site.serve("/feed", PAGE), obeys_robots=False)

    assert failure.value.retry_after is not None
    assert failure.value.retry_after > timedelta(seconds=25)


class Robots:
    """A robots.txt that fails or not, as a test sets it."""

    def __init__(self) -> None:
        self.text: str | None = "Disallow: /private"
        self.asked = 0

    async def __call__(self, address: str) -> Page:
        self.asked += 1
        await asyncio.sleep(0)
        if self.text is None:
            raise FetchFailed(DropReason.UNREACHABLE, "HTTP status 503", may_pass=True, status=503)
        return Page(url=address, body=f"User-agent: *\n{self.text}".encode(), media_type="text/plain")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2031, 3, 4, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **duration: float) -> None:
        self.now += timedelta(**duration)


PRIVATE = URL("https://tidepost.example/private")


async def test_rules_are_asked_for_again_after_a_day(redis: Redis) -> None:
    robots, clock = Robots(), Clock()
    obey = ObeyRobots(robots, RobotsMemory(redis, lock_seconds=5), clock)
    with pytest.raises(FetchFailed):
        await obey(PRIVATE)
    robots.text = ""
    clock.pass_by(hours=23)
    with pytest.raises(FetchFailed):
        await obey(PRIVATE)

    clock.pass_by(hours=1)
    await obey(PRIVATE)

    assert robots.asked == 2


async def test_a_copy_goes_on_to_hold_while_its_server_fails(redis: Redis) -> None:
    robots, clock = Robots(), Clock()
    obey = ObeyRobots(robots, RobotsMemory(redis, lock_seconds=5), clock)
    with pytest.raises(FetchFailed):
        await obey(PRIVATE)
    robots.text = None
    clock.pass_by(hours=25)

    await obey(PRIVATE.with_path("/ferry"))
    with pytest.raises(FetchFailed) as failure:
        await obey(PRIVATE)

    assert not failure.value.may_pass


async def test_a_site_whose_robots_txt_fails_is_open_after_a_day(redis: Redis) -> None:
    robots, clock = Robots(), Clock()
    robots.text = None
    obey = ObeyRobots(robots, RobotsMemory(redis, lock_seconds=5), clock)
    for _ in range(24):
        with pytest.raises(FetchFailed) as failure:
            await obey(PRIVATE)
        assert failure.value.may_pass
        clock.pass_by(hours=1)

    await obey(PRIVATE)


async def test_a_fetcher_that_died_while_asking_is_not_waited_for_long(redis: Redis) -> None:
    robots = Robots()
    memory = RobotsMemory(redis, lock_seconds=0.2)
    assert await memory.lock(str(PRIVATE.origin()))

    async with asyncio.timeout(5):
        with pytest.raises(FetchFailed):
            await ObeyRobots(robots, memory)(PRIVATE)

    assert robots.asked == 1


async def test_what_another_fetcher_learnt_while_one_waited_to_ask_is_not_asked_again(redis: Redis) -> None:
    class Overtaken(RobotsMemory):
        async def lock(self, origin: str) -> str | None:
            await self.remember(origin, record_rules(RobotsRules("Disallow: /private"), datetime.now(UTC)))
            return await super().lock(origin)

    robots = Robots()

    with pytest.raises(FetchFailed):
        await ObeyRobots(robots, Overtaken(redis, lock_seconds=5))(PRIVATE)

    assert robots.asked == 0


async def test_one_who_gives_up_waiting_does_not_end_it_for_the_others(redis: Redis) -> None:
    robots = Robots()
    obey = ObeyRobots(robots, RobotsMemory(redis, lock_seconds=5))
    hasty, patient = asyncio.ensure_future(obey(PRIVATE)), asyncio.ensure_future(obey(PRIVATE))
    await asyncio.sleep(0)

    hasty.cancel()
    outcomes = await asyncio.gather(hasty, patient, return_exceptions=True)

    assert isinstance(outcomes[0], asyncio.CancelledError)
    assert isinstance(outcomes[1], FetchFailed)
    assert robots.asked == 1
