import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from redis.asyncio import Redis
from typer.testing import CliRunner

from claimwire.cli.feeds import app
from services.fetcher.feeds import Feeds, FeedSubscription
from services.fetcher.redis_state import state_key
from tests.integration.fetcher.site import Site
from tests.servers import Server

RSS = "<rss version='2.0'><channel><title>The Tide Post</title></channel></rss>"
Run = Callable[..., "asyncio.Future[Result]"]


@pytest.fixture
def run(redis: Redis, lasting_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Run a command of ``claimwire feeds`` in a thread, beside the site that it may ask."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMWIRE_REDIS_URL", lasting_server.url)
    monkeypatch.setenv("CLAIMWIRE_FETCHER_ALLOWED_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("CLAIMWIRE_FETCHER_HOST_DELAY_SECONDS", "0")
    monkeypatch.setenv("CLAIMWIRE_FETCHER_HOST_BACKOFF_SECONDS", "0")
    monkeypatch.setenv("COLUMNS", "200")

    async def in_thread(*arguments: str, given: str | None = None) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, arguments, input=given)

    return in_thread


async def subscriptions(redis: Redis) -> list[FeedSubscription]:
    return [state.subscription for state in await Feeds(redis).list()]


async def test_a_feed_is_added_with_its_settings(run: Run, redis: Redis, site: Site) -> None:
    url = site.serve("/feed", RSS)
    options = ["--outlet", "Tide", "--every", "90", "--language", "de", "--content-only", "--proxy", "${PROXY}"]

    result = await run("add", url, *options, "--header", "Authorization: Bearer ${TIDE}", "--header", "X-Key:${KEY}")

    assert result.exit_code == 0, result.output
    # The proxy is none of this process's environment, so the address was not looked at.
    assert site.requests == []
    assert await subscriptions(redis) == [
        FeedSubscription(
            url, "Tide", 90.0, {"Authorization": "Bearer ${TIDE}", "X-Key": "${KEY}"}, "${PROXY}", "de", True
        )
    ]


async def test_of_a_feed_that_is_changed_what_is_not_said_stays(run: Run, redis: Redis, site: Site) -> None:
    url = site.serve("/feed", RSS)
    await run("add", url, "--outlet", "Tide", "--content-only", "--header", "X-Key: ${KEY}")

    result = await run("add", url, "--every", "60", "--pages")

    assert result.output.splitlines()[-1] == f"changed {url}"
    assert await subscriptions(redis) == [FeedSubscription(url, "Tide", 60.0, {"X-Key": "${KEY}"})]


async def test_of_a_page_its_only_feed_of_articles_is_added(run: Run, redis: Redis, site: Site) -> None:
    links = [
        "<link rel=alternate type=application/rss+xml href=/comments/feed title='Comments'>",
        "<link rel=alternate type=application/rss+xml href=/all.rss title='All the news'>",
    ]
    page = site.serve("/", "".join(links))

    result = await run("add", page, "--outlet", "Tide")

    assert result.exit_code == 0, result.output
    assert f"{site.url}/all.rss  All the news" in result.output
    assert await subscriptions(redis) == [FeedSubscription(f"{site.url}/all.rss", "Tide")]


async def test_a_page_leads_to_a_feed_that_is_known_and_keeps_its_settings(run: Run, redis: Redis, site: Site) -> None:
    await Feeds(redis).add(FeedSubscription(f"{site.url}/all.rss", "Tide", 60.0))

    result = await run("add", site.serve("/", "<link rel=feed href=/all.rss>"), "--language", "de")

    assert result.exit_code == 0, result.output
    assert await subscriptions(redis) == [FeedSubscription(f"{site.url}/all.rss", "Tide", 60.0, language="de")]


async def test_of_a_page_with_several_feeds_all_are_listed_and_none_is_added(
    run: Run, redis: Redis, site: Site
) -> None:
    page = site.serve("/", "<link rel=feed href=/sport.rss title=Sport><link rel=feed href=/world.rss>")

    result = await run("add", page)

    assert result.exit_code == 2
    assert f"{site.url}/sport.rss  Sport" in result.output
    assert f"{site.url}/world.rss" in result.output
    assert await subscriptions(redis) == []


async def test_a_page_without_feeds_is_none(run: Run, redis: Redis, site: Site) -> None:
    result = await run("add", site.serve("/", "<p>News</p>"))

    assert result.exit_code == 2
    assert "is no feed" in result.output
    assert await subscriptions(redis) == []


async def test_headers_go_to_no_other_host_unasked(
    run: Run, redis: Redis, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEY", "sesame")
    page = site.serve("/", "<link rel=feed href=https://feeds.example/tide>")

    result = await run("add", page, "--header", "X-Key: ${KEY}")

    assert (result.exit_code, await subscriptions(redis)) == (2, [])
    assert site.requests[0].headers["X-Key"] == "sesame"
    assert "another host" in result.output


async def test_a_feed_that_cannot_be_had_now_is_added_all_the_same(run: Run, redis: Redis, site: Site) -> None:
    url = site.serve("/feed", status=503)

    result = await run("add", url)

    assert result.exit_code == 0
    assert "could not be looked at (HTTP status 503)" in result.output
    assert await subscriptions(redis) == [FeedSubscription(url)]


async def test_a_page_that_was_added_while_its_site_was_down_gives_way_to_its_feed(
    run: Run, redis: Redis, site: Site
) -> None:
    page = site.serve("/", status=503)
    await run("add", page, "--outlet", "Tide", "--every", "60")
    site.serve("/", "<link rel=feed href=/all.rss>")

    result = await run("add", page, "--language", "de")

    assert result.exit_code == 0, result.output
    assert f"added {site.url}/all.rss in place of {page}, which was never read" in result.output
    assert await subscriptions(redis) == [FeedSubscription(f"{site.url}/all.rss", "Tide", 60.0, language="de")]


async def test_a_page_that_was_added_while_its_site_was_down_and_has_no_feed_is_told(
    run: Run, redis: Redis, site: Site
) -> None:
    page = site.serve("/", status=503)
    await run("add", page)
    site.serve("/", "<p>News</p>")

    result = await run("add", page)

    assert result.exit_code == 2
    assert "is no feed" in result.output
    assert f"it stays in the list; 'claimwire feeds remove {page}' takes it out" in result.output
    assert await subscriptions(redis) == [FeedSubscription(page)]


async def test_an_address_that_is_not_public_names_the_setting_that_allows_it(
    run: Run, redis: Redis, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMWIRE_FETCHER_ALLOWED_NETWORKS", "")

    by_address = await run("add", "http://127.0.0.1:1/feed")
    by_name = await run("add", "http://localhost:1/feed")

    assert "127.0.0.1 is not public; CLAIMWIRE_FETCHER_ALLOWED_NETWORKS" in by_address.output
    assert "which is not public; CLAIMWIRE_FETCHER_ALLOWED_NETWORKS" in by_name.output


async def test_a_feed_that_was_read_before_is_not_looked_at_again(run: Run, redis: Redis, site: Site) -> None:
    url = site.serve("/feed", status=503)
    await Feeds(redis).add(FeedSubscription(url))
    await redis.hset(state_key(url), "succeeded_at", 1)

    result = await run("add", url, "--outlet", "Tide")

    assert (result.output, site.requests) == (f"changed {url}\n", [])


@pytest.mark.parametrize(
    "options",
    [
        ["--header", "Authorization: Bearer sesame"],
        ["--header", "X-Api-Key: sesame"],
        ["--header", "Cookie: sesame=1"],
        ["--header", "no header"],
        ["--header", "Bad Name: x"],
        ["--header", "X-Line: a\nHost: b"],
        ["--proxy", "http://user:sesame@proxy.example:3128"],
        ["--proxy", "http://${USER}:sesame@proxy.example:3128"],
    ],
)
async def test_secrets_and_what_is_no_header_are_refused(run: Run, redis: Redis, options: list[str]) -> None:
    result = await run("add", "https://tidepost.example/feed", *options)

    assert (result.exit_code, await subscriptions(redis)) == (2, [])
    assert "sesame" not in result.output


async def test_a_feed_that_is_not_in_the_list_can_be_neither_polled_nor_removed(run: Run) -> None:
    for command in ("poll", "remove"):
        result = await run(command, "https://quay.example/")

        assert result.exit_code == 3
        assert "'claimwire feeds list' prints the addresses" in result.output


async def test_lists_are_exported_and_imported_again(run: Run, redis: Redis, tmp_path: Path) -> None:
    there = [
        FeedSubscription("https://quay.example/feed", "The Quay", 60.0, {"X": "${X}"}, "${P}", "pt", True),
        FeedSubscription("https://tidepost.example/feed"),
    ]
    await Feeds(redis).add_all(there)
    file = tmp_path / "feeds.opml"

    written = await run("export-opml", str(file))
    printed = await run("export-opml")
    await redis.flushall()
    result = await run("import-opml", str(file), "--with-headers")

    assert (written.exit_code, printed.exit_code, result.exit_code) == (0, 0, 0)
    assert printed.stdout == file.read_text(encoding="utf-8")
    assert result.output == "2 added, 0 known, 0 left out\n"
    assert await subscriptions(redis) == there


async def test_a_list_of_a_strangers_is_sent_no_variables(run: Run, redis: Redis) -> None:
    headers = json.dumps({"X": "${AWS_SECRET_ACCESS_KEY}"}).replace('"', "&quot;")
    outline = f'<outline xmlUrl="https://quay.example/" c:headers="{headers}" c:proxy="${{P}}" c:language="pt"/>'

    result = await run("import-opml", "-", given=f'<opml xmlns:c="urn:claimwire:opml"><body>{outline}</body></opml>')

    assert result.exit_code == 0
    assert "--with-headers" in result.output
    assert await subscriptions(redis) == [FeedSubscription("https://quay.example/", language="pt")]


async def test_of_a_list_feeds_with_secrets_in_them_are_left_out(run: Run, redis: Redis) -> None:
    headers = json.dumps({"Authorization": "Bearer sesame"}).replace('"', "&quot;")
    outlines = (
        f'<outline xmlUrl="https://quay.example/" c:headers="{headers}"/>'
        '<outline xmlUrl="https://mill.example/" c:proxy="http://user:sesame@proxy.example"/>'
        '<outline xmlUrl="https://tide.example/" c:proxy="http://proxy.example:3128"/>'
    )
    given = f'<opml xmlns:c="urn:claimwire:opml"><body>{outlines}</body></opml>'

    result = await run("import-opml", "-", "--with-headers", given=given)

    assert result.exit_code == 4
    assert "https://quay.example/: the header Authorization may hold a secret" in result.output
    assert "https://mill.example/: the proxy may hold a secret" in result.output
    assert "sesame" not in result.output
    assert await subscriptions(redis) == [FeedSubscription("https://tide.example/", proxy="http://proxy.example:3128")]


async def test_of_a_list_what_cannot_be_polled_is_left_out(run: Run, redis: Redis) -> None:
    await Feeds(redis).add(FeedSubscription("https://quay.example/", "The Quay"))
    addresses = ["https://quay.example/", "ftp://quay.example/", "https://mill.example/"]
    outlines = "".join(f'<outline xmlUrl="{address}"/>' for address in addresses)

    result = await run("import-opml", "-", given=f"<opml><body>{outlines}</body></opml>")

    assert result.exit_code == 4
    assert "ftp://quay.example/" in result.output
    assert "1 added, 1 known, 1 left out" in result.output
    assert await subscriptions(redis) == [
        FeedSubscription("https://mill.example/"),
        FeedSubscription("https://quay.example/", "The Quay"),
    ]


@pytest.mark.parametrize(("file", "given"), [("-", "<html/>"), ("-", ""), ("no-such.opml", None)])
async def test_what_is_no_list_is_refused(run: Run, file: str, given: str | None) -> None:
    result = await run("import-opml", file, given=given)

    assert result.exit_code == 2


async def test_a_list_that_would_hold_a_secret_says_that_it_does_not(run: Run, redis: Redis) -> None:
    await Feeds(redis).add(FeedSubscription("https://quay.example/", headers={"X": "sesame"}))

    result = await run("export-opml")

    assert "sesame" not in result.output
    assert "https://quay.example/: a header or proxy is left out" in result.output
