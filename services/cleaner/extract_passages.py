"""Asks trafilatura which paragraphs of a page are its body, within limits that a hostile page cannot pass."""

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element, iterwalk  # type: ignore[import-untyped]  # lxml ships no types
from trafilatura import bare_extraction

from claimwire.models import BlockKind
from services.cleaner.match_passages import Passage
from services.cleaner.page import DEPTH_LIMIT, Page

#: Memory and time of the parser grow with the page: 50 MB took 1.2 GB and 35 s.
_CHARACTER_LIMIT = 5_000_000
_ELEMENT_LIMIT = 60_000

#: Characters that no XML tree may hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_KINDS = {"head": BlockKind.HEADING, "item": BlockKind.LIST, "quote": BlockKind.QUOTE, "cell": BlockKind.TABLE}
#: Elements of the extractor's that do not part a text; two line breaks do, as on the page.
_INLINE = frozenset({"hi", "ref", "del", "lb", "span", "graphic"})
_LINE_BREAK = "\x1e"
_BREAK = re.compile(rf"{_LINE_BREAK}\s*{_LINE_BREAK}[\s{_LINE_BREAK}]*")


def extract_passages(text: str, page: Page) -> list[Passage] | None:
    """Return the body's paragraphs in order, or None where the page must not be given to the parser or it fails.

    ``text`` is the decoded page that ``page`` was scanned from.
    """
    if page.depth > DEPTH_LIMIT or page.elements > _ELEMENT_LIMIT or len(text) > _CHARACTER_LIMIT:
        return None
    try:
        document = bare_extraction(_CONTROLS.sub(" ", page.without_code(text)), include_comments=False)
    except Exception:  # noqa: BLE001 - whatever a stranger's page breaks in the extractor, there is a plainer way
        return None
    body = getattr(document, "body", None)
    return None if body is None else list(_passages(body))


def _passages(body: _Element) -> Iterator[Passage]:
    """Yield each stretch of text between two breaks, however deep the extractor left it."""
    kinds = [BlockKind.PARAGRAPH]
    parts: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        inline = element.tag in _INLINE
        if not inline:
            yield from _read(parts, kinds[-1])
            parts.clear()
        if event == "start":
            kinds.append(_KINDS.get(str(element.tag), kinds[-1]))
            parts.append(_LINE_BREAK if element.tag == "lb" else element.text or "")
        else:
            kinds.pop()
            parts.append(element.tail or "")
    yield from _read(parts, BlockKind.PARAGRAPH)


def _read(parts: Iterable[str], kind: BlockKind) -> Iterator[Passage]:
    for part in _BREAK.split("".join(parts)):
        text = " ".join(part.replace(_LINE_BREAK, " ").split())
        if text:
            yield Passage(text, kind)
