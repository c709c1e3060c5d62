"""Marks units that the residue rules know by their words."""

from collections.abc import Sequence
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
from services.cleaner.residue.matcher import Matcher
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

#: How many pieces of residue may be glued to one sentence.
_MOST_PIECES = 6


@cache
def rules_for(language: str | None) -> tuple[Rule, ...]:
    """Return the rules for a language: English ones always, because its words are on pages everywhere."""
    return (*any_language.RULES, *(rule for spoken in _spoken(language) for rule in spoken.RULES))


def _spoken(language: str | None) -> list[ModuleType]:
    if language is None:
        return [english, *_LANGUAGES.values()]
    return [english, _LANGUAGES[language]] if language in _LANGUAGES else [english]


@cache
def _matcher_for(language: str | None) -> Matcher:
    return Matcher(rules_for(language), [spoken.CALLS for spoken in _spoken(language)])


def mark_phrases(units: Sequence[Unit], language: str | None) -> list[Unit]:
    """Mark whole units that are residue, and part residue from the sentence that it is glued to."""
    matcher = _matcher_for(language if language in _LANGUAGES or language is None else "en")
    marked: list[Unit] = []
    for unit in units:
        marked.extend((unit,) if unit.verdict is not None else _mark(unit, matcher))
    return marked


def _mark(unit: Unit, matcher: Matcher, pieces: int = _MOST_PIECES) -> tuple[Unit, ...]:
    found = matcher.find(unit.text, unit.words) if pieces else None
    if found is None:
        return (unit,)
    parts = unit.split(found.start, found.end)
    residue = parts[1 if unit.text[: found.start].strip() else 0]
    return tuple(
        piece
        for part in parts
        for piece in (
            (part.removed(found.rule.reason, found.rule.name),) if part is residue else _mark(part, matcher, pieces - 1)
        )
    )
