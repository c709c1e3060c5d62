"""Resolves a mention to a speaker within the article: a full name, a role, a pronoun; None rather than a guess."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from claimwire.models import Speaker, SpeakerType
from services.extractor.names import bare, looks_like_body, looks_like_person, person_name, place_or_body_name
from services.extractor.passages import Passage
from services.extractor.read_appositions import apposed_name, name_after
from services.extractor.roster import Person, Roster, organisation_of
from services.extractor.speaker_memory import SpeakerMemory
from services.extractor.syntax import conjuncts_of, mention_of
from services.extractor.token_places import entity_around
from services.extractor.vocabulary import Vocabulary
from services.extractor.voices import are_several

_PERSONAL = {"he": "he", "him": "he", "himself": "he", "she": "she", "her": "she", "herself": "she"}
#: Further back than this a pronoun has lost its person.
_MAX_PRONOUN_REACH = 1_500
_ARTICLE_AND_NOUN = 2
#: A pronoun in what is said has its person nearer.
_MAX_REFERENCE_REACH = 500
_RELATIVE_WORDS = frozenset({"that", "what", "which", "who", "whose"})
_COLLECTIVE = frozenset(
    {"campaign", "couple", "crew", "crowd", "family", "jury", "majority", "minority", "public", "staff", "team", "trio"}
)


@dataclass
class SpeakerResolver:
    """Resolves the speakers of one article, statement after statement."""

    roster: Roster
    vocabulary: Vocabulary
    memory: SpeakerMemory = field(default_factory=SpeakerMemory)

    def resolve(self, passage: Passage, source: Token | None) -> tuple[Speaker, ...]:
        """Resolve a source and those joined to it ("Arda and Belmar"); the first is the speaker."""
        if source is None:
            return (Speaker(name=None, type=SpeakerType.GROUP),)
        first = self._resolve_one(passage, source)
        joined = () if source.pos_ == "PRON" else conjuncts_of(source)
        others = tuple(self._resolve_one(passage, other, joined=True) for other in joined)
        return (first, *others)

    def refer(self, pronoun: str, position: int) -> str | None:
        """Name whom "he" or "she" means in what is said: the only one near who fits, and a sentence's subject."""
        near = self.roster.mentions_before(position, _MAX_REFERENCE_REACH)
        fitting = {person.name for _, person in near if person.may_be(pronoun)}
        subjects = {
            person.name
            for _, person in self.roster.subjects_before(position, _MAX_REFERENCE_REACH)
            if person.pronouns and person.may_be(pronoun)
        }
        return next(iter(subjects)) if len(fitting) == 1 and fitting == subjects else None

    def resolve_via(self, passage: Passage, sources: Sequence[Token], speaker: Speaker) -> tuple[Speaker, ...]:
        """Resolve who passed a statement on; nobody passes on what he says himself."""
        passed_on = (self._resolve_one(passage, source) for source in sources)
        return tuple(other for other in passed_on if other.name is None or other.name != speaker.name)

    def hear(self, passage: Passage, sources: Sequence[Token], position: int) -> None:
        """Note who passes a statement on before its own speaker is resolved: of "Orm said he ..." he is Orm."""
        for source in reversed(sources):
            self.remember(self._resolve_one(passage, source), position)

    def resume(self, position: int) -> Speaker:
        """Resolve a quotation without a cue: whoever spoke last goes on, if that was near."""
        last = self.memory.last
        if last is None or position - self.memory.last_position > _MAX_PRONOUN_REACH:
            return Speaker(name=None, type=SpeakerType.GROUP)
        return last

    def remember(self, speaker: Speaker, position: int) -> None:
        """Note who spoke, for the pronouns and quotations that follow."""
        is_person = speaker.type is SpeakerType.PERSON and speaker.name is not None
        self.memory.note(speaker, self.roster.person(speaker.name or "") if is_person else None, position)

    def pronoun_of(self, speaker: Speaker) -> str | None:
        """Tell "he" from "she" where a person's name or title, or a pronoun that was read before, does."""
        person = self.roster.by_name.get(speaker.name or "") if speaker.type is SpeakerType.PERSON else None
        fitting = [pronoun for pronoun in ("he", "she") if person is not None and person.may_be(pronoun)]
        return fitting[0] if len(fitting) == 1 else None

    def _resolve_one(self, passage: Passage, source: Token, *, joined: bool = False) -> Speaker:
        name = name_after(source) if source.pos_ == "NOUN" else None
        if name is not None:
            mention = source.doc[mention_of(source).start : name.i + 1]
            described = self._named(name, mention, name.text)
            if described is not None:
                return described.model_copy(update={"mention": mention.text})
        mention = mention_of(source)
        words = source.text if joined else mention.text
        if source.pos_ == "PRON" or source.lower_ in _PERSONAL:
            return self._pronoun(source, passage.start + source.idx)
        named = self._named(source, mention, words)
        if named is not None:
            return named
        apposed = apposed_name(source)
        if apposed is not None:
            return self._body_called(apposed)
        return self._described(source, mention)

    def _body_called(self, name: Span) -> Speaker:
        """Resolve the name that stands beside a description and is no person's that is known."""
        resolved = self._named(name.root, name, name.text)
        if resolved is not None and "&" not in name.text:
            return resolved
        return Speaker(name=bare(name.text), mention=name.text, type=SpeakerType.ORGANISATION)

    def _pronoun(self, pronoun: Token, position: int) -> Speaker:
        word = pronoun.lower_
        if word in _PERSONAL:
            person = self._last_person(_PERSONAL[word], position)
            if person is not None:
                person.pronouns[_PERSONAL[word]] += 1
                return _person(person, pronoun.text)
            return Speaker(name=None, mention=pronoun.text, type=SpeakerType.PERSON)
        several = self.memory.several
        if word == "it" and several is not None and several.type is not SpeakerType.ORGANISATION:
            several = None
        if word == "they" and several is not None and not (are_several(several) or _is_body(several)):
            several = None
        if word in {"they", "it"} and several is not None and position - self.memory.last_position < _MAX_PRONOUN_REACH:
            return several.model_copy(update={"mention": pronoun.text})
        return Speaker(name=None, mention=pronoun.text, type=SpeakerType.GROUP)

    def _last_person(self, pronoun: str, position: int) -> Person | None:
        """Take the nearest person before a pronoun who spoke or was a sentence's subject, and who may be meant."""
        candidates = list(self.roster.subjects_before(position, _MAX_PRONOUN_REACH))
        if self.memory.person is not None:
            candidates.append((self.memory.person_position, self.memory.person))
        for at, person in sorted(candidates, key=lambda candidate: -candidate[0]):
            if position - at > _MAX_PRONOUN_REACH:
                break
            if person.may_be(pronoun):
                return person
        # Whoever is only named counts if the name tells, and nobody else's does.
        named = [person for _, person in self.roster.mentions_before(position, _MAX_PRONOUN_REACH)]
        fitting = {person.name: person for person in named if person.pronouns and person.may_be(pronoun)}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _named(self, source: Token, mention: Span, words: str) -> Speaker | None:
        """Resolve a proper name: by what the recogniser saw, by the roster, else by its capitals."""
        apposed = [child for child in source.rights if child.dep_ == "appos" and child.ent_type_ == "PERSON"]
        for head in (source, *apposed):
            around = _entity_text(head)
            is_person = head.ent_type_ == "PERSON" or looks_like_person(around, self.vocabulary)
            if is_person and not looks_like_body(around, self.vocabulary):
                name = person_name(around, self.vocabulary)
                return self._person_called(name, words) or Speaker(name=name, mention=words, type=SpeakerType.PERSON)
        # A surname that the recogniser missed, or that the tagger took for a common noun.
        known = self._person_called(person_name(source.text, self.vocabulary), words)
        if known is not None or source.pos_ != "PROPN":
            return known
        full = _entity_text(source) or words
        name = place_or_body_name(full, self.vocabulary, as_government=True)
        is_body = bool(source.ent_type_) or name != bare(words) or source.lower_ in self.vocabulary.bodies
        looks_like_name = sum(token.pos_ == "PROPN" for token in mention) > 1
        is_person = not is_body and looks_like_name and not looks_like_body(name, self.vocabulary)
        kind = SpeakerType.PERSON if is_person else SpeakerType.ORGANISATION
        return Speaker(name=name, mention=words, type=kind)

    def _person_called(self, name: str, mention: str) -> Speaker | None:
        person = self.roster.person(name)
        return _person(person, mention) if person is not None else None

    def _described(self, source: Token, mention: Span) -> Speaker:
        """Resolve a common noun: a person's role, officials without a name, a body, a group."""
        if mention[0].lower_ in _RELATIVE_WORDS:  # the parse has cut the noun off that it stands for
            return Speaker(name=None, mention=mention.text, type=SpeakerType.GROUP)
        noun = source.lemma_.lower()
        definite = mention[0].lower_ in {"the", "this"}
        if definite and source.tag_ == "NN":
            modifier = next((child.text for child in source.lefts if child.dep_ in {"amod", "compound"}), None)
            for role in self.vocabulary.leaders if noun in self.vocabulary.leaders[:1] else (noun,):
                person = self.roster.with_role(role, modifier)
                if person is not None:
                    return _person(person, mention.text)
        if definite and len(mention) == _ARTICLE_AND_NOUN:
            known = self.memory.called(noun, mention[-1].lower_)
            if known is not None:
                return known.model_copy(update={"mention": mention.text})
        if noun in self.vocabulary.officials:
            kind = SpeakerType.OFFICIAL_ANONYMOUS
        elif noun in self.vocabulary.bodies:
            kind = SpeakerType.ORGANISATION
        else:
            kind = SpeakerType.GROUP
        return Speaker(name=bare(mention.text), mention=mention.text, type=kind, organisation=organisation_of(source))


def _is_body(speaker: Speaker) -> bool:
    """Tell whether "they" can be a singular: a body, a family."""
    words = (speaker.name or "").lower().split()
    return speaker.type is SpeakerType.ORGANISATION or (bool(words) and words[-1] in _COLLECTIVE)


def _entity_text(token: Token) -> str:
    entity = entity_around(token)
    return entity.text if entity is not None else ""


def _person(person: Person, mention: str) -> Speaker:
    role = person.roles[0] if person.roles else None
    return Speaker(
        name=person.name, mention=mention, type=SpeakerType.PERSON, role=role, organisation=person.organisation
    )
