"""Finds the tokens at places of a passage by halving, as a passage may have thousands."""

from bisect import bisect_left

from spacy.tokens import Doc, Span


def token_at(doc: Doc, position: int) -> int:
    """Find the index of the first token that starts at a character or after it."""
    return bisect_left(doc, position, key=lambda token: token.idx)


def words_between(doc: Doc, start: int, end: int) -> Span:
    """Take the tokens that start between two characters."""
    return doc[token_at(doc, start) : token_at(doc, end)]
