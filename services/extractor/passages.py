"""Parts an article into passages and parses each once; a passage never shares a sentence with another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from claimwire.models import BlockKind, CleanArticle
from services.extractor.annotate import Annotator

#: A paragraph of news has some hundred characters. A longer run is parted, so that no input holds the parser for long.
MAX_PASSAGE_CHARACTERS = 5_000
#: Thirty thousand words, far beyond any news article; at worst (all punctuation) a minute of parsing on one core.
MAX_ARTICLE_CHARACTERS = 200_000

#: Blocks that state nothing of their own: they label, or repeat what the body says.
_SILENT_BLOCKS = frozenset(
    {BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.TABLE},
)
#: What no news has, and what the tokeniser would take the square of its length for.
_UNBROKEN = re.compile(r"[^\w\s]{150}|\S{2000}")
_PARAGRAPH = re.compile(r"\S[^\n]*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True)
class Passage:
    """A parsed run of the article's text; character ``i`` of ``doc`` is character ``start + i`` of the article."""

    start: int
    kind: BlockKind
    doc: Doc

    @property
    def text(self) -> str:
        """The passage's own characters."""
        return self.doc.text


def part(article: CleanArticle) -> Iterator[tuple[int, BlockKind, str]]:
    """Yield the start, kind and text of each run that may hold a claim, in order."""
    # A lone surrogate cannot be encoded, which the parser needs; one character takes its place, so offsets stay.
    text = _SURROGATE.sub("\ufffd", article.text[:MAX_ARTICLE_CHARACTERS])
    blocks = [(block.start, min(block.end, len(text)), block.kind) for block in article.blocks]
    if not blocks:
        blocks = [(match.start(), match.end(), BlockKind.PARAGRAPH) for match in _PARAGRAPH.finditer(text)]
    for block_start, block_end, kind in blocks:
        if kind in _SILENT_BLOCKS:
            continue
        start = block_start
        while start < block_end:
            end = _cut(text, start, block_end)
            unbroken = _UNBROKEN.search(text, start, end)
            end = unbroken.end() if unbroken is not None else end
            if text[start:end].strip():
                yield start, kind, text[start:end]
            start = end


def parse(article: CleanArticle, annotator: Annotator) -> tuple[Passage, ...]:
    """Parse every passage of an article once."""
    parts = list(part(article))
    docs = annotator.annotate(text for _, _, text in parts)
    return tuple(Passage(start, kind, doc) for (start, kind, _), doc in zip(parts, docs, strict=True))


def _cut(text: str, start: int, end: int) -> int:
    """Find where a run must end to keep within the limit: after a sentence, else at a space, else anywhere."""
    limit = start + MAX_PASSAGE_CHARACTERS
    if end <= limit:
        return end
    for mark in (". ", " "):
        found = text.rfind(mark, start + MAX_PASSAGE_CHARACTERS // 2, limit)
        if found > 0:
            return found + len(mark)
    return limit
