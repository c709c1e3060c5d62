"""Who speaks in a statement, as a sentence names them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claimwire.models import Speaker, SpeakerType

_SPOKESPERSON = re.compile(r"\bspokes\w+", re.IGNORECASE)
_GENDERED = {
    "he": re.compile(
        r"\b(?:he|man|king|father|son|brother|husband|boy|\w*(?:spokes|chair|police|congress)man)\b", re.IGNORECASE
    ),
    "she": re.compile(
        r"\b(?:she|woman|queen|mother|daughter|sister|wife|girl|\w*(?:spokes|chair|police|congress)woman)\b",
        re.IGNORECASE,
    ),
}
#: Names that need another sentence themselves.
_UNRESOLVED = re.compile(
    r"(?:(?:his|her|its|their|our|my|whose)\b|(?:he|she|it|they|who|we|i|one|this|that|those|all|any|anyone|both|either|"
    r"everyone|few|many|neither|nobody|none|others|several|some|someone)$)",
    re.IGNORECASE,
)
#: A description that lost its article with the sentence around it: "official".
_BARE_NOUN = re.compile(r"(?!police)[a-z]+(?<!s)")
_SEVERAL = re.compile(r"(?:s|people|police|men|women)$", re.IGNORECASE)


@dataclass(frozen=True)
class Voices:
    """Who speaks, and what a denial speaks about."""

    speaker: Speaker
    co_speakers: Sequence[Speaker] = ()
    antecedent: str | None = None
    """The text of the claim that a denial denies, where it was found."""
    pronoun: str | None = None
    """The pronoun of a speaker whose sex the article or the name tells: "he" or "she"."""
    referents: Mapping[str, str] = field(default_factory=dict)
    """Whom "he" and "she" mean where the speaker cannot be meant, as far as that is sure."""

    @property
    def names(self) -> str:
        """The speakers as a sentence names them."""
        names = (name_of(speaker) for speaker in (self.speaker, *self.co_speakers))
        return " and ".join(name for name in names if name)

    @property
    def mention(self) -> str:
        """The speaker as the article names them, be it a pronoun, where no sentence of its own can."""
        return self.names or self.speaker.mention or ""

    @property
    def are_several(self) -> bool:
        """Tell whether a verb of the speakers is plural."""
        return bool(self.co_speakers) or are_several(self.speaker)

    def agree(self, plural: str, singular: str) -> str:
        """Choose the form of a verb that agrees with the speakers."""
        return plural if self.are_several else singular


def name_of(speaker: Speaker) -> str:
    """Give a proper name, with the article it was given with; the mention where there is only a description.

    Nothing where the speaker is only a pronoun, or somebody's ("its head"): that stands alone no better.
    """
    name, mention = speaker.name or "", speaker.mention or ""
    if _UNRESOLVED.match(name or mention):
        return ""
    is_described = bool(name) and not name[0].isupper()
    is_with_article = mention.lower() == f"the {name.lower()}" and speaker.type is not SpeakerType.PERSON
    given = mention if mention and (is_described or is_with_article or not name) else name
    is_bare = speaker.type is SpeakerType.OFFICIAL_ANONYMOUS and _BARE_NOUN.fullmatch(given)
    return f"the {given}" if is_bare else given


def short_name_of(speaker: Speaker) -> str:
    """Give a person's surname, for the second time that a sentence names them."""
    name = name_of(speaker)
    is_full_name = speaker.type is SpeakerType.PERSON and name == speaker.name and name[:1].isupper()
    return name.split()[-1] if is_full_name and name.split()[-1][:1].isupper() else name


def are_several(speaker: Speaker) -> bool:
    """Tell whether a speaker is a plural: "officials", but not "the ministry" and not a person."""
    if speaker.type is SpeakerType.PERSON:
        return False
    if speaker.type is SpeakerType.ORGANISATION and not (speaker.mention or "").lower().startswith("the "):
        return False  # "Reuters" ends like a plural
    return _SEVERAL.search(name_of(speaker)) is not None


def side_of(speaker: Speaker, *, is_known: bool = False) -> tuple[str, bool] | None:
    """Name those whom a speaker's "we" holds, and whether they are several; None where nobody is named.

    ``is_known`` tells that the sentence has named the speaker before.

    "We" is the speaker and others by its meaning; a spokesperson's is the body they speak for.
    """
    name = name_of(speaker)
    if not name:
        return None
    if speaker.type is SpeakerType.PERSON or (
        speaker.type is SpeakerType.OFFICIAL_ANONYMOUS and not are_several(speaker)
    ):
        if speaker.organisation and _SPOKESPERSON.search(f"{speaker.role or ''} {speaker.mention or ''}"):
            return speaker.organisation, False
        return f"{short_name_of(speaker) if is_known else name} and others", True
    return name, are_several(speaker)


def may_be(pronoun: str, voices: Voices) -> bool:
    """Tell whether "he" or "she" can be the speaker, as far as the name, the mention and the role say."""
    if voices.pronoun is not None:
        return voices.pronoun == pronoun
    other, speaker = {"he": "she", "she": "he"}[pronoun], voices.speaker
    said = f"{speaker.mention or ''} {speaker.role or ''}"
    return _GENDERED[other].search(said) is None or _GENDERED[pronoun].search(said) is not None
