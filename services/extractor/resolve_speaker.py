"""Resolves a mention to a speaker within the article: a full name, a role, a pronoun; None rather than a guess."""

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from claimwire.models import Speaker, SpeakerType
from services.extractor.names import bare, person_name, place_or_body_name
from services.extractor.passages import Passage
from services.extractor.roster import Person, Roster
from services.extractor.syntax import conjuncts_of, mention_of
from services.extractor.vocabulary import Vocabulary

_PERSONAL = {"he": "he", "him": "he", "himself": "he", "she": "she", "her": "she", "herself": "she"}
#: Further back than this a pronoun has lost its person.
_MAX_PRONOUN_REACH = 1_500


@dataclass
class Memory:
    """Who spoke so far in the article, last first; grows as statements are resolved in order."""

    last: Speaker | None = None
    last_position: int = -1
    person: Person | None = None
    person_position: int = -1
    several: Speaker | None = None


@dataclass
class SpeakerResolver:
    """Resolves the speakers of one article, statement after statement."""

    roster: Roster
    vocabulary: Vocabulary
    memory: Memory = field(default_factory=Memory)

    def resolve(self, passage: Passage, source: Token | None) -> tuple[Speaker, ...]:
        """Resolve a source and those joined to it ("Arda and Belmar"); the first is the speaker."""
        if source is None:
            return (Speaker(name=None, type=SpeakerType.GROUP),)
        first = self._resolve_one(passage, source)
        joined = () if source.pos_ == "PRON" else conjuncts_of(source)
        others = tuple(self._resolve_one(passage, other, joined=True) for other in joined)
        return (first, *others)

    def resume(self, position: int) -> Speaker:
        """Resolve a quotation without a cue: whoever spoke last goes on, if that was near."""
        last = self.memory.last
        if last is None or position - self.memory.last_position > _MAX_PRONOUN_REACH:
            return Speaker(name=None, type=SpeakerType.GROUP)
        return last.model_copy(update={"mention": None})

    def remember(self, speaker: Speaker, position: int) -> None:
        """Note who spoke, for the pronouns and quotations that follow."""
        memory = self.memory
        memory.last, memory.last_position = speaker, position
        if speaker.type is SpeakerType.PERSON and speaker.name:
            memory.person, memory.person_position = self.roster.person(speaker.name), position
        elif speaker.type is not SpeakerType.PERSON:
            memory.several = speaker

    def _resolve_one(self, passage: Passage, source: Token, *, joined: bool = False) -> Speaker:
        mention = mention_of(source)
        words = source.text if joined else mention.text
        if source.pos_ == "PRON" or source.lower_ in _PERSONAL:
            return self._pronoun(source, passage.start + source.idx)
        named = self._named(source, mention, words)
        if named is not None:
            return named
        return self._described(source, mention)

    def _pronoun(self, pronoun: Token, position: int) -> Speaker:
        word = pronoun.lower_
        if word in _PERSONAL:
            person = self._last_person(_PERSONAL[word], position)
            if person is not None:
                person.pronouns[_PERSONAL[word]] += 1
                return _person(person, pronoun.text)
            return Speaker(name=None, mention=pronoun.text, type=SpeakerType.PERSON)
        several = self.memory.several
        if word in {"they", "it"} and several is not None and position - self.memory.last_position < _MAX_PRONOUN_REACH:
            return several.model_copy(update={"mention": pronoun.text})
        return Speaker(name=None, mention=pronoun.text, type=SpeakerType.GROUP)

    def _last_person(self, pronoun: str, position: int) -> Person | None:
        """Take the nearest person before a pronoun who spoke or was a sentence's subject, and who may be meant."""
        candidates = [(at, person) for at, person in self.roster.subjects if at < position]
        if self.memory.person is not None:
            candidates.append((self.memory.person_position, self.memory.person))
        for at, person in sorted(candidates, key=lambda candidate: -candidate[0]):
            if position - at > _MAX_PRONOUN_REACH:
                return None
            if person.may_be(pronoun):
                return person
        return None

    def _named(self, source: Token, mention: Span, words: str) -> Speaker | None:
        """Resolve a proper name: by what the recogniser saw, by the roster, else by its capitals."""
        apposed = [child for child in source.rights if child.dep_ == "appos" and child.ent_type_ == "PERSON"]
        for head in (source, *apposed):
            if head.ent_type_ == "PERSON":
                name = person_name(_entity_around(head), self.vocabulary)
                return self._person_called(name, words) or Speaker(name=name, mention=words, type=SpeakerType.PERSON)
        # A surname that the recogniser missed, or that the tagger took for a common noun.
        known = self._person_called(person_name(source.text, self.vocabulary), words)
        if known is not None or source.pos_ != "PROPN":
            return known
        full = _entity_around(source) if source.ent_type_ else words
        name = place_or_body_name(full, self.vocabulary, as_government=True)
        is_body = bool(source.ent_type_) or name != bare(words) or source.lower_ in self.vocabulary.bodies
        looks_like_person = not is_body and sum(token.pos_ == "PROPN" for token in mention) > 1
        kind = SpeakerType.PERSON if looks_like_person else SpeakerType.ORGANISATION
        return Speaker(name=name, mention=words, type=kind)

    def _person_called(self, name: str, mention: str) -> Speaker | None:
        person = self.roster.person(name)
        return _person(person, mention) if person is not None else None

    def _described(self, source: Token, mention: Span) -> Speaker:
        """Resolve a common noun: a person's role, officials without a name, a body, a group."""
        noun = source.lemma_.lower()
        definite = mention[0].lower_ in {"the", "this"}
        if definite and source.tag_ == "NN":
            modifier = next((child.text for child in source.lefts if child.dep_ in {"amod", "compound"}), None)
            for role in self.vocabulary.leaders if noun in self.vocabulary.leaders[:1] else (noun,):
                person = self.roster.with_role(role, modifier)
                if person is not None:
                    return _person(person, mention.text)
        if noun in self.vocabulary.officials:
            kind = SpeakerType.OFFICIAL_ANONYMOUS
        elif noun in self.vocabulary.bodies:
            kind = SpeakerType.ORGANISATION
        else:
            kind = SpeakerType.GROUP
        return Speaker(name=bare(mention.text), mention=mention.text, type=kind)


def _entity_around(token: Token) -> str:
    return next(entity.text for entity in token.doc.ents if entity.start <= token.i < entity.end)


def _person(person: Person, mention: str) -> Speaker:
    role = person.roles[0] if person.roles else None
    return Speaker(name=person.name, mention=mention, type=SpeakerType.PERSON, role=role)
