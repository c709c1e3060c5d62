"""Reads HTML as the standard's tokenizer does, apart from the cleaner's scanner: slowly, plainly, with every offset.

https://html.spec.whatwg.org/multipage/parsing.html#tokenization. Without the tree that a browser builds: raw-text
elements are raw wherever they stand, and a title's text is read like any other.
"""

import re
from html import unescape
from html.entities import html5
from typing import NamedTuple

#: What is inside is shown by no browser, or is a form's.
UNREAD = ("script", "style", "iframe", "noembed", "noframes", "xmp", "textarea")

_SPACE = "\t\n\f\r "
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;?)")
_TAG = re.compile(rf"</?([a-zA-Z][^{_SPACE}/>]*)")
_BETWEEN_ATTRIBUTES = re.compile(rf"[{_SPACE}/]*")
_ATTRIBUTE_NAME = re.compile(rf"[^>][^{_SPACE}/>=]*[{_SPACE}]*")
_EQUALS = re.compile(rf"=[{_SPACE}]*")
_UNQUOTED = re.compile(rf"[^{_SPACE}>]*")
_END_OF_COMMENT = re.compile(r"--!?>")


class Atom(NamedTuple):
    """Readable raw characters, and what they stand for where that is not themselves."""

    start: int
    end: int
    stands_for: str | None = None


class Readable(NamedTuple):
    """All readable characters of a page in order."""

    atoms: tuple[Atom, ...]
    endless_from: int
    """Where a tag, a comment or a script begins that never ends: behind it, readers may differ. Else the length."""


def readable_page(page: str) -> Readable:
    """Read a page."""
    atoms: list[Atom] = []
    position = 0
    while position < len(page):
        start = page.find("<", position)
        if start < 0:
            start = len(page)
        atoms += _text(page, position, start)
        if start == len(page):
            break
        end = _markup(page, start)
        if end is None:
            return Readable(tuple(atoms), start)
        if end == start:
            atoms.append(Atom(start, start + 1))
            end += 1
        position = end
    return Readable(tuple(atoms), len(page))


def readable_text(text: str) -> Readable:
    """Read a plain text: each character stands for itself."""
    return Readable((Atom(0, len(text)),), len(text))


def _text(page: str, start: int, end: int) -> list[Atom]:
    atoms = []
    for found in _REFERENCE.finditer(page, start, end):
        length, decoded = _decode(found.group())
        if not length:
            continue
        if found.start() > start:
            atoms.append(Atom(start, found.start()))
        start = found.start() + length
        atoms.append(Atom(found.start(), start, decoded))
    if end > start:
        atoms.append(Atom(start, end))
    return atoms


def _decode(reference: str) -> tuple[int, str]:
    if reference[1] == "#":
        return len(reference), unescape(reference)
    for length in range(len(reference), 1, -1):
        if (decoded := html5.get(reference[1:length])) is not None:
            return length, decoded
    return 0, ""


def _markup(page: str, start: int) -> int | None:
    """Return the end of the markup at a ``<``: its start where it is none, None where it never ends."""
    if tag := _TAG.match(page, start):
        end = _end_of_tag(page, tag.end())
        name = tag[1].lower()
        if end is not None and name in UNREAD and page[start + 1] != "/":
            closing = re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE).search(page, end)
            return closing and _end_of_tag(page, closing.end())
        return end
    if page.startswith("<!--", start):
        if page.startswith((">", "->"), start + 4):
            return page.index(">", start) + 1
        comment = _END_OF_COMMENT.search(page, start + 4)
        return comment and comment.end()
    if page.startswith(("<!", "<?", "</"), start):
        end = page.find(">", start + 2)
        return end + 1 or None
    return start


def _end_of_tag(page: str, position: int) -> int | None:
    while True:
        position = _BETWEEN_ATTRIBUTES.match(page, position).end()
        if page.startswith(">", position):
            return position + 1
        if (name := _ATTRIBUTE_NAME.match(page, position)) is None:
            return None
        position = name.end()
        if equals := _EQUALS.match(page, position):
            position = equals.end()
            if page.startswith(('"', "'"), position):
                position = page.find(page[position], position + 1) + 1
                if not position:
                    return None
            else:
                position = _UNQUOTED.match(page, position).end()
