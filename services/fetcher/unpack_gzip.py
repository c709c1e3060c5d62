"""Unpacks a file that is gzip itself, as sitemaps often are, whatever its server says of it. Pure."""

from services.fetcher.decode_body import BodyDecoder, BodyTooLarge, BodyUnreadable
from services.fetcher.parsed_feed import NotAFeed

_GZIP_MARK = b"\x1f\x8b\x08"


def unpack_gzip(body: bytes, limit: int) -> bytes:
    """Return what a body holds: itself, unless it begins as gzip.

    Raises:
        NotAFeed: it is broken, or larger than the limit.
    """
    if not body.startswith(_GZIP_MARK):
        return body
    decoder = BodyDecoder("gzip", limit)
    try:
        decoder.feed(body)
        return decoder.finish()
    except (BodyTooLarge, BodyUnreadable) as error:
        raise NotAFeed(f"the packed feed cannot be unpacked: {error}") from error
