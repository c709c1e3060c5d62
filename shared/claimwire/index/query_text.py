"""Reads what people type into a search box. Every text has a meaning; none is an error."""

import re

#: What stands between a pair of quotation marks is a phrase; a mark without its partner is no mark.
_PHRASE = re.compile(r'"([^"]*)"')
#: The quotation marks that keyboards and word processors put in place of the plain one.
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»"), '"')
#: More pieces than anyone types; each costs a query of its own.
_MAX_PIECES = 64


def pieces(text: str) -> tuple[str, ...]:
    """Part a text into words and quoted phrases, each of which a hit must contain, in the order they are typed.

    A piece is as typed: a backend's analyser decides on case, stems, and whether "10,000" is one word or two that
    follow one another.
    """
    found: list[str] = []
    plain_from = 0
    text = text.translate(_QUOTATION_MARKS)
    for phrase in _PHRASE.finditer(text):
        found += text[plain_from : phrase.start()].split()
        found.append(phrase.group(1).strip())
        plain_from = phrase.end()
    found += text[plain_from:].replace('"', " ").split()
    return tuple(piece for piece in found if piece)[:_MAX_PIECES]
