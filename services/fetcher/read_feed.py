"""Fetches a feed and reads it; where it is an index of sitemaps, those, too."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import structlog

from claimwire.events import DropReason
from services.fetcher.page import FetchFailed, Page, Validators
from services.fetcher.parsed_feed import NotAFeed, ParsedFeed
from services.fetcher.request_options import RequestOptions, options_for

#: An index of news sitemaps names a few; one of a whole archive names thousands, of which the latest hold the news.
_MOST_CHILDREN = 10

log = structlog.get_logger(__name__)


class FetchFeed(Protocol):
    """Yields the page at an address; with validators, or that it did not change."""

    async def __call__(
        self, address: str, *, validators: Validators | None = None, options: RequestOptions | None = None
    ) -> Page:
        """Raise FetchFailed where there is no page."""


class ParseFeed(Protocol):
    """Makes a feed of a body."""

    async def __call__(self, body: bytes, content_type: str, feed_url: str) -> ParsedFeed:
        """Raise NotAFeed where it is none."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a poll found at a feed's address."""

    page: Page
    feed: ParsedFeed | None
    """None if nothing changed."""
    whole: bool = True
    """Whether all of it was read; of what was not nobody knows which entries it holds."""
    children: Mapping[str, Validators] = field(default_factory=dict)
    """The validators of the sitemaps that were read."""
    trouble: str | None = None
    """Why some of it could not be had."""

    @property
    def validators(self) -> Validators:
        """What to ask with next time; an index is read each time, since it may stay as it is while its parts change."""
        return Validators() if self.children else self.page.validators


@dataclass(frozen=True, kw_only=True)
class ReadFeed:
    """Reads feeds, each within its time."""

    fetch: FetchFeed
    seconds: float
    """How long the sitemaps of an index may take together; what is left is read at another poll."""
    parse: ParseFeed

    async def __call__(
        self, url: str, options: RequestOptions, validators: Validators, children: Mapping[str, Validators]
    ) -> Reading:
        """Read a feed, or tell that it did not change.

        Raises:
            FetchFailed: it cannot be had.
            NotAFeed: it is none.
        """
        page = await self.fetch(url, validators=validators, options=options)
        if page.unchanged:
            return Reading(page=page, feed=None)
        feed = await self._parse(page)
        if not feed.children:
            return Reading(page=page, feed=feed, whole=not feed.cut_short)
        return await self._read_children(Reading(page=page, feed=feed), feed, options, children)

    async def _read_children(
        self, index: Reading, feed: ParsedFeed, options: RequestOptions, known: Mapping[str, Validators]
    ) -> Reading:
        chosen = feed.children[:_MOST_CHILDREN]
        parts: dict[str, Reading] = {}
        failures: list[FetchFailed | NotAFeed] = []
        try:
            async with asyncio.timeout(self.seconds):
                for url in chosen:
                    try:
                        parts[url] = await self._read_child(url, index.page.url, options, known.get(url))
                    except (FetchFailed, NotAFeed) as error:
                        failures.append(error)
        except TimeoutError:
            failures.append(FetchFailed(DropReason.TIMED_OUT, f"no answer of all within {self.seconds:g} s"))
        if failures and not parts:
            raise failures[0]
        trouble = f"{len(chosen) - len(parts)} of {len(chosen)} sitemaps: {failures[0]}" if failures else None
        if trouble:
            log.warning("sitemaps could not be had", index=index.page.url, trouble=trouble)
        read = [part.feed for part in parts.values() if part.feed is not None]
        return Reading(
            page=index.page,
            feed=replace(feed, entries=tuple(entry for each in read for entry in each.entries)),
            whole=len(read) == len(feed.children) and not any(each.children or each.cut_short for each in read),
            children={
                url: (known.get(url) if part.feed is None else None) or part.page.validators
                for url, part in parts.items()
            },
            trouble=trouble,
        )

    async def _read_child(
        self, url: str, index_url: str, options: RequestOptions, validators: Validators | None
    ) -> Reading:
        page = await self.fetch(url, validators=validators, options=options_for(options, index_url, url))
        return Reading(page=page, feed=None if page.unchanged else await self._parse(page))

    async def _parse(self, page: Page) -> ParsedFeed:
        return await self.parse(page.body, page.content_type, page.url)
