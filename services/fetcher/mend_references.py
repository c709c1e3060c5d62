"""Mends references to characters that cannot be, such as the halves of emoji, on which feedparser gives up. Pure."""

import re

_REFERENCE = re.compile(rb"&#(?:[xX]0{0,20}([0-9a-fA-F]{1,20})|0{0,20}([0-9]{1,20}))(?![0-9a-fA-F]);?")
_REPLACEMENT = b"&#65533;"
_FIRST_HALVES, _SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_LAST_CHARACTER = 0x10FFFF


def mend_references(body: bytes) -> bytes:
    """Return the body with two halves of a character (UTF-16) made one, and what is no character replaced."""
    pieces: list[bytes] = []
    copied, half, half_ends = 0, 0, -1
    for found in _REFERENCE.finditer(body):
        code = int(found[1], 16) if found[1] else int(found[2])
        if code <= _LAST_CHARACTER and code not in _FIRST_HALVES and code not in _SECOND_HALVES:
            continue
        mended = _REPLACEMENT
        if code in _SECOND_HALVES and half_ends == found.start():
            pieces.pop()
            mended = b"&#%d;" % (0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00))
        else:
            pieces.append(body[copied : found.start()])
        pieces.append(mended)
        copied = found.end()
        half, half_ends = (code, found.end()) if code in _FIRST_HALVES else (0, -1)
    return b"".join((*pieces, body[copied:]))
