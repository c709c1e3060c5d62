"""Reads from a page's raw bytes what a reader sees of it, in one pass and without a parser. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Elements whose content nobody reads, or that changes with each visit: relative times (``3 minutes ago``) and menus.
_NAMES = (b"script", b"style", b"noscript", b"template", b"svg", b"iframe", b"object", b"nav", b"time", b"select")
#: Looks at the letter behind each bracket first: half the time.
_UNREAD = re.compile(rb"<(?=[!SNTIOsntio])(!--|(" + b"|".join(_NAMES) + rb")(?=[\s/>]))", re.IGNORECASE)
_ENDS = {name: re.compile(rb"</" + name + rb"[^<>]*>", re.IGNORECASE) for name in _NAMES}
#: Never runs past the next tag, so that the time is linear however many tags are broken.
_TAG = re.compile(rb"<[!/?a-zA-Z][^<>]*>")
HEAD_END = re.compile(rb"</head\b|<body\b", re.IGNORECASE)
#: What is read at a time until it is enough.
_PORTION_BYTES = 8 * 1024


@dataclass(frozen=True)
class Beginning:
    """As much of a page as it takes to see that it shows something."""

    markup: bytes
    """Without what no reader reads, in its own charset and with its entities."""
    words: int
    """How many words it shows."""


def read_beginning(body: bytes, words: int) -> Beginning:
    """Read a page until its head has ended and more than so many words were seen, or to its end."""
    read: list[bytes] = []
    # As of one text: words may be told by spaces in one portion, and by bytes in another.
    seen, spaces, size = 0, -1, -1
    in_head = True
    for portion in _portions(body):
        read.append(portion)
        in_head = in_head and not HEAD_END.search(portion)
        if text := read_text(portion):
            spaces += text.count(b" ") + 1
            size += len(text) + 1
            seen = _words_of(spaces, size)
        if seen > words and not in_head:
            break
    return Beginning(b"".join(read), seen)


def read_markup(body: bytes) -> bytes:
    """Leave out a page's scripts, styles, comments, menus and times.

    An element or comment that does not end is the page's last, as in browsers.
    """
    return b" ".join(_shown(body))


def read_text(markup: bytes) -> bytes:
    """Leave out all tags, and fold white space; entities stay."""
    return b" ".join(_TAG.sub(b" ", markup).split())


def count_words(text: bytes) -> int:
    """Count the words of a text whose white space is folded, also in scripts that part no words."""
    return _words_of(text.count(b" "), len(text)) if text else 0


def _words_of(spaces: int, size: int) -> int:
    # A word of six letters and its space have seven bytes; one of two Chinese characters has six.
    return max(spaces + 1, size // 12)


def _shown(body: bytes) -> Iterator[bytes]:
    """Yield what stands between the elements that nobody reads."""
    position = 0
    while found := _UNREAD.search(body, position):
        yield body[position : found.start()]
        position = _end_of(body, found)
        if position < 0:
            return
    yield body[position:]


def _portions(body: bytes) -> Iterator[bytes]:
    """Yield what read_markup returns in portions of about one size, which end before a tag where there is one."""
    waiting: list[bytes] = []
    size = 0
    for shown in _shown(body):
        begin = 0
        while size + len(shown) - begin > _PORTION_BYTES:
            end = shown.find(b"<", begin + max(_PORTION_BYTES - size, 0))
            if end < 0:
                break
            yield b"".join((*waiting, shown[begin:end]))
            waiting, size, begin = [], 0, end
        waiting += shown[begin:], b" "
        size += len(shown) - begin
    yield b"".join(waiting[:-1])


def _end_of(body: bytes, found: "re.Match[bytes]") -> int:
    """Return where an element ends, or -1."""
    if found[2] is None:
        end = body.find(b"-->", found.end())
        return end + 3 if end >= 0 else -1
    closing = _ENDS[found[2].lower()].search(body, found.end())
    return closing.end() if closing else -1
