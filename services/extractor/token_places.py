"""Finds the tokens at places of a passage without looking at all of them, as a passage may have thousands."""

from bisect import bisect_left

from spacy.tokens import Doc, Span, Token


def token_at(doc: Doc, position: int) -> int:
    """Find the index of the first token that starts at a character or after it."""
    return bisect_left(doc, position, key=lambda token: token.idx)


def words_between(doc: Doc, start: int, end: int) -> Span:
    """Take the tokens that start between two characters."""
    return doc[token_at(doc, start) : token_at(doc, end)]


def entity_around(token: Token) -> Span | None:
    """Find the named entity that a token is part of."""
    doc, start, end = token.doc, token.i, token.i + 1
    if not token.ent_type_:
        return None
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Span(doc, start, end, label=token.ent_type_)
