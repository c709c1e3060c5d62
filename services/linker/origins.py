"""Tells whether two attributions name the same source, across spellings and transliterations."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from claimwire.models import Speaker, SpeakerType

#: First names that one transliteration sets apart ("Volodimir", "Vladimir": .82) still agree, different ones do not.
_FIRST_NAMES_AGREE = 0.75
#: One letter in a surname of seven, where a first name agrees too; without it only equal surnames do.
_SURNAMES_AGREE = 0.85

_NAMED = {SpeakerType.PERSON, SpeakerType.ORGANISATION, SpeakerType.GROUP}
_SPELLINGS = (
    # Endings and vowels that romanisations of Slavic, Greek and Arabic names write in many ways.
    (re.compile(r"[yij]+"), "i"),
    (re.compile(r"kh|q"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def is_named(speaker: Speaker) -> bool:
    """Tell whether a source can be recognised in another text: it has a name, and the name is its own."""
    return bool(speaker.name) and speaker.type in _NAMED


def same_source(one: Speaker, other: Speaker) -> bool:
    """Tell whether two named sources are the same person or body.

    Persons: surnames agree after folding spellings ("Danylsky", "Danylskyy"), and first names agree where both are
    given, in full or as an initial. A surname alone matches a full name: within a cluster of claims that say the
    same, two people of one surname are rarer than a second mention of one. Bodies: equal folded names.
    """
    if not (is_named(one) and is_named(other)):
        return False
    left, right = fold_name(one.name or ""), fold_name(other.name or "")
    if left == right:
        return True
    if SpeakerType.PERSON not in (one.type, other.type) or one.type != other.type:
        return False
    return _same_person(left, right)


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> tuple[str, ...]:
    """Fold a name into words without case, accents, punctuation, article and variants of spelling."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(letter)
    )
    words = re.findall(r"\w+", re.sub(r"['\u2019]s\b|['\u2019.]", "", plain))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return tuple(_fold_spelling(word) for word in words)


def _same_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    if not left or not right:
        return False
    if len(left) == 1 or len(right) == 1:
        return left[-1] == right[-1]
    first, other_first = left[0], right[0]
    initials = len(first) == 1 or len(other_first) == 1
    first_agrees = first[0] == other_first[0] if initials else _ratio(first, other_first) >= _FIRST_NAMES_AGREE
    needed = 1.0 if initials else _SURNAMES_AGREE
    return first_agrees and _ratio(left[-1], right[-1]) >= needed


def _fold_spelling(word: str) -> str:
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
