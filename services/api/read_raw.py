"""Reads a raw page back from the object store, as characters."""

import codecs
from dataclasses import dataclass
from typing import Protocol

from claimwire.errors import PermanentError, TransientError
from claimwire.models import BlobReference

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class BlobStore(Protocol):
    """What reads raw bodies."""

    async def get(self, reference: BlobReference) -> bytes:
        """Return a body, or raise TransientError or PermanentError."""


@dataclass(frozen=True)
class RawPage:
    """A raw page, or why there is none."""

    text: str = ""
    missing_because: str | None = None


async def read_raw(blobs: BlobStore | None, reference: BlobReference | None) -> RawPage:
    """Read a page; what keeps it from being read is said, not raised, for the rest of an answer stands without it."""
    if reference is None:
        return RawPage(missing_because="the version of the article is not in the index yet")
    if blobs is None:
        return RawPage(missing_because="this api has no object store")
    try:
        return RawPage(decode(await blobs.get(reference), reference.charset))
    except (TransientError, PermanentError) as error:
        return RawPage(missing_because=str(error))


def decode(body: bytes, declared: str | None) -> str:
    """Decode a body: byte order mark, UTF-8, the declared character set, and at last UTF-8 with what is broken marked.

    The cleaner tries more. Where it ended elsewhere, the offsets do not fit, and the answer says so.
    """
    for mark, charset in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    for charset in ("utf-8", declared or "utf-8"):
        try:
            return body.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")
