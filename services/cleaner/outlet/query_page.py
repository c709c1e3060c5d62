"""Finds elements of a page by XPath, and leads them back to the scanner's elements."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from services.cleaner.markup.page import DEPTH_LIMIT, Page
from services.cleaner.outlet.site_rules import Selector

#: Time and memory of the parser grow with the page, those of an expression with its elements.
_CHARACTER_LIMIT = 5_000_000
_ELEMENT_LIMIT = 30_000

#: Characters that no XML tree may hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMBER = "data-claimwire-element"


class Part(NamedTuple):
    """A part of a block's text, for elements that make no block of their own."""

    element: int
    """The block that it stands in."""
    text: str


class Found(NamedTuple):
    """What a selector finds."""

    elements: frozenset[int]
    """Elements of the page, by their numbers; what stands in them is found, too."""
    parts: tuple[Part, ...]


class PageTree:
    """A page as a tree in which each element that makes a block carries its number."""

    def __init__(self, text: str, page: Page) -> None:
        self._root = parse(_with_numbers(text, page))
        self._elements = len(page.starts)

    @classmethod
    def of(cls, text: str, page: Page) -> "PageTree | None":
        """Parse a page, or return None where it is larger than a parser should be given."""
        if page.depth > DEPTH_LIMIT or page.elements > _ELEMENT_LIMIT or len(text) > _CHARACTER_LIMIT:
            return None
        return cls(text, page)

    def find(self, selector: Selector) -> Found:
        """Find the elements of a selector."""
        elements: set[int] = set()
        parts: list[Part] = []
        # Nothing is walked again and again: an expression finds elements in the order of the page, outer ones first.
        walked: set[etree._Element] = set()
        in_parts: set[etree._Element] = set()
        for item in select(self._root, selector):
            if isinstance(item, str) or item in in_parts:
                continue
            if item not in walked:
                inside = list(item.iter(etree.Element))
                walked.update(inside)
                elements.update(number for each in inside if (number := self._number(each)))
            if not any(map(self._number, item.iter(etree.Element))):
                in_parts.update(item.iter(etree.Element))
                around = next(filter(None, map(self._number, item.iterancestors())), 0)
                parts.append(Part(around, " ".join("".join(item.itertext()).split())))
        return Found(frozenset(elements), tuple(part for part in parts if part.text))

    def _number(self, element: etree._Element) -> int:
        written = element.get(_NUMBER, "")
        number = int(written) if written.isascii() and written.isdigit() and len(written) <= len("30000") else 0
        return number if number < self._elements else 0


def parse(text: str) -> etree._Element | None:
    """Parse a page as leniently as browsers do; None where nothing is in it."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(_CONTROLS.sub(" ", text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # an empty page
        return None


def select(root: etree._Element | None, selector: Selector) -> Iterator[etree._Element | str]:
    """Yield what an expression finds: elements, or strings; nothing where it cannot be evaluated."""
    if root is None:
        return
    try:
        found = _compiled(selector.what)(root)
    except etree.XPathError:  # an unknown function shows only now
        return
    if isinstance(found, str):
        yield found
    elif isinstance(found, list):
        yield from (item for item in found if isinstance(item, str | etree._Element))  # noqa: SLF001 - lxml's public type


def texts(root: etree._Element | None, selectors: Iterable[Selector]) -> Sequence[str]:
    """Return the texts of the first selector that finds any."""
    for selector in selectors:
        found = [
            " ".join((item if isinstance(item, str) else "".join(item.itertext())).split())
            for item in select(root, selector)
        ]
        if any(found):
            return [text for text in found if text]
    return ()


@lru_cache(maxsize=1_024)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, regexp=False)


def _with_numbers(text: str, page: Page) -> str:
    """Write each element's number into its start tag, before its own attributes, so that it counts."""
    pieces: list[str] = []
    position = 0
    for number, (start, name) in enumerate(zip(page.starts, page.names, strict=True)):
        if number:
            end = start + 1 + len(name)
            pieces += (text[position:end], f' {_NUMBER}="{number}"')
            position = end
    return "".join((*pieces, text[position:]))
