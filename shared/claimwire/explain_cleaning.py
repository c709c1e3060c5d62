"""Tells what the cleaner did to a document, in the document's order: what it kept as what, what it removed and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from claimwire.models import BlockKind, CleanArticle, DatedBelief, Removal, RemovalReason


@dataclass(frozen=True)
class Kept:
    """Characters of a block that were kept, up to the next removal inside it or to its end."""

    text: str
    kind: BlockKind
    raw_start: int
    raw_end: int


#: What stands in a document, in its order.
Passage = Kept | Removal


class Tally(NamedTuple):
    """How much was removed for one reason."""

    reason: RemovalReason
    places: int
    characters: int


class Fact(NamedTuple):
    """What is believed about an article, and where that was read, if that is known."""

    name: str
    value: str
    source: str | None = None


def passages(article: CleanArticle) -> list[Passage]:
    """List all that was kept and removed, as it stands in the document."""
    found: list[Passage] = [*_kept(article), *article.ledger.removed]
    return sorted(found, key=lambda passage: passage.raw_start)


def tallies(removed: Sequence[Removal]) -> list[Tally]:
    """Count what was removed by its reason, most characters first."""
    places: Counter[RemovalReason] = Counter()
    characters: Counter[RemovalReason] = Counter()
    for each in removed:
        places[each.reason] += 1
        characters[each.reason] += len(each.text)
    ordered = sorted(places, key=lambda reason: (-characters[reason], reason.value))
    return [Tally(reason, places[reason], characters[reason]) for reason in ordered]


def facts(article: CleanArticle) -> list[Fact]:
    """List what is believed about an article besides its text."""
    told = [
        ("title", article.title),
        ("subtitle", article.subtitle),
        ("authors", ", ".join(article.authors)),
        ("agency", article.agency),
        ("published", article.published),
        ("modified", article.modified),
        ("outlet", article.outlet),
        ("section", article.section),
        ("language", article.language),
        ("address", article.url),
        ("read as", article.ledger.charset),
    ]
    return [_fact(name, value) for name, value in told if value]


def _fact(name: str, value: str | DatedBelief) -> Fact:
    return Fact(name, value.text, value.source) if isinstance(value, DatedBelief) else Fact(name, value)


def _kept(article: CleanArticle) -> Iterator[Kept]:
    """Yield the kept runs of each block in one piece, but for what was removed between them."""
    removals = iter(sorted(each.raw_start for each in article.ledger.removed))
    removal, gap = next(removals, None), 0
    placed = []
    blocks = iter(article.blocks)
    block = next(blocks, None)
    for run in article.ledger.kept:
        while block is not None and block.end <= run.start:
            block = next(blocks, None)
        while removal is not None and removal < run.raw_start:
            removal, gap = next(removals, None), gap + 1
        if block is not None:
            placed.append((block, gap, run))
    for (block, _), members in groupby(placed, key=lambda each: each[:2]):
        runs = [run for _, _, run in members]
        first, last = runs[0], runs[-1]
        text = article.text[first.start : last.start + last.length]
        yield Kept(text, block.kind, first.raw_start, last.raw_start + last.raw_length)
