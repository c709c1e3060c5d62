"""Compares what a reader sees of a page with what was seen of the version that is known."""

from dataclasses import dataclass, replace

import structlog

from claimwire.blobs import Blobs, blob_key
from claimwire.blocking import run_blocking
from claimwire.errors import PermanentError
from claimwire.models import BlobReference
from services.fetcher.decide_version import KnownVersion
from services.fetcher.examine_page import Content, content_key
from services.fetcher.page import Page

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class CompareContent:
    """Reads the body of the known version again: it is seldom needed, and costs less than a key for every page."""

    blobs: Blobs

    async def __call__(self, known: KnownVersion, content: Content, page: Page) -> tuple[KnownVersion, Content]:
        """Return both with their keys. A version whose body is gone has none, so that the page counts as a new one.

        Raises:
            Outage: the object store is away.
        """
        key = content.key or await run_blocking(content_key, page.body, page.media_type)
        if not known.content_key:
            known = replace(known, content_key=await self._key_of(known, page.media_type))
        return known, replace(content, key=key)

    async def _key_of(self, known: KnownVersion, media_type: str) -> str:
        if not known.body_size:
            return ""
        reference = BlobReference(
            key=blob_key(known.sha256), sha256=known.sha256, size=int(known.body_size), media_type=media_type
        )
        try:
            body = await self.blobs.get(reference)
        except PermanentError as error:
            log.warning("a version cannot be compared", version_id=known.version_id, error=str(error))
            return ""
        return await run_blocking(content_key, body, media_type)
