"""``claimwire feeds add``: adds a feed by its address, or by that of a page that has one."""

import asyncio
import os
import re
from dataclasses import replace
from typing import Annotated, Any

import typer

from claimwire.cli.exits import UNUSABLE, fail, say, told_plainly
from claimwire.cli.feed_registry import open_feeds
from claimwire.cli.workers import worker_module

_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*([\t -~]+)")


@told_plainly
def add(
    url: Annotated[str, typer.Argument(help="The address of a feed, a sitemap, or a page that names feeds.")],
    outlet: Annotated[str | None, typer.Option(help="The outlet's name; the host if not given.")] = None,
    every: Annotated[
        float | None, typer.Option(help="Seconds between polls; if not given, they follow the news.", min=1)
    ] = None,
    language: Annotated[str | None, typer.Option(help="Its language, as a hint: de, pt-BR.")] = None,
    header: Annotated[
        list[str] | None,
        typer.Option(help="'Name: ${VARIABLE}', sent to its host; the fetcher's environment holds the variable."),
    ] = None,
    proxy: Annotated[str | None, typer.Option(help="The proxy to go through: ${VARIABLE} or an address.")] = None,
    content_only: Annotated[
        bool | None, typer.Option("--content-only/--pages", help="Take the feed's own content, and ask for no pages.")
    ] = None,
) -> None:
    """Add a feed, or change one; it is polled at once. Of a page, its only feed is added, or all are listed."""
    said = {
        "outlet": outlet,
        "interval_seconds": every,
        "language": language,
        "headers": _read_headers(header) if header else None,
        "proxy": proxy or None,
        "content_only": content_only,
    }
    asyncio.run(_add(url, {name: value for name, value in said.items() if value is not None}))


async def _add(url: str, said: dict[str, Any]) -> None:
    module = worker_module("fetcher.feed_subscription")
    async with open_feeds() as feeds:
        known = await feeds.state(url)
        # What is not said stays as it is.
        subscription = replace(known.subscription if known else module.FeedSubscription(url), **said)
        try:
            module.check_subscription(subscription)
        except module.InvalidFeed as error:
            raise fail(str(error), UNUSABLE) from None
        found = url
        if known is None or known.last_success_at is None:
            # Of what was added while its site was down nobody knows yet whether it is a feed.
            found = await _feed_at(subscription, feeds.redis, is_known=known is not None)
        if found != url:
            there = await feeds.state(found)
            # A page that gives way hands its settings on, but for those that its feed has already.
            subscription = replace(there.subscription, **said) if there else replace(subscription, url=found)
        new = await feeds.add(subscription)
        await feeds.due_now(found)
        gives_way = found != url and await feeds.remove(url)
    in_place = f" in place of {url}, which was never read" if gives_way else ""
    say(f"{'added' if new else 'changed'} {found}{in_place}")


async def _feed_at(subscription: Any, redis: Any, *, is_known: bool) -> str:
    """Return the address itself if it is a feed's or cannot be had now, and that of a page's only feed otherwise."""
    url: str = subscription.url
    look_at_feed = worker_module("fetcher.look_at_feed").look_at_feed
    cannot_look = (
        worker_module("fetcher.page").FetchFailed,
        worker_module("fetcher.request_options").MissingVariable,
    )
    try:
        found = await look_at_feed(subscription, redis, os.environ)
    except cannot_look as error:
        say(f"{url} could not be looked at ({error}); the fetcher will try")
        return url
    if found.is_feed:
        return url
    rest = f"; it stays in the list; 'claimwire feeds remove {url}' takes it out" if is_known else ""
    if not found.feeds:
        raise fail(f"{url} is no feed ({found.reason}), and none was found from there{rest}", UNUSABLE)
    of_articles = [feed for feed in found.feeds if not feed.of_comments]
    say(f"{url} is a page; feeds that it names or its site has:")
    for feed in found.feeds:
        say(f"  {feed.url}" + (f"  {feed.title}" if feed.title else ""))
    if len(of_articles) != 1:
        raise fail(f"add the one you mean by its address{rest}", UNUSABLE)
    only: str = of_articles[0].url
    if subscription.headers and not worker_module("fetcher.keeps_secrets").keeps_secrets(url, only):
        reason = "it lies on another host, which is not to get the headers unasked; add it by its address"
        raise fail(f"{reason}{rest}", UNUSABLE)
    return only


def _read_headers(given: list[str]) -> dict[str, str]:
    headers = {}
    for text in given:
        found = _HEADER.fullmatch(text.strip())
        if found is None:
            raise fail(f"{text.partition(':')[0]!r} is no header; give --header 'Name: ${{VARIABLE}}'", UNUSABLE)
        name, value = found.groups()
        headers[name] = value
    return headers
