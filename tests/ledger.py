"""The proof of cleaning, checked: what was kept and what was removed give back all that can be read, each once."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

from claimwire.models import CleanArticle
from tests.readable import Atom, Readable, readable_page, readable_text

#: Controls and what steers the shaping and direction of letters print nothing.
_UNSEEN = ("Cc", "Cf")
_SHOWN_FAULTS = 5


def ledger_faults(article: CleanArticle, raw: str, *, is_page: bool) -> list[str]:
    """Say in what an article's ledger is wrong; nothing where it holds. ``raw`` is the decoded body."""
    readable = readable_page(raw) if is_page else readable_text(raw)
    faults = [*_places(article, raw), *_runs(article, raw, is_page=is_page), *_blocks(article)]
    if not faults:
        faults = [
            *_lost(article, raw, readable),
            *_foreign(article, raw, readable),
            *_misquoted(article, raw, readable),
        ]
    return faults[:_SHOWN_FAULTS]


def seen(text: str) -> str:
    """Leave out what prints nothing: spaces, controls, marks of direction."""
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    return "".join(each for each in text if not each.isspace() and unicodedata.category(each) not in _UNSEEN)


def _places(article: CleanArticle, raw: str) -> Iterator[str]:
    """All spans lie inside the raw body, in order, and none lies on another."""
    kept = [(run.raw_start, run.raw_start + run.raw_length, "kept") for run in article.ledger.kept]
    removed = [(each.raw_start, each.raw_end, each.rule) for each in article.ledger.removed]
    for spans in (kept, removed):
        if spans != sorted(spans, key=lambda span: span[:2]):
            yield f"spans of {spans[0][2]} are not in the order of the raw body"
    for start, end, what in (*kept, *removed):
        if not 0 <= start <= end <= len(raw) or (start == end and what != "kept"):
            yield f"{what} at {start} to {end} is no place in {len(raw)} characters"
    for first, second in pairwise(sorted((*kept, *removed), key=lambda span: span[:2])):
        if first[1] > second[0]:
            yield f"{first} lies on {second}: {raw[second[0] : second[1]][:60]!r}"
    for each in article.ledger.removed:
        if not each.rule or not each.text.strip():
            yield f"a removal at {each.raw_start} says neither which rule removed it nor what"


def _runs(article: CleanArticle, raw: str, *, is_page: bool) -> Iterator[str]:
    """Each kept character is its raw character, an entity decoded, or a folded white space; none is left out."""
    position = 0
    for run in article.ledger.kept:
        if article.text[position : run.start] not in ("", "\n\n"):
            yield f"kept text from {position} to {run.start} has no raw characters"
        position = run.start + run.length
        text, origin = article.text[run.start : position], raw[run.raw_start : run.raw_start + run.raw_length]
        if text == origin or text == "".join(" " if each.isspace() else each for each in origin):
            continue
        decoded = unescape(origin) if is_page else origin
        if decoded != text and not (text == " " and not decoded.strip()):
            yield f"kept {text[:60]!r} is not raw {origin[:60]!r} at {run.raw_start}"
    if position != len(article.text):
        yield f"the kept text's last {len(article.text) - position} characters have no raw characters"


def _blocks(article: CleanArticle) -> Iterator[str]:
    texts = [article.text[block.start : block.end] for block in article.blocks]
    if "\n\n".join(texts) != article.text:
        yield "the blocks do not cover the text"
    if any(text != text.strip() or not text for text in texts):
        yield "a block is empty or has white space at its edge"


def _lost(article: CleanArticle, raw: str, readable: Readable) -> Iterator[str]:
    """Each readable character is in the ledger."""
    missing = bytearray(b"\1") * len(raw)
    for run in article.ledger.kept:
        missing[run.raw_start : run.raw_start + run.raw_length] = bytes(run.raw_length)
    for each in article.ledger.removed:
        missing[each.raw_start : each.raw_end] = bytes(each.raw_end - each.raw_start)
    for atom in readable.atoms:
        at = missing.find(1, atom.start, atom.end)
        while at >= 0:
            end = missing.find(0, at, atom.end)
            end = atom.end if end < 0 else end
            lost = raw[at:end] if atom.stands_for is None else atom.stands_for
            if seen(lost):
                yield f"neither kept nor removed: {lost.strip()[:60]!r} at {at}: {raw[max(at - 60, 0) : end + 30]!r}"
            at = missing.find(1, end, atom.end)


def _foreign(article: CleanArticle, raw: str, readable: Readable) -> Iterator[str]:
    """Nothing is kept that no reader of the page sees: attributes, comments, scripts."""
    unreadable = bytearray(b"\1") * readable.endless_from + bytes(len(raw) - readable.endless_from)
    for atom in readable.atoms:
        unreadable[atom.start : atom.end] = bytes(atom.end - atom.start)
    for run in article.ledger.kept:
        at = unreadable.find(1, run.raw_start, run.raw_start + run.raw_length)
        if at >= 0 and article.text[run.start : run.start + run.length].strip():
            yield f"kept what cannot be read: {raw[max(at - 60, 0) : at + 40]!r} at {at}"


def _misquoted(article: CleanArticle, raw: str, readable: Readable) -> Iterator[str]:
    """Each removal quotes all readable characters between its offsets, and no others."""
    ends = [atom.end for atom in readable.atoms]
    for each in article.ledger.removed:
        if each.raw_end > readable.endless_from:
            break
        first = bisect_left(ends, each.raw_start + 1)
        expected = ""
        for atom in readable.atoms[first:]:
            if atom.start >= each.raw_end:
                break
            expected += seen(_part(atom, raw, each.raw_start, each.raw_end))
        if seen(each.text) != expected:
            said = seen(each.text)
            at = max(_first_difference(said, expected) - 20, 0)
            yield f"{each.rule} removed {expected[at : at + 60]!r} and says {said[at : at + 60]!r} at {each.raw_start}"


def _part(atom: Atom, raw: str, start: int, end: int) -> str:
    return raw[max(atom.start, start) : min(atom.end, end)] if atom.stands_for is None else atom.stands_for


def _first_difference(one: str, other: str) -> int:
    return next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), 0)
