"""Looks at an address that a person gave, which may be that of a feed or of a page that has some."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urljoin

from claimwire.blocking import run_blocking
from services.fetcher.find_feeds import FoundFeed, find_feeds, sitemaps_in_robots, well_known_addresses
from services.fetcher.page import FetchFailed, Page
from services.fetcher.parsed_feed import NotAFeed, ParsedFeed
from services.fetcher.read_feed import ParseFeed
from services.fetcher.request_options import RequestOptions, options_for

#: A robots.txt may name hundreds; the first that are sitemaps do.
_MOST_SITEMAPS_TRIED = 3


class FetchAddress(Protocol):
    """Yields the page at an address."""

    async def __call__(self, address: str, *, options: RequestOptions | None = None) -> Page:
        """Raise FetchFailed where there is no page."""


@dataclass(frozen=True, kw_only=True)
class Discovered:
    """What an address turned out to be."""

    is_feed: bool
    feeds: tuple[FoundFeed, ...]
    """The feed itself, or those of the page; none if it has none that could be found."""
    reason: str = ""
    """Why it is no feed."""


@dataclass(frozen=True, kw_only=True)
class DiscoverFeeds:
    """Finds feeds from any address of a site."""

    fetch: FetchAddress
    parse: ParseFeed

    async def __call__(self, url: str, options: RequestOptions) -> Discovered:
        """Look at an address; where its page names no feeds, look where they often are.

        Raises:
            FetchFailed: it cannot be had.
        """
        page = await self.fetch(url, options=options)
        try:
            feed = await self._parse(page)
            return Discovered(is_feed=True, feeds=(FoundFeed(url=url, title=feed.title),))
        except NotAFeed as error:
            reason = str(error)
        feeds = await run_blocking(find_feeds, _text(page), page.url)
        return Discovered(is_feed=False, feeds=feeds or await self._search(page.url, options), reason=reason)

    async def _search(self, url: str, options: RequestOptions) -> tuple[FoundFeed, ...]:
        """Return the first feed at a well-known address, or else the sitemaps that robots.txt names."""
        for address in well_known_addresses(url):
            if found := await self._try(address, url, options):
                return (found,)
        robots_address = urljoin(url, "/robots.txt")
        try:
            robots = _text(await self.fetch(robots_address, options=options))
        except FetchFailed:
            return ()
        named = sitemaps_in_robots(robots, robots_address)[:_MOST_SITEMAPS_TRIED]
        tried = [await self._try(address, url, options) for address in named]
        return tuple(found for found in tried if found)

    async def _try(self, address: str, url: str, options: RequestOptions) -> FoundFeed | None:
        try:
            page = await self.fetch(address, options=options_for(options, url, address))
            return FoundFeed(url=page.url, title=(await self._parse(page)).title)
        except (FetchFailed, NotAFeed):
            return None

    async def _parse(self, page: Page) -> ParsedFeed:
        return await self.parse(page.body, page.content_type, page.url)


def _text(page: Page) -> str:
    try:
        return page.body.decode(page.charset or "utf-8", "replace")
    except LookupError:
        return page.body.decode("utf-8", "replace")
