"""A phrase that names a proposition, as characters of the passage."""

from dataclasses import dataclass

from spacy.tokens import Token

from services.extractor.attribution import Form


@dataclass(frozen=True)
class Phrase:
    """Where a phrase stands and what it does."""

    form: Form
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...] = ()
    """The parts that are said, where others stand between them."""


def phrase_between(form: Form, first: Token, last: Token) -> Phrase:
    """Take all from the first word below one token to the last below another."""
    return Phrase(form, first.left_edge.idx, end_of(last))


def end_of(token: Token) -> int:
    """Find the character after the last word below a token."""
    return token.right_edge.idx + len(token.right_edge)
