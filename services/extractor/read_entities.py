"""Reads the named things of a statement."""

from spacy.tokens import Doc

from claimwire.models import Entity
from services.extractor.names import person_name, place_or_body_name
from services.extractor.roster import Roster
from services.extractor.vocabulary import Vocabulary

_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "LAW"})


def read_entities(
    doc: Doc, start: int, end: int, *, roster: Roster, vocabulary: Vocabulary, offset: int
) -> tuple[Entity, ...]:
    """Read the entities between two characters of a passage that starts at ``offset`` of the article."""
    entities: list[Entity] = []
    for entity in doc.ents:
        if entity.label_ not in _LABELS or entity.start_char < start or entity.end_char > end:
            continue
        if entity.label_ == "PERSON":
            person = roster.person(person_name(entity.text, vocabulary))
            name = person.name if person is not None else person_name(entity.text, vocabulary)
        else:
            # A city is where something happened more often than a government here, so it keeps its name.
            name = place_or_body_name(entity.text, vocabulary, as_government=False)
        entities.append(
            Entity(
                start=entity.start_char + offset,
                end=entity.end_char + offset,
                text=entity.text,
                label=entity.label_,
                name=name,
            ),
        )
    return tuple(entities)
