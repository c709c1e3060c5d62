"""Asks trafilatura which paragraphs of a page are its body, within limits that a hostile page cannot pass."""

import re
from collections.abc import Iterator

from lxml.etree import _Element  # type: ignore[import-untyped]  # lxml ships no types
from trafilatura import bare_extraction

from claimwire.models import BlockKind
from services.cleaner.match_passages import Passage
from services.cleaner.page import Page

#: lxml drops what nests deeper than 256 without a word; html and body that a page leaves out count too.
_DEPTH_LIMIT = 250
#: Memory and time of the parser grow with the page: 50 MB took 1.2 GB and 35 s.
_CHARACTER_LIMIT = 5_000_000
_ELEMENT_LIMIT = 60_000

#: Characters that no XML tree may hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_KINDS = {"head": BlockKind.HEADING, "item": BlockKind.LIST, "quote": BlockKind.QUOTE, "row": BlockKind.TABLE}


def extract_passages(text: str, page: Page) -> list[Passage] | None:
    """Return the body's paragraphs in order, or None where the page must not be given to the parser or it fails.

    ``text`` is the decoded page that ``page`` was scanned from.
    """
    if page.depth > _DEPTH_LIMIT or page.elements > _ELEMENT_LIMIT or len(text) > _CHARACTER_LIMIT:
        return None
    try:
        document = bare_extraction(_CONTROLS.sub(" ", text), include_comments=False)
    except Exception:  # noqa: BLE001 - whatever a stranger's page breaks in the extractor, there is a plainer way
        return None
    body = getattr(document, "body", None)
    return None if body is None else list(_passages(body))


def _passages(body: _Element) -> Iterator[Passage]:
    for element in body:
        parts = list(element.iter("item", "row")) or [element]
        for part in parts:
            if any(inner is not part for inner in part.iter("item", "row")):
                continue
            text = " ".join("".join(part.itertext()).split()) if part.tag != "row" else " ".join(part.itertext())
            if text:
                yield Passage(text, _KINDS.get(str(part.tag), BlockKind.PARAGRAPH))
