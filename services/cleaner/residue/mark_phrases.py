"""Marks units that the residue rules know by their words."""

from collections.abc import Iterator, Sequence
from functools import cache
from types import ModuleType

from services.cleaner.residue import (
    any_language,
    dutch,
    english,
    french,
    german,
    italian,
    portuguese,
    spanish,
    swedish,
    ukrainian,
)
from services.cleaner.residue.matcher import Matcher, Residue
from services.cleaner.residue.rule import Rule
from services.cleaner.unit import Unit

_LANGUAGES = {
    "de": german,
    "es": spanish,
    "fr": french,
    "it": italian,
    "nl": dutch,
    "pt": portuguese,
    "sv": swedish,
    "uk": ukrainian,
}

_EVERYWHERE = (*any_language.RULES, *english.RULES)

#: How many pieces of residue may be glued to one sentence.
_MOST_PIECES = 6


def rules_for(language: str | None) -> tuple[Rule, ...]:
    """Return the rules for a language: English ones always, because its words are on pages everywhere."""
    return tuple(rule for group in _groups(language) for rule in group)


def _groups(language: str | None) -> list[tuple[Rule, ...]]:
    return [_EVERYWHERE, *(spoken.RULES for spoken in _spoken(language)[1:])]


def _spoken(language: str | None) -> list[ModuleType]:
    if language is None:
        return [english, *_LANGUAGES.values()]
    return [english, _LANGUAGES[language]] if language in _LANGUAGES else [english]


@cache
def _matcher_for(language: str | None) -> Matcher:
    return Matcher(_groups(language), [spoken.CALLS for spoken in _spoken(language)])


def mark_phrases(units: Sequence[Unit], language: str | None) -> list[Unit]:
    """Mark whole units that are residue, and part residue from the sentence that it is glued to."""
    matcher = _matcher_for(language if language in _LANGUAGES or language is None else "en")
    marked: list[Unit] = []
    for unit in units:
        found = matcher.find(unit.text, unit.words) if unit.verdict is None else None
        if found is None:
            marked.append(unit)
        else:
            marked.extend(_part(unit, found, matcher, _MOST_PIECES))
    return marked


def _part(unit: Unit, found: Residue, matcher: Matcher, pieces: int) -> Iterator[Unit]:
    parts = unit.split(found.start, found.end)
    residue = parts[1 if unit.text[: found.start].strip() else 0]
    for part in parts:
        if part is residue:
            yield part.removed(found.rule.reason, found.rule.name)
        elif pieces > 1 and (other := matcher.find(part.text, part.words)):
            yield from _part(part, other, matcher, pieces - 1)
        else:
            yield part
