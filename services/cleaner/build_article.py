"""Puts kept units together into text, blocks and the ledger that leads back to the raw page."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claimwire.models import Block, KeptRun, Ledger, Removal
from services.cleaner.unit import Unit

_BETWEEN_BLOCKS = "\n\n"


class Built(NamedTuple):
    """An article's text with its blocks and ledger."""

    text: str
    blocks: tuple[Block, ...]
    ledger: Ledger


def build_article(units: Sequence[Unit]) -> Built:
    """Join the kept units by blank lines; list the others as removals, neighbours with one verdict as one."""
    texts: list[str] = []
    blocks: list[Block] = []
    runs: list[KeptRun] = []
    position = 0
    for unit in units:
        if unit.verdict is not None:
            continue
        position += len(_BETWEEN_BLOCKS) if texts else 0
        texts.append(unit.text)
        blocks.append(Block(start=position, end=position + len(unit.text), kind=unit.kind))
        runs.extend(
            KeptRun(
                start=position + segment.start,
                length=segment.length,
                raw_start=segment.raw_start,
                raw_length=segment.raw_length,
            )
            for segment in unit.segments
        )
        position += len(unit.text)
    ledger = Ledger(kept=tuple(runs), removed=tuple(_removals(units)))
    return Built(_BETWEEN_BLOCKS.join(texts), tuple(blocks), ledger)


def _removals(units: Sequence[Unit]) -> Iterable[Removal]:
    group: list[Unit] = []
    # What is cut out of a paragraph stands behind it, and raw characters of it may lie between two removals.
    kept = sorted(segment.raw_start for unit in units if unit.verdict is None for segment in unit.segments)
    for unit in units:
        if group and (unit.verdict != group[-1].verdict or _is_between(kept, group[-1], unit)):
            yield _removal(group)
            group = []
        if unit.verdict is not None:
            group.append(unit)
    if group:
        yield _removal(group)


def _is_between(kept: Sequence[int], first: Unit, second: Unit) -> bool:
    at = bisect_left(kept, first.raw_end)
    return at < len(kept) and kept[at] < second.raw_start


def _removal(group: Sequence[Unit]) -> Removal:
    verdict = group[0].verdict
    if verdict is None:
        raise ValueError("a kept unit is no removal")
    return Removal(
        raw_start=group[0].raw_start,
        raw_end=group[-1].raw_end,
        reason=verdict.reason,
        rule=verdict.rule,
        text=" ".join(unit.text for unit in group),
    )
