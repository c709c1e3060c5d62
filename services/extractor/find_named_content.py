"""Finds statements that a phrase names: "confirmed the merger", "called it reckless", "accused the firm of fraud"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from services.extractor.attribution import Attribution, Form
from services.extractor.content import count_words, trim
from services.extractor.find_reported import cue_verbs, cue_words, source_of
from services.extractor.quotes import Quote
from services.extractor.syntax import child_of, has_child
from services.extractor.vocabulary import Frame, Vocabulary

#: What an object must hold to name a proposition rather than a thing.
_MIN_OBJECT_WORDS = 3
#: What completes "called the plan ...".
_COMPLEMENTS = frozenset({"oprd", "ccomp", "xcomp", "attr", "acomp", "appos"})


def find_named_content(doc: Doc, quotes: Sequence[Quote], vocabulary: Vocabulary) -> Iterator[Attribution]:
    """Yield statements whose proposition is a phrase of the cue verb."""
    for verb in cue_verbs(doc, quotes, vocabulary):
        infinitive = verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.lefts)
        if has_child(verb, "neg", "auxpass") or infinitive:
            continue
        cue = vocabulary.verbs[verb.lemma_.lower()]
        found: tuple[Form, Token, Token] | None = None
        if Frame.OF in cue.takes:
            found = _accusation(verb)
        elif Frame.AS in cue.takes:
            found = _characterisation(verb)
        elif Frame.OBJECT in cue.takes and not has_child(verb, "ccomp", "xcomp"):
            found = _object(verb)
        if found is None:
            continue
        form, first, last = found
        start, end = trim(doc.text, first.left_edge.idx, last.right_edge.idx + len(last.right_edge), quotes)
        if form is Form.NOMINAL and count_words(doc.text[start:end]) < _MIN_OBJECT_WORDS:
            continue
        yield Attribution(
            start=start,
            end=end,
            form=form,
            stance=cue.stance,
            cue=cue_words(verb),
            lemma=cue.lemma,
            source=source_of(verb, vocabulary, (start, end)),
        )


def _accusation(verb: Token) -> tuple[Form, Token, Token] | None:
    accused = child_of(verb, "dobj")
    if accused is None:
        return None
    charge = next((child for child in (*verb.rights, *accused.rights) if child.lower_ == "of"), None)
    return (Form.ACCUSATION, accused, charge) if charge is not None and charge.i > accused.i else None


def _characterisation(verb: Token) -> tuple[Form, Token, Token] | None:
    rights = list(verb.rights)
    if verb.lemma_ == "call":
        demand = next((child for child in rights if child.dep_ == "prep" and child.lower_ in {"for", "on"}), None)
        if demand is not None and child_of(demand, "pobj") is not None and not has_child(verb, "dobj"):
            return Form.NOMINAL, next(iter(demand.rights)), demand
    thing = next((child for child in rights if child.dep_ in {"dobj", "nsubj", "ccomp", "oprd"}), None)
    if thing is None:
        return None
    complements = [
        child
        for child in rights
        if child.i > thing.i and (child.dep_ in _COMPLEMENTS or (child.dep_ == "prep" and child.lower_ == "as"))
    ]
    if complements:
        return Form.CHARACTERISATION, thing, complements[-1]
    if thing.dep_ == "ccomp" or child_of(thing, "appos", "acl") is not None:
        return Form.CHARACTERISATION, thing, thing
    nested = next((child for child in thing.rights if child.dep_ == "prep" and child.lower_ == "as"), None)
    return (Form.CHARACTERISATION, thing, thing) if nested is not None else None


def _object(verb: Token) -> tuple[Form, Token, Token] | None:
    thing = child_of(verb, "dobj")
    if thing is None or thing.pos_ == "PRON" or thing.i < verb.i or thing.ent_type_ == "PERSON":
        return None
    return Form.NOMINAL, thing, thing
