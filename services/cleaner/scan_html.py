"""Reads a page once from start to end: readable text in units, each with its raw characters.

A tokenizer and not a parser, because parsers give no offsets and some take minutes for a hostile page. Each step
moves forward and nothing is read twice, so the time is linear in the page, however its tags nest.
"""

import re

from claimwire.models import BlockKind, RemovalReason
from services.cleaner.decode_entity import ENTITY, decode_entity
from services.cleaner.fold_text import UnitBuilder
from services.cleaner.html_elements import CLOSES_ITSELF, CLOSES_PARAGRAPH, HEADINGS, INLINE, KINDS, UNREAD, VOID
from services.cleaner.page import Page
from services.cleaner.read_head import HeadReader
from services.cleaner.unit import Unit
from services.cleaner.zones import zone_of

# Stops at any "<", so that a failure costs no more than the way to the next tag; what it refuses _end_of_tag reads.
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/><]*+)((?:[^<>"'=]|=\s*+"[^"<>]*+"|=\s*+'[^'<>]*+'|=)*+)>""")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/><]*+)")
_TAG_STOP = re.compile(r""">|=\s*+["']""")

#: A slash ends a start tag, but not where it ends an address without quotes.
_CLOSED = (" /", '"/', "'/")
#: A stray "</b>" looks this far for its "<b>", no farther: unclosed ones must not make each end tag search the page.
INLINE_SEARCH = 8
#: Each tag without an end is searched for it to the end of the page; after this many no more are.
_ENDLESS_TAGS = 8


def scan_html(page: str) -> Page:
    """Scan a decoded page."""
    return _Scanner(page).scan()


class _Scanner:
    def __init__(self, page: str) -> None:
        self._page = page
        self._units: list[Unit] = []
        self._builder = UnitBuilder()
        self._head = HeadReader()
        #: Open elements: name, zone, and the nearest element that makes a block.
        self._open: list[tuple[str, RemovalReason | None, str]] = [("", None, "")]
        self._counts: dict[str, int] = {"": 1}
        self._depth = 0
        self._elements = 0
        self._line_broke = False
        self._endless_tags = 0
        self._comments_end = True

    def scan(self) -> Page:
        page, position = self._page, 0
        while (start := page.find("<", position)) >= 0:
            if start > position:
                self._text(position, start)
            tag = _TAG.match(page, start)
            if tag is not None:
                position = self._tag(tag.group(1) == "/", tag.group(2), tag.group(3), tag.end())
            elif named := _TAG_NAME.match(page, start):
                end = self._end_of_tag(named.end())
                position = self._tag(named.group(1) == "/", named.group(2), page[named.end() : end - 1], end)
            elif page.startswith("<!--", start):
                position = self._end_of_comment(start)
            elif page.startswith(("<!", "<?", "</"), start):
                position = _after(page, ">", start + 2)
            else:
                self._text(start, start + 1)
                position = start + 1
        self._text(position, len(page))
        self._break()
        return Page(units=tuple(self._units), head=self._head.head(), depth=self._depth, elements=self._elements)

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

    def _tag(self, closing: bool, name: str, attributes: str, end: int) -> int:
        name = name.lower()
        if name in UNREAD:
            return end if closing else self._skip(name, attributes, end)
        inline = name in INLINE or ("-" in name and self._open[-1][2] in ("p", "li", *HEADINGS))
        if name == "br":
            self._line_break(end)
        elif not inline:
            self._break()
        if closing:
            self._close(name, inline)
            return end
        self._elements += 1
        if name in HeadReader.READS:
            self._head.read(name, attributes)
        if name not in VOID and not attributes.endswith(_CLOSED):
            self._open_element(name, attributes, inline)
        return end

    def _open_element(self, name: str, attributes: str, inline: bool) -> None:
        implied = CLOSES_ITSELF.get(name, {"p"} if name in CLOSES_PARAGRAPH else set())
        while self._open[-1][0] in implied:
            self._counts[self._open.pop()[0]] -= 1
        _, zone, block = self._open[-1]
        if not inline:
            zone, block = zone_of(name, attributes) or zone, name
        self._open.append((name, zone, block))
        self._counts[name] = self._counts.get(name, 0) + 1
        self._depth = max(self._depth, len(self._open))

    def _close(self, name: str, inline: bool) -> None:
        if not self._counts.get(name):
            return
        if inline and all(name != opened for opened, _, _ in self._open[-INLINE_SEARCH:]):
            return
        while True:
            opened = self._open.pop()[0]
            self._counts[opened] -= 1
            if opened == name:
                return

    def _skip(self, name: str, attributes: str, start: int) -> int:
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
        linked = self._counts.get("a", 0) > 0
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

    def _line_break(self, position: int) -> None:
        if self._line_broke:
            self._break()
        self._builder.add_space(position, 0)
        self._line_broke = True

    def _break(self) -> None:
        if not self._builder:
            return
        _, zone, block = self._open[-1]
        unit = self._builder.build(kind=KINDS.get(block, BlockKind.PARAGRAPH), zone=zone, tag=block)
        self._line_broke = False
        if unit is not None:
            self._finish(unit)

    def _finish(self, unit: Unit) -> None:
        self._units.append(unit)
        # A title inside a drawing is the drawing's.
        if unit.tag == "title" and not self._counts.get("svg"):
            self._head.read_title(unit.text)


def _after(page: str, mark: str, start: int) -> int:
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)
