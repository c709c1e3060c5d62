"""Reads the proper name that stands beside a description: "the contractor, Hadd & Sons", "the shipyard Dovrel"."""

from spacy.tokens import Span, Token

_MAX_NAME_TOKENS = 8


def apposed_name(noun: Token) -> Span | None:
    """Find the name of one who is described; None where it may be the name of something within the description."""
    if noun.tag_ != "NN":
        return None
    apposition = next((child for child in noun.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    if apposition is None:
        return None
    first, last = apposition.left_edge.i, apposition.i
    before = noun.doc[first - 1]
    # Of "the owner in Haldre, Norvik," the parse does not tell whether Norvik is the owner or a land.
    if before.text != "," or before.nbor(-1).pos_ == "PROPN":
        return None
    right_edge = min(apposition.right_edge.i, first + _MAX_NAME_TOKENS)
    while last < right_edge and (noun.doc[last + 1].pos_ == "PROPN" or noun.doc[last + 1].text == "&"):
        last += 1
    name = noun.doc[first : last + 1]
    return name if all(token.pos_ == "PROPN" or token.text in {"&", "the", "The"} for token in name) else None


def name_after(noun: Token) -> Token | None:
    """Find the name that follows a description without a comma: "the shipyard Dovrel"."""
    if noun.i + 1 >= len(noun.doc) or noun.nbor().pos_ != "PROPN" or noun.nbor().sent != noun.sent:
        return None
    last = noun.nbor()
    while last.i + 1 < len(noun.doc) and last.nbor().pos_ == "PROPN":
        last = last.nbor()
    same_place = last.head in {noun, noun.head} and last.dep_ in {"appos", "nsubj", "nmod", "flat", noun.dep_}
    return last if same_place else None
