"""Who appears in an article: its people with full names and roles, and where each is the subject of a sentence."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Span, Token

from services.extractor.names import bare, looks_like_body, looks_like_person, person_name
from services.extractor.passages import Passage
from services.extractor.token_places import entity_around
from services.extractor.vocabulary import Vocabulary

_MASCULINE_TITLES = frozenset({"mr", "mr.", "sir", "lord", "king", "prince"})
_FEMININE_TITLES = frozenset({"mrs", "mrs.", "ms", "ms.", "miss", "dame", "lady", "queen", "princess"})


#: What the recogniser takes people for.
_MISTAKEN = frozenset({"FAC", "GPE", "LOC", "NORP", "ORG", "PRODUCT", "WORK_OF_ART"})
_GENDERED_ROLE = re.compile(
    r"(?P<she>\w*(?:woman|lady|actress|queen|mother|wife))$|(?P<he>\w*(?:man|father|husband|king))$"
)
_MAX_ROLE_TOKENS = 15
#: News introduces a person with two or three.
_MAX_ROLES = 20
#: A given name tells more than one reading of a pronoun.
_NAME_WEIGHT = 3


@dataclass
class Person:
    """A person of the article."""

    name: str
    roles: list[str] = field(default_factory=list)
    """As introduced: "Arcadian President", the first one first."""
    organisation: str | None = None
    """Whom the person is introduced with: "Dovrel spokesman", "director of the Velder Institute"."""
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
    mentions: tuple[tuple[int, Person], ...] = ()
    """Characters of the article at which a person is named at all, in order."""
    by_role: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    """Who is introduced with each word of a role, in lower case."""

    def person(self, mention: str) -> Person | None:
        """Find a person by full name, or by a surname that only one person bears."""
        found = self.by_name.get(mention)
        if found is None and mention:
            *given, surname = mention.split()
            bearers = self.by_last_word.get(surname, ())
            found = bearers[0] if len(bearers) == 1 and _may_be_called(bearers[0], given) else None
        return found

    def with_role(self, noun: str, modifier: str | None) -> Person | None:
        """Find the only person introduced with a role ("president"), of a nation or body if one is named."""
        bearers = (
            person
            for person in self.by_role.get(noun, ())
            if any(
                noun in role.lower().split() and (modifier is None or modifier.lower() in role.lower())
                for role in person.roles
            )
        )
        first, second = next(bearers, None), next(bearers, None)
        return first if second is None else None

    def subjects_before(self, position: int, reach: int) -> tuple[tuple[int, Person], ...]:
        """List who is a sentence's subject within a reach before a character."""
        return _within(self.subjects, position, reach)

    def mentions_before(self, position: int, reach: int) -> tuple[tuple[int, Person], ...]:
        """List who is named within a reach before a character."""
        return _within(self.mentions, position, reach)


def _may_be_called(person: Person, given: Sequence[str]) -> bool:
    """Tell the rest of a name that may be a person's ("J. Orr", "Lena Maria Orr" for Lena Orr) from a relative's."""
    first = person.name.split()[0]
    return not given or first in given or any(word[0] == first[0] for word in given)


def call_roster(passages: Iterable[Passage], vocabulary: Vocabulary) -> Roster:
    """Collect the people of an article; a surname alone joins the full name that ends in it."""
    sightings = list(_sightings(passages, vocabulary))
    people = _people(name for _, _, name in sightings)
    for name, person in people.items():
        pronoun = vocabulary.pronouns_of_names.get(name.split()[0]) if " " in name else None
        if pronoun is not None:
            person.pronouns[pronoun] += _NAME_WEIGHT
    by_last_word: dict[str, list[Person]] = defaultdict(list)
    for name, person in people.items():
        by_last_word[name.rsplit(maxsplit=1)[-1]].append(person)
    roster = Roster(people, {last: tuple(bearers) for last, bearers in by_last_word.items()}, ())
    subjects: list[tuple[int, Person]] = []
    mentions: list[tuple[int, Person]] = []
    for start, entity, name in sightings:
        found = roster.person(name)
        if found is not None:
            _note_role(found, entity)
            mentions.append((start + entity.start_char, found))
            if entity.root.dep_ in {"nsubj", "nsubjpass"}:
                subjects.append((start + entity.start_char, found))
    by_role: dict[str, dict[str, Person]] = defaultdict(dict)
    for person in people.values():
        for word in " ".join(person.roles).lower().split():
            by_role[word][person.name] = person
    return replace(
        roster,
        subjects=tuple(subjects),
        mentions=tuple(mentions),
        by_role={word: tuple(bearers.values()) for word, bearers in by_role.items()},
    )


def _within(places: Sequence[tuple[int, Person]], position: int, reach: int) -> tuple[tuple[int, Person], ...]:
    first = bisect_left(places, position - reach, key=lambda place: place[0])
    return tuple(places[first : bisect_left(places, position, key=lambda place: place[0])])


def _sightings(passages: Iterable[Passage], vocabulary: Vocabulary) -> Iterator[tuple[int, Span, str]]:
    """Yield each person's mention with its passage's start and the name it gives."""
    for passage in passages:
        for entity in passage.doc.ents:
            is_body = looks_like_body(entity.text, vocabulary)
            is_person = entity.label_ == "PERSON" or (
                entity.label_ in _MISTAKEN and looks_like_person(entity.text, vocabulary)
            )
            name = person_name(entity.text, vocabulary) if is_person and not is_body else ""
            if name[:1].isupper():
                yield passage.start, entity, name


def _people(names: Iterable[str]) -> dict[str, Person]:
    """Make a person of each full name, and of each single name that ends no full one."""
    distinct = list(dict.fromkeys(names))
    surnames = {name.rsplit(maxsplit=1)[-1] for name in distinct if " " in name}
    return {name: Person(name) for name in distinct if " " in name or name not in surnames}


def _note_role(person: Person, entity: Span) -> None:
    first = entity.start
    last = max(0, first - _MAX_ROLE_TOKENS)
    while first > last and entity.doc[first - 1].dep_ in {"compound", "amod", "nmod"}:
        first -= 1
    words = [token.text for token in entity.doc[first : entity.start] if not token.is_punct]
    for word in words:
        if word.lower() in _MASCULINE_TITLES | _FEMININE_TITLES:
            person.pronouns["he" if word.lower() in _MASCULINE_TITLES else "she"] += 1
    role = " ".join(word for word in words if word.lower() not in _MASCULINE_TITLES | _FEMININE_TITLES)
    apposition = next((child for child in entity.root.rights if child.dep_ == "appos"), None)
    has_apposition = apposition is not None and apposition.pos_ == "NOUN"
    if not role and apposition is not None and has_apposition:
        role = apposition.doc[apposition.left_edge.i : apposition.i + 1].text.removeprefix("the ").removeprefix("a ")
    if role and role not in person.roles and len(person.roles) < _MAX_ROLES:
        person.roles.append(role)
    gender = _GENDERED_ROLE.search(role.lower())
    if gender is not None:
        person.pronouns["she" if gender["she"] else "he"] += 1
    if person.organisation is None:
        words_before = entity.doc[first : entity.start]
        around = (entity_around(token) for token in words_before if token.ent_type_ == "ORG")
        bodies = [body for body in around if body and first <= body.start and body.end <= entity.start]
        of_apposition = organisation_of(apposition) if apposition is not None and has_apposition else None
        person.organisation = bare(bodies[0].text) if bodies else of_apposition


def organisation_of(noun: Token) -> str | None:
    """Find whom a role belongs to: "spokesman for Dovrel", "Dovrel official"; only by its name."""
    links = [child for child in noun.rights if child.dep_ == "prep" and child.lower_ in {"at", "for", "of", "with"}]
    holders = [child for child in noun.lefts if child.dep_ in {"compound", "nmod", "poss"}]
    holders += [child for link in links for child in link.children if child.dep_ == "pobj"]
    for holder in holders:
        entity = entity_around(holder)
        if entity is not None and entity.label_ == "ORG":
            return bare(entity.text)
    return None
