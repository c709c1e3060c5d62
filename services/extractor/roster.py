"""Who appears in an article: its people with full names and roles, and where each is the subject of a sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Span

from services.extractor.names import person_name
from services.extractor.passages import Passage
from services.extractor.vocabulary import Vocabulary

_MASCULINE_TITLES = frozenset({"mr", "mr.", "sir", "lord", "king", "prince"})
_FEMININE_TITLES = frozenset({"mrs", "mrs.", "ms", "ms.", "miss", "dame", "lady", "queen", "princess"})


@dataclass
class Person:
    """A person of the article."""

    name: str
    roles: list[str] = field(default_factory=list)
    """As introduced: "Arcadian President", the first one first."""
    pronouns: Counter[str] = field(default_factory=Counter)
    """How often "he" or "she" was seen to mean this person."""

    def may_be(self, pronoun: str) -> bool:
        """Tell whether the pronoun agrees with what is known of the person."""
        return not self.pronouns or self.pronouns[pronoun] >= self.pronouns.most_common(1)[0][1]


@dataclass(frozen=True)
class Roster:
    """The people of one article."""

    by_name: Mapping[str, Person]
    by_last_word: Mapping[str, tuple[Person, ...]]
    subjects: tuple[tuple[int, Person], ...]
    """Characters of the article at which a person is a sentence's subject, in order."""

    def person(self, mention: str) -> Person | None:
        """Find a person by full name, or by a surname that only one person bears."""
        found = self.by_name.get(mention)
        if found is None and mention:
            bearers = self.by_last_word.get(mention.rsplit(maxsplit=1)[-1], ())
            found = bearers[0] if len(bearers) == 1 else None
        return found

    def with_role(self, noun: str, modifier: str | None) -> Person | None:
        """Find the only person introduced with a role ("president"), of a nation or body if one is named."""
        bearers = [
            person
            for person in self.by_name.values()
            if any(
                noun in role.lower().split() and (modifier is None or modifier.lower() in role.lower())
                for role in person.roles
            )
        ]
        return bearers[0] if len(bearers) == 1 else None


def call_roster(passages: Iterable[Passage], vocabulary: Vocabulary) -> Roster:
    """Collect the people of an article; a surname alone joins the full name that ends in it."""
    sightings = list(_sightings(passages, vocabulary))
    people = _people(name for _, _, name in sightings)
    by_last_word: dict[str, tuple[Person, ...]] = {}
    for name, person in people.items():
        last = name.rsplit(maxsplit=1)[-1]
        by_last_word[last] = (*by_last_word.get(last, ()), person)
    roster = Roster(people, by_last_word, ())
    subjects: list[tuple[int, Person]] = []
    for start, entity, name in sightings:
        found = roster.person(name)
        if found is not None:
            _note_role(found, entity)
            if entity.root.dep_ in {"nsubj", "nsubjpass"}:
                subjects.append((start + entity.start_char, found))
    return replace(roster, subjects=tuple(subjects))


def _sightings(passages: Iterable[Passage], vocabulary: Vocabulary) -> Iterator[tuple[int, Span, str]]:
    """Yield each person's mention with its passage's start and the name it gives."""
    for passage in passages:
        for entity in passage.doc.ents:
            name = person_name(entity.text, vocabulary) if entity.label_ == "PERSON" else ""
            if name[:1].isupper():
                yield passage.start, entity, name


def _people(names: Iterable[str]) -> dict[str, Person]:
    """Make a person of each full name, and of each single name that ends no full one."""
    distinct = list(dict.fromkeys(names))
    surnames = {name.rsplit(maxsplit=1)[-1] for name in distinct if " " in name}
    return {name: Person(name) for name in distinct if " " in name or name not in surnames}


def _note_role(person: Person, entity: Span) -> None:
    first = entity.start
    while first > 0 and entity.doc[first - 1].dep_ in {"compound", "amod", "nmod"}:
        first -= 1
    words = [token.text for token in entity.doc[first : entity.start] if not token.is_punct]
    for word in words:
        if word.lower() in _MASCULINE_TITLES | _FEMININE_TITLES:
            person.pronouns["he" if word.lower() in _MASCULINE_TITLES else "she"] += 1
    role = " ".join(word for word in words if word.lower() not in _MASCULINE_TITLES | _FEMININE_TITLES)
    apposition = next((child for child in entity.root.rights if child.dep_ == "appos"), None)
    if not role and apposition is not None and apposition.pos_ == "NOUN":
        role = apposition.doc[apposition.left_edge.i : apposition.i + 1].text.removeprefix("the ").removeprefix("a ")
    if role and role not in person.roles:
        person.roles.append(role)
