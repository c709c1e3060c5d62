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


async def read_raw(blobs: BlobStore | None, reference: BlobReference | None, charset: str | None = None) -> RawPage:
    """Read a page; what keeps it from being read is said, not raised, for the rest of an answer stands without it.

    Args:
        blobs: the object store.
        reference: the body.
        charset: how the cleaner decoded it (``Ledger.charset``); None where that is not known any more.
    """
    if reference is None:
        return RawPage(missing_because="the version of the article is not in the index yet")
    if blobs is None:
        return RawPage(missing_because="this api has no object store")
    try:
        body = await blobs.get(reference)
    except (TransientError, PermanentError) as error:
        return RawPage(missing_because=str(error))
    return RawPage(decode(body, cleaned_as=charset, declared=reference.charset))


def decode(body: bytes, *, cleaned_as: str | None, declared: str | None) -> str:
    """Decode a body as the cleaner did: a byte order mark wins, what is broken is marked.

    Without the cleaner's word for it, UTF-8 is tried before the character set that the transport declared. Where that
    is wrong the offsets do not fit, and the answer says so.
    """
    for mark, charset in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    if cleaned_as:
        return body.decode(cleaned_as, "replace")
    for charset in ("utf-8", declared or "utf-8"):
        try:
            return body.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")
