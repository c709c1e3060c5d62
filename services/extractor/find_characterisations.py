"""Finds what is called what: "called the plan reckless", "the plan, which she described as reckless"."""

from collections.abc import Sequence

from spacy.tokens import Token

from services.extractor.attribution import Form
from services.extractor.phrase import Phrase, end_of, phrase_between
from services.extractor.quotes import Quote
from services.extractor.syntax import child_of, first_word_of

#: What completes "called the plan ...".
_COMPLEMENTS = frozenset({"oprd", "ccomp", "xcomp", "attr", "acomp", "appos"})
_QUALITIES = frozenset({"acomp", "attr", "ccomp", "dobj", "oprd", "xcomp"})
_RELATIVE_OBJECTS = frozenset({"what", "which", "whom"})
#: A longer noun phrase than "the mayor of the second largest town of the region" is no name of the thing.
_MAX_ANTECEDENT_TOKENS = 10


def find_characterisation(verb: Token, quotes: Sequence[Quote]) -> Phrase | None:
    """Find the thing and its quality, by the parse, else by a quotation that parts the two."""
    rights = list(verb.rights)
    relative = next((child for child in verb.lefts if child.lower_ in _RELATIVE_OBJECTS), None)
    if relative is not None:
        return _relative(verb, relative)
    thing = next((child for child in rights if child.dep_ in {"dobj", "nsubj", "ccomp", "oprd"}), None)
    if thing is None:
        return None
    complements = [
        child
        for child in rights
        if child.i > thing.i and (child.dep_ in _COMPLEMENTS or (child.dep_ == "prep" and child.lower_ == "as"))
    ]
    if complements:
        return phrase_between(Form.CHARACTERISATION, thing, complements[-1])
    as_phrase = next((child for child in thing.rights if child.dep_ == "prep" and child.lower_ == "as"), None)
    # "called the minister "a disgrace"", which the parser reads as one noun phrase.
    is_parted = any(thing.left_edge.idx < quote.start <= thing.right_edge.idx for quote in quotes)
    if thing.dep_ == "ccomp" or child_of(thing, "appos", "acl") is not None or as_phrase is not None or is_parted:
        return phrase_between(Form.CHARACTERISATION, thing, thing)
    return None


def _relative(verb: Token, relative: Token) -> Phrase | None:
    """Read "the plan, which she called reckless" and "what she called a reckless plan"."""
    quality = next((child for child in verb.rights if child.dep_ in _QUALITIES or child.lower_ == "as"), None)
    if quality is None:
        return None
    start = relative.idx
    noun = verb.head
    if relative.lower_ != "what" and verb.dep_ == "relcl" and relative.i - noun.i <= _MAX_ANTECEDENT_TOKENS:
        start = first_word_of(noun).idx
    end = end_of(quality)
    pieces = ((relative.idx, relative.idx + len(relative)), (quality.left_edge.idx, end))
    return Phrase(Form.CHARACTERISATION, start, end, pieces)
