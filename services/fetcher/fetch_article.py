"""Yields an article's page from wherever its address points: the web, or the local disk."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from claimwire.blocking import run_blocking
from claimwire.events import ArticleDiscovered, DropReason
from services.fetcher.http_client import HttpClient
from services.fetcher.media_types import ARTICLE_MEDIA_TYPES
from services.fetcher.page import FetchFailed, Page, Validators
from services.fetcher.read_document import read_document


@dataclass(frozen=True, kw_only=True)
class FetchArticle:
    """Fetches web pages, and local documents where they are allowed and were handed in by a person."""

    http: HttpClient
    files_allowed: bool
    body_limit_bytes: int

    async def __call__(self, event: ArticleDiscovered, validators: Validators | None) -> Page:
        """Fetch a discovered article.

        Raises:
            FetchFailed: there is no page, for the reason it says.
        """
        if urlsplit(event.url).scheme != "file":
            return await self.http.get(event.url, validators=validators, media_types=ARTICLE_MEDIA_TYPES)
        if event.feed_url is not None:
            raise FetchFailed(DropReason.ADDRESS_REFUSED, "a feed may not name local files")
        if not self.files_allowed:
            detail = "local files are not read; set CLAIMWIRE_FETCHER_FILES_ALLOWED=true where they may be"
            raise FetchFailed(DropReason.ADDRESS_REFUSED, detail)
        return await run_blocking(read_document, event.url, self.body_limit_bytes)
