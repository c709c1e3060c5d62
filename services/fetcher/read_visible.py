"""Reads from a page's raw bytes what a reader sees of it, in one pass and without a parser. Pure."""

import re
from dataclasses import dataclass

#: Elements whose content nobody reads, or that changes with each visit: relative times (``3 minutes ago``) and menus.
_NAMES = (b"script", b"style", b"noscript", b"template", b"svg", b"iframe", b"object", b"nav", b"time", b"select")
#: Looks at the letter behind each bracket first: half the time.
_UNREAD = re.compile(rb"<(?=[!SNTIOsntio])(!--|(" + b"|".join(_NAMES) + rb")(?=[\s/>]))", re.IGNORECASE)
_ENDS = {name: re.compile(rb"</" + name + rb"[^<>]*>", re.IGNORECASE) for name in _NAMES}
#: Never runs past the next tag, so that the time is linear however many tags are broken.
_TAG = re.compile(rb"<[!/?a-zA-Z][^<>]*>")


@dataclass(frozen=True)
class Visible:
    """A page without what no reader reads, in its own charset and with its entities."""

    markup: bytes
    """With its tags."""
    text: bytes
    """Without them, white space folded."""

    @property
    def words(self) -> int:
        """How many words there are."""
        return count_words(self.text)


def read_visible(body: bytes) -> Visible:
    """Leave out a page's scripts, styles, comments, menus and times, and for its text all tags.

    An element or comment that does not end is the page's last, as in browsers.
    """
    kept, position = [], 0
    while found := _UNREAD.search(body, position):
        kept.append(body[position : found.start()])
        position = _end_of(body, found)
        if position < 0:
            break
    else:
        kept.append(body[position:])
    markup = b" ".join(kept)
    return Visible(markup, b" ".join(_TAG.sub(b" ", markup).split()))


def count_words(text: bytes) -> int:
    """Count the words of a text whose white space is folded, also in scripts that part no words."""
    # A word of six letters and its space have seven bytes; one of two Chinese characters has six.
    return max(text.count(b" ") + 1, len(text) // 12) if text else 0


def _end_of(body: bytes, found: "re.Match[bytes]") -> int:
    """Return where an element ends, or -1."""
    if found[2] is None:
        end = body.find(b"-->", found.end())
        return end + 3 if end >= 0 else -1
    closing = _ENDS[found[2].lower()].search(body, found.end())
    return closing.end() if closing else -1
