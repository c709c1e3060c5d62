"""Marks units that the residue rules know by their words."""

from collections.abc import Sequence
from functools import cache

from services.cleaner.residue import any_language, english, french, german, spanish, ukrainian
from services.cleaner.residue.rule import Place, Rule
from services.cleaner.unit import Unit

_LANGUAGES = {
    "de": german.RULES,
    "es": spanish.RULES,
    "fr": french.RULES,
    "uk": ukrainian.RULES,
}

#: How many pieces of residue may be glued to one sentence.
_MOST_PIECES = 6


@cache
def rules_for(language: str | None) -> tuple[Rule, ...]:
    """Return the rules for a language: English ones always, because its words are on pages everywhere."""
    if language is None:
        return (*any_language.RULES, *english.RULES, *(rule for rules in _LANGUAGES.values() for rule in rules))
    return (*any_language.RULES, *english.RULES, *_LANGUAGES.get(language, ()))


def mark_phrases(units: Sequence[Unit], language: str | None) -> list[Unit]:
    """Mark whole units that are residue, and part residue from the sentence that it is glued to."""
    rules = rules_for(language)
    marked: list[Unit] = []
    for unit in units:
        marked.extend((unit,) if unit.verdict is not None else _mark(unit, rules))
    return marked


def _mark(unit: Unit, rules: Sequence[Rule], pieces: int = _MOST_PIECES) -> tuple[Unit, ...]:
    for rule in rules if pieces else ():
        found = rule.find(unit.text, unit.words)
        if found is None:
            continue
        start, end = found
        parts = unit.split(start, end)
        residue = parts[-1] if rule.place is Place.END else parts[0]
        marked = residue.removed(rule.reason, rule.name)
        rest = [part for part in parts if part is not residue]
        cleaned = [kept for part in rest for kept in _mark(part, rules, pieces - 1)]
        return (*cleaned, marked) if rule.place is Place.END else (marked, *cleaned)
    return (unit,)
