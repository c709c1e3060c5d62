"""Reads authors and dates that a page marks in its markup (microdata, rel=author), where its head has none.

It looks at few places of the raw page instead of each element: the attributes of every tag would cost more than all the
rest of the metadata.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice

from services.cleaner.metadata.same_words import squash

# Both begin with letters that are rare in a page: that is what makes them fast.
_PROPERTY = re.compile(
    r"""item[pP]rop\s{0,2}=\s{0,2}["']?(?:[\w:]{1,40}\s){0,3}(author|creator|datePublished|dateModified)(?![\w-])"""
)
_RELATION = re.compile(r"""rel\s{0,2}=\s{0,2}["']?(?:\w{1,20}\s){0,3}(author)(?![\w-])""")
_NAME = re.compile(r"""\sitem[pP]rop\s{0,2}=\s{0,2}["']?name(?![\w-])""")
_CONTENT = re.compile(
    r"""\s(?:content|datetime)\s{0,2}=\s{0,2}(?:"([^"<>]{1,200})"|'([^'<>]{1,200})'|([^\s"'<>]{1,80}))"""
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_TAG_NAME = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,12})")
#: What is marked as a comment's or another article's stands further from the first mark.
_REACH = 4_000
_MOST = 10
_MOST_MARKS = 200
_LONGEST_TAG = 2_000
_LONGEST_CONTENT = 800


@dataclass(frozen=True)
class Microdata:
    """What the markup of a page's body marks."""

    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()


def read_microdata(page: str, start: int = 0) -> Microdata:
    """Read the marks of a decoded page from ``start``, where its headline is, if that is known."""
    start = max(start - _REACH, 0)
    marks = [
        *islice(_PROPERTY.finditer(page, start), _MOST_MARKS),
        *islice(_RELATION.finditer(page, start), _MOST_MARKS),
    ]
    found: dict[str, list[str]] = {"author": [], "datePublished": [], "dateModified": []}
    first: dict[str, int] = {}
    for mark in marks:
        key = "author" if mark[1] == "creator" else mark[1]
        if len(found[key]) < _MOST and mark.start() - first.setdefault(key, mark.start()) <= _REACH:
            found[key].extend(_values(page, mark.start()))
    return Microdata(*(tuple(dict.fromkeys(found[key])) for key in ("author", "datePublished", "dateModified")))


def _values(page: str, at: int, *, is_inner: bool = False) -> Iterator[str]:
    """Yield the content of the element whose start tag holds ``at``: its attribute's, or its text."""
    opened = page.rfind("<", max(at - _LONGEST_TAG, 0), at + 1)
    named = _TAG_NAME.match(page, opened) if opened >= 0 else None
    closed = page.find(">", at, at + _LONGEST_TAG)
    # A mark outside of a tag is a script's text, or a comment's.
    if named is None or closed < 0 or page.find(">", opened, at) >= 0:
        return
    if content := _CONTENT.search(page, opened, closed):
        yield squash(unescape(content[1] or content[2] or content[3]))
        return
    end = page.find(f"</{named[1]}", closed, closed + _LONGEST_CONTENT)
    inner = page[closed + 1 : end if end >= 0 else closed]
    name = None if is_inner else _NAME.search(page, closed, max(end, closed))
    if name is not None:
        yield from _values(page, name.start(), is_inner=True)
        return
    text = squash(unescape(_TAG.sub(" ", inner)))
    if text:
        yield text
