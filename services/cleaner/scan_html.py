"""Reads a page once from start to end: readable text in units, each with its raw characters.

A tokenizer and not a parser, because parsers give no offsets and some take minutes for a hostile page. Each step
moves forward and nothing is read twice, so the time is linear in the page, however its tags nest.
"""

import re
from typing import NamedTuple

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.decode_entity import ENTITY, decode_entity
from services.cleaner.document import MOST_UNITS, too_many_units
from services.cleaner.fold_text import UnitBuilder
from services.cleaner.html_elements import (
    ABUTTING,
    BOLD,
    CELLS,
    CLOSES_ITSELF,
    CLOSES_PARAGRAPH,
    HEADINGS,
    INLINE,
    KINDS,
    UNREAD,
    VOID,
)
from services.cleaner.page import Page
from services.cleaner.read_head import HeadReader
from services.cleaner.unit import Unit
from services.cleaner.zones import zone_of

# Text and the tag behind it in one step. What is no plain tag stops it, and _odd reads that.
_TOKEN = re.compile(
    r"""([^<]*+)<(/?)([a-zA-Z][^\s/><]*+)([^<>"'=]*+(?:=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|)[^<>"'=]*+)*+)>"""
)
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/><]*+)")
_TAG_STOP = re.compile(r""">|=\s*+["']""")

#: A slash ends a start tag, but not where it ends an address without quotes.
_CLOSED = (" /", '"/', "'/")
#: Each tag without an end is searched for it to the end of the page; after this many no more are.
_ENDLESS_TAGS = 8
#: A name with a hyphen is the outlet's own element; inside these it is one of the text's.
_PHRASED = frozenset({"p", "li", *HEADINGS})


class _Open(NamedTuple):
    """An open element that makes a block."""

    name: str
    zone: RemovalReason | None
    element: int
    inline: int
    """How many inline elements were open where it began, of these how many links and how many bold ones."""
    links: int
    bold: int


def scan_html(page: str) -> Page:
    """Scan a decoded page.

    Raises:
        NotAnArticle: it has more units than any article.
    """
    return _Scanner(page).scan()


class _Scanner:
    def __init__(self, page: str) -> None:
        self._page = page
        self._units: list[Unit] = []
        self._builder = UnitBuilder()
        self._head = HeadReader()
        self._open = [_Open("", None, 0, 0, 0, 0)]
        self._counts: dict[str, int] = {"": 1}
        self._parents = [0]
        self._cells: list[int] = []
        self._inline = self._links = self._bold = 0
        self._depth = self._elements = 0
        self._line_broke = False
        self._line_is_bold = True
        #: 1 behind the end of an inline box, 2 where another begins right there.
        self._abutment = 0
        self._endless_tags = 0
        self._comments_end = True

    def scan(self) -> Page:
        page, position, token = self._page, 0, _TOKEN.match
        while True:
            found = token(page, position)
            if found is not None:
                if (end := found.end(1)) > position:
                    self._text(position, end)
                position = self._tag(found[2], found[3], found[4], found.end())
                continue
            start = page.find("<", position)
            if start < 0:
                break
            if start > position:
                self._text(position, start)
            position = self._odd(start)
        self._text(position, len(page))
        self._break()
        return Page(
            units=tuple(self._units),
            head=self._head.head(),
            depth=self._depth,
            elements=self._elements,
            parents=self._parents,
            cells=frozenset(self._cells),
        )

    def _odd(self, start: int) -> int:
        page = self._page
        if named := _TAG_NAME.match(page, start):
            end = self._end_of_tag(named.end())
            return self._tag(named[1], named[2], page[named.end() : end - 1], end)
        if page.startswith("<!--", start):
            return self._end_of_comment(start)
        if page.startswith(("<!", "<?", "</"), start):
            return _after(page, ">", start + 2)
        self._text(start, start + 1)
        return start + 1

    def _end_of_comment(self, start: int) -> int:
        if self._comments_end:
            closing = self._page.find("-->", start + 2)
            if closing >= 0:
                return closing + 3
            self._comments_end = False
        # A comment without an end would swallow the page: like a tag, it ends at its first ">".
        return _after(self._page, ">", start + 4)

    def _end_of_tag(self, position: int) -> int:
        page = self._page
        first_end = page.find(">", position)
        if first_end < 0:
            return len(page)
        if self._endless_tags > _ENDLESS_TAGS:
            return first_end + 1
        while (stop := _TAG_STOP.search(page, position)) is not None:
            if stop.group() == ">":
                return stop.end()
            quote = page[stop.end() - 1]
            closing = page.find(quote, stop.end())
            if closing < 0:
                break
            position = closing + 1
        # An attribute without an end would swallow the page: such a tag ends at its first ">".
        self._endless_tags += 1
        return first_end + 1

    def _tag(self, slash: str, name: str, attributes: str, end: int) -> int:
        name = name.lower()
        if name in INLINE or ("-" in name and self._open[-1].name in _PHRASED):
            self._inline_tag(slash, name, attributes)
        elif name in UNREAD:
            return end if slash else self._skip(name, attributes, end)
        elif name == "br":
            self._line_break(end)
        else:
            self._break()
            if slash:
                self._close(name)
                return end
            if name not in VOID and not attributes.endswith(_CLOSED):
                self._open_element(name, attributes)
        if not slash:
            self._elements += 1
            if name in HeadReader.READS:
                self._head.read(name, attributes)
        return end

    def _inline_tag(self, slash: str, name: str, attributes: str) -> None:
        if name in VOID or attributes.endswith(_CLOSED):
            return
        around = self._open[-1]
        # An end tag without its start in this block ends nothing.
        step = -1 if slash else 1
        self._inline = max(self._inline + step, around.inline)
        if name == "a":
            self._links = max(self._links + step, around.links)
        elif name in BOLD:
            self._bold = max(self._bold + step, around.bold)
        self._depth = max(self._depth, len(self._open) + self._inline)
        if name in ABUTTING:
            self._abutment = 1 if slash else min(self._abutment * 2, 2)

    def _open_element(self, name: str, attributes: str) -> None:
        implied = CLOSES_ITSELF.get(name, {"p"} if name in CLOSES_PARAGRAPH else ())
        while self._open[-1].name in implied:
            self._pop()
        around = self._open[-1]
        element = len(self._parents)
        self._parents.append(around.element)
        if name in CELLS:
            self._cells.append(element)
        zone = zone_of(name, attributes) or around.zone
        self._open.append(_Open(name, zone, element, self._inline, self._links, self._bold))
        self._counts[name] = self._counts.get(name, 0) + 1
        self._depth = max(self._depth, len(self._open) + self._inline)

    def _close(self, name: str) -> None:
        if self._counts.get(name):
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        name, _, _, self._inline, self._links, self._bold = self._open.pop()
        self._counts[name] -= 1
        return name

    def _skip(self, name: str, attributes: str, start: int) -> int:
        self._elements += 1
        closing = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(self._page, start)
        if closing is None:
            return len(self._page)
        if name == "script":
            self._head.read_script(attributes, self._page[start : closing.start()])
        return _after(self._page, ">", closing.end())

    def _text(self, start: int, end: int) -> None:
        page, builder = self._page, self._builder
        if page[start:end].isspace():
            builder.add_space(start, end - start)
            return
        if self._abutment == 2 and builder.would_glue(page[start]):
            # "<span>Ana Sample</span><span>3 May</span>": a style sheet sets them apart.
            builder.add_space(start, 0)
        self._abutment = 0
        linked = self._links > 0
        at = start
        while (ampersand := page.find("&", at, end)) >= 0:
            reference = ENTITY.match(page, ampersand, end)
            entity = decode_entity(reference.group()) if reference else None
            if entity is None:
                builder.add(page, start, ampersand + 1, linked=linked)
                start = at = ampersand + 1
                continue
            builder.add(page, start, ampersand, linked=linked)
            builder.add_decoded(entity.text, ampersand, entity.raw_length, linked=linked)
            start = at = ampersand + entity.raw_length
        builder.add(page, start, end, linked=linked)
        if builder:
            self._line_broke = False
            self._line_is_bold = self._line_is_bold and self._bold > 0

    def _line_break(self, position: int) -> None:
        # A line that is bold as a whole is a heading where a page has no elements for headings.
        if self._line_broke or (self._builder and self._line_is_bold):
            self._break()
        self._builder.add_space(position, 0)
        self._line_broke = True

    def _break(self) -> None:
        if not self._builder:
            return
        block = self._open[-1]
        kind = KINDS.get(block.name, BlockKind.PARAGRAPH)
        unit = self._builder.build(kind=kind, zone=block.zone, tag=block.name, element=block.element)
        self._line_broke, self._line_is_bold, self._abutment = False, True, 0
        if unit is not None:
            self._finish(unit)

    def _finish(self, unit: Unit) -> None:
        self._units.append(unit)
        if len(self._units) > MOST_UNITS:
            raise too_many_units()
        # A title inside a drawing is the drawing's.
        if unit.tag == "title" and not self._counts.get("svg"):
            self._head.read_title(unit.text)


def _after(page: str, mark: str, start: int) -> int:
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)
