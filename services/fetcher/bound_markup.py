"""Bounds what a few bytes of markup can make feedparser do. Pure.

feedparser takes time and memory for each tag, reference and attribute: measured 7 s and 225 MiB for one mebibyte of
nested tags, 10 s for two of ``<br/>``. Markup that could ask for more than some seconds is cut after an entry.
"""

import re
from dataclasses import dataclass

from services.fetcher.parsed_feed import NotAFeed

#: Tags, references and attributes together; a thousand entries with a long article each come to about as many.
_MOST_MARKS = 150_000
_MARKS = (b"<", b"&", b"=")
_PIECE_BYTES = 64 * 1024
_END_OF_ENTRY = re.compile(rb"</(?:[A-Za-z][\w.-]{0,40}:)?(?:item|entry)\s{0,40}>", re.IGNORECASE)
_ROOT = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]")
_CLOSINGS = {b"rss": b"</channel></rss>", b"feed": b"</feed>", b"rdf:RDF": b"</rdf:RDF>"}

#: Each relative address is written out with all of its base before it.
_LONGEST_BASE_FOR_CONTENT = 512
_LONGEST_BASE = 16_384
_BASE = re.compile(
    rb"""\bbase\s{0,8}=\s{0,8}(?:"([^"]{0,%d})|'([^']{0,%d})|([^\s"'>]{0,%d}))""" % ((_LONGEST_BASE + 1,) * 3),
    re.IGNORECASE,
)
_STARTS_AFRESH = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]{0,20}://|/")


@dataclass(frozen=True)
class Bounded:
    """A body that may be parsed."""

    body: bytes
    cut_short: bool
    resolves_content: bool
    """Whether the addresses within entries' content may be written out in full."""


def bound_markup(body: bytes, feed_url: str) -> Bounded:
    """Cut a feed's body after the last entry that lies within the bounds.

    Raises:
        NotAFeed: not even the first does, or its relative addresses could grow without measure.
    """
    kept = _cut(body)
    base = len(feed_url) + _longest_base(kept)
    if base > _LONGEST_BASE:
        raise NotAFeed("the feed's xml:base is too long")
    return Bounded(kept, cut_short=kept is not body, resolves_content=base <= _LONGEST_BASE_FOR_CONTENT)


def _cut(body: bytes) -> bytes:
    if sum(map(body.count, _MARKS)) <= _MOST_MARKS:
        return body
    end = _bytes_within_bounds(body)
    last = max((found.end() for found in _END_OF_ENTRY.finditer(body, 0, end)), default=None)
    if last is None:
        raise NotAFeed("the feed's first entry holds more markup than any article")
    root = _ROOT.search(body, 0, _PIECE_BYTES)
    # What is whole again is spared feedparser's second, lenient parser.
    return body[:last] + (_CLOSINGS.get(root[1], b"") if root else b"")


def _bytes_within_bounds(body: bytes) -> int:
    marks = 0
    for start in range(0, len(body), _PIECE_BYTES):
        marks += sum(body.count(mark, start, start + _PIECE_BYTES) for mark in _MARKS)
        if marks > _MOST_MARKS:
            return start
    return len(body)


def _longest_base(body: bytes) -> int:
    """Return how long a base can be that others within it add to."""
    plain = body.replace(b"\0", b"")  # as UTF-16 and UTF-32 hold ASCII
    longest = relative = 0
    for found in _BASE.finditer(plain):
        base = found[1] or found[2] or found[3] or b""
        if _STARTS_AFRESH.match(base):
            longest = max(longest, len(base))
        else:
            relative += len(base)
    return longest + relative
