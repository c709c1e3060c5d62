"""Remembers who spoke so far in an article, for the pronouns, descriptions and quotations that follow."""

from collections import deque
from dataclasses import dataclass, field

from claimwire.models import Speaker, SpeakerType
from services.extractor.roster import Person

#: More bodies and officials than any article remembers; the earliest go.
_MAX_DESCRIBED = 100


@dataclass
class SpeakerMemory:
    """Who spoke so far, last first; grows as statements are resolved in order."""

    last: Speaker | None = None
    last_position: int = -1
    person: Person | None = None
    person_position: int = -1
    several: Speaker | None = None
    described: deque[Speaker] = field(default_factory=lambda: deque(maxlen=_MAX_DESCRIBED))
    """Bodies and officials without a name, in order."""

    def note(self, speaker: Speaker, person: Person | None, position: int) -> None:
        """Note who spoke; ``person`` is the speaker's entry in the roster."""
        self.last, self.last_position = speaker, position
        if person is not None:
            self.person, self.person_position = person, position
        elif speaker.type is not SpeakerType.PERSON:
            self.several = speaker
        if speaker.type in {SpeakerType.ORGANISATION, SpeakerType.OFFICIAL_ANONYMOUS}:
            self.described.append(speaker)

    def called(self, *nouns: str) -> Speaker | None:
        """Find the last body or official that a bare "the official" or "the institute" stands for."""
        for speaker in reversed(self.described):
            if set((speaker.name or "").lower().split()) & set(nouns):
                return speaker
        return None
