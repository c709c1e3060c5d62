"""Reads a page once from start to end: readable text in units, each with its raw characters.

A tokenizer and not a parser, because parsers give no offsets and some take minutes for a hostile page. Each step
moves forward and nothing is read twice, so the time is linear in the page, however its tags nest.
"""

import re

from claimwire.models import BlockKind
from services.cleaner.bounds import require_characters, require_marks, require_segments
from services.cleaner.document import MOST_UNITS, too_many_units
from services.cleaner.fold_text import UnitBuilder
from services.cleaner.markup.decode_entity import ENTITY, decode_entity
from services.cleaner.markup.html_elements import ABUTTING, HEADINGS, INLINE, KINDS, UNREAD, VOID
from services.cleaner.markup.odd_markup import OddMarkup, after
from services.cleaner.markup.open_elements import OpenElements
from services.cleaner.markup.page import Page
from services.cleaner.markup.read_head import HeadReader
from services.cleaner.unit import Unit

# Text and the tag behind it in one step. What is no plain tag stops it, and _unusual reads that.
# A tag of a thousand attributes is no plain one: what has a million would be kept in memory for each way back.
_TOKEN = re.compile(
    r"""\s*+([^<]*+)<(/?)([a-zA-Z][^\t\n\f\r /><]*+)"""
    r"""([^<>"'=]*+(?:=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|)[^<>"'=]*+){0,1000})>"""
)
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\t\n\f\r />]*+)")

#: A slash ends a start tag, but not where it ends an address without quotes.
_CLOSED = (" /", '"/', "'/")
#: A name with a hyphen is the outlet's own element; inside these it is one of the text's.
_PHRASED = frozenset({"p", "li", *HEADINGS})

#: Where a slash ends a script, too.
_XHTML = re.compile(r"\ufeff?\s{0,100}(?:<\?xml|<!DOCTYPE\s[^<>]{0,200}\bXHTML\b)", re.IGNORECASE)
_LOADED = re.compile(r"(?<![\w-])src\s{0,8}=", re.IGNORECASE)
_LONGEST_LOADED = 2_000

#: What the scanner does at a tag, by its name.
_BLOCK, _INLINE, _UNREAD, _LINE_BREAK = range(4)
_ROLES = {
    **dict.fromkeys(("div", "p", "li", "ul", "ol", "section", "article", *HEADINGS, *VOID), _BLOCK),
    **dict.fromkeys(INLINE, _INLINE),
    **dict.fromkeys(UNREAD, _UNREAD),
    "br": _LINE_BREAK,
}


def scan_html(page: str) -> Page:
    """Scan a decoded page.

    Raises:
        NotAnArticle: it is larger than any article.
    """
    require_marks(page)
    return _Scanner(page).scan()


class _Scanner:
    def __init__(self, page: str) -> None:
        self._page = page
        self._units: list[Unit] = []
        self._builder = UnitBuilder()
        self._head = HeadReader()
        self._open = OpenElements()
        self._odd = OddMarkup(page)
        self._elements = self._characters = self._segments = 0
        self._is_xhtml = _XHTML.match(page) is not None
        self._endless: set[str] = set()
        self._line_broke = False
        self._line_is_bold = True
        #: 1 behind the end of an inline box, 2 where another begins right there.
        self._abutment = 0

    def scan(self) -> Page:
        page, position, token, builder = self._page, 0, _TOKEN.match, self._builder
        while True:
            found = token(page, position)
            if found is not None:
                start, end = found.span(1)
                if start > position and builder.length:
                    builder.add_space(position, start - position)
                if end > start:
                    self._text(start, end)
                slash, name, attributes = found.group(2, 3, 4)
                position = self._tag(slash, name, attributes, end, found.end())
                continue
            start = page.find("<", position)
            if start < 0:
                break
            if start > position:
                self._text(position, start)
            position = self._unusual(start)
        if position < len(page):
            self._text(position, len(page))
        self._break()
        return Page(
            units=tuple(self._units),
            head=self._head.head(),
            depth=self._open.depth,
            elements=self._elements,
            parents=self._open.parents,
            names=self._open.names,
            attributes=self._open.attributes,
            starts=self._open.starts,
            own_zones=self._open.own_zones,
            cells=frozenset(self._open.cells),
        )

    def _unusual(self, start: int) -> int:
        page = self._page
        if named := _TAG_NAME.match(page, start):
            end = self._odd.end_of_tag(named.end())
            return self._tag(named[1], named[2], page[named.end() : end - 1], start, end)
        if page.startswith("<!--", start):
            return self._odd.end_of_comment(start)
        if page.startswith(("<!", "<?", "</"), start):
            return after(page, ">", start + 2)
        self._text(start, start + 1)
        return start + 1

    def _tag(self, slash: str, name: str, attributes: str, start: int, end: int) -> int:
        role = _ROLES.get(name)
        if role is None:
            name = name.lower()
            role = _ROLES.get(name, _INLINE if "-" in name and self._open.name in _PHRASED else _BLOCK)
        if role == _BLOCK:
            if self._builder.length:
                self._break()
            if slash:
                self._open.close(name)
                return end
            if name not in VOID and not attributes.endswith(_CLOSED):
                self._open.open(name, attributes, start)
        elif role == _INLINE:
            self._inline_tag(slash, name, attributes)
        elif role == _UNREAD:
            return end if slash else self._skip(name, attributes, end)
        else:
            self._line_break(end)
        if not slash:
            self._elements += 1
            if name in HeadReader.READS:
                self._head.read(name, attributes)
        return end

    def _inline_tag(self, slash: str, name: str, attributes: str) -> None:
        if name in VOID or attributes.endswith(_CLOSED):
            return
        self._open.count_inline(name, -1 if slash else 1)
        if name in ABUTTING:
            self._abutment = 1 if slash else min(self._abutment * 2, 2)

    def _skip(self, name: str, attributes: str, start: int) -> int:
        self._elements += 1
        is_closed = attributes == "/" or attributes.endswith(_CLOSED)
        if is_closed and self._is_xhtml:
            return start
        closing = None
        if name not in self._endless:
            closing = re.compile(f"</{name}(?=[\\t\\n\\f\\r />])", re.IGNORECASE).search(self._page, start)
        if closing is None:
            # One search is enough: what does not end here does not end further on either.
            self._endless.add(name)
            # What was loaded from elsewhere has nothing inside that could be taken for text.
            return start if is_closed or _LOADED.search(attributes[:_LONGEST_LOADED]) else len(self._page)
        if name == "script" and HeadReader.speaks_of_article(attributes):
            self._head.read_facts(self._page[start : closing.start()])
        return after(self._page, ">", closing.end())

    def _text(self, start: int, end: int) -> None:
        page, builder = self._page, self._builder
        if page[start:end].isspace():
            builder.add_space(start, end - start)
            return
        if self._abutment == 2 and builder.would_glue(page[start]):
            # "<span>Ana Sample</span><span>3 May</span>": a style sheet sets them apart.
            builder.add_space(start, 0)
        self._abutment = 0
        linked = self._open.links > 0
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
        if builder.length:
            self._line_broke = False
            self._line_is_bold = self._line_is_bold and self._open.bold > 0

    def _line_break(self, position: int) -> None:
        # A line that is bold as a whole is a heading where a page has no elements for headings.
        if self._line_broke or (self._builder.length and self._line_is_bold):
            self._break()
        self._builder.add_space(position, 0)
        self._line_broke = True

    def _break(self) -> None:
        if not self._builder.length:
            return
        inside = self._open
        kind = KINDS.get(inside.name, BlockKind.PARAGRAPH)
        unit = self._builder.build(
            kind=kind, zone=inside.zone(), tag=inside.name, element=inside.element, is_bold=self._line_is_bold
        )
        self._line_broke, self._line_is_bold, self._abutment = False, True, 0
        if unit is not None:
            self._finish(unit)

    def _finish(self, unit: Unit) -> None:
        self._units.append(unit)
        if len(self._units) > MOST_UNITS:
            raise too_many_units()
        self._characters += len(unit.text)
        self._segments += len(unit.segments)
        require_characters(self._characters)
        require_segments(self._segments)
        # A title inside a drawing is the drawing's.
        if unit.tag == "title" and not self._open.holds("svg"):
            self._head.read_title(unit.text)
