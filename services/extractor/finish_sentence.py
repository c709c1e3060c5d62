"""Finishes the words of a statement as one sentence: parts joined, marks and edges off, a capital and a stop."""

import re
from collections.abc import Iterable

MARKS = re.compile(r"``|''|[“”„«»\"]")
_SPACES = re.compile(r"\s+")
_LOOSE_STOP = re.compile(r"\s+([,.;:?!])")
_STOPS = frozenset(".?!…")
_CLOSING = "'\u2019)]"
_EDGES = " ,;:\u2013—-"
#: Where a quotation in single marks was parted by its cue.
_INNER_JOINT = re.compile(r"(?<=\w)[,.]?\u2019 \u2018(?=\w)")


def join_quotations(pieces: Iterable[str]) -> str:
    """Join the parts of a quotation that its cue had parted; a comma before a new sentence was the cue's."""
    joined = ""
    for piece in pieces:
        words = _without_loose_mark(MARKS.sub("", piece).strip())
        if joined.endswith(",") and words[:1].isupper():
            joined = f"{joined[:-1]}."
        joined = f"{joined} {words}"
    return joined


def finish_sentence(words: str) -> str:
    """Make a sentence of words; nothing of nothing."""
    plain = _LOOSE_STOP.sub(r"\1", _SPACES.sub(" ", MARKS.sub("", words))).strip(_EDGES)
    plain = _without_loose_mark(_INNER_JOINT.sub(" ", plain))
    if not plain:
        return ""
    return f"{plain[0].upper()}{plain[1:]}{'' if plain.rstrip(_CLOSING)[-1:] in _STOPS else '.'}"


def _without_loose_mark(plain: str) -> str:
    """Take off single quotation marks at the edges: a pair of them, or one that lost its other."""
    if plain[:1] in {"\u2018", "'"} and plain[-1:] in {"\u2019", "'"}:
        return plain[1:-1].strip(_EDGES)
    if plain[:1] == "\u2018" and "\u2019" not in plain.replace("\u2019s", "").replace("n\u2019t", ""):
        return plain[1:]
    return plain
