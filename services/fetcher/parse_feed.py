"""Parses what a feed's address yields: RSS, Atom, JSON Feed, sitemaps. Pure: reads the bytes it is given."""

from services.fetcher.parse_json_feed import looks_like_json, parse_json_feed
from services.fetcher.parse_sitemap import MOST_BYTES, parse_sitemap
from services.fetcher.parse_syndication import parse_syndication
from services.fetcher.parsed_feed import ParsedFeed
from services.fetcher.sitemap_elements import looks_like_sitemap
from services.fetcher.unpack_gzip import unpack_gzip


def parse_feed(body: bytes, content_type: str, feed_url: str, *, most_bytes: int = MOST_BYTES) -> ParsedFeed:
    """Parse a feed's body; ``feed_url`` is what its relative links start from.

    A body that is itself packed (``.xml.gz``) is unpacked, to no more than ``most_bytes``.

    Raises:
        NotAFeed: it is none, or it is not safe to parse.
    """
    body = unpack_gzip(body, min(most_bytes, MOST_BYTES))
    if looks_like_json(body, content_type):
        return parse_json_feed(body, feed_url)
    if looks_like_sitemap(body):
        return parse_sitemap(body, feed_url)
    return parse_syndication(body, content_type, feed_url)
