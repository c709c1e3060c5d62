"""Documents that nearly are what the residue rules look for, again and again, by name."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping

import services.cleaner.residue
from services.cleaner.document import MOST_UNITS, RawDocument
from tests.unit.cleaner.hostile.bait import bait
from tests.unit.cleaner.hostile.make_documents import SENTENCE, STORY, page, text

_LANGUAGES = {
    "english": "en",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
    "portuguese": "pt",
    "swedish": "sv",
    "ukrainian": "uk",
}
_BAIT_CHARACTERS = 900


def _expressions(module: str) -> list[re.Pattern[str]]:
    """Give the expressions of a module's rules, or those that it searches with itself."""
    inside = importlib.import_module(f"services.cleaner.residue.{module}")
    if hasattr(inside, "RULES"):
        return [re.compile(rule.pattern) for rule in inside.RULES]
    return [value for value in vars(inside).values() if isinstance(value, re.Pattern)]


#: Those that look for something: bait for the others would be none.
_RULES = tuple(
    module.name
    for module in pkgutil.iter_modules(services.cleaner.residue.__path__)
    if module.name not in ("rule", "matcher") and _expressions(module.name)
)


def _residue_bait(rules: str) -> list[str]:
    """Make paragraphs of which each nearly is what a residue rule looks for, again and again."""
    paragraphs: list[str] = []
    for expression in _expressions(rules):
        made = [" ".join(piece.split()) for piece in bait(expression, _BAIT_CHARACTERS)]
        paragraphs += [line for piece in made if piece for line in (piece, SENTENCE + piece)]
    return paragraphs[: min(MOST_UNITS - 100, 1_900_000 // _BAIT_CHARACTERS)]


def _page_of_bait(rules: str) -> RawDocument:
    told = "".join(f"<p>{piece}</p>" for piece in _residue_bait(rules))
    return page(f"<html lang={_LANGUAGES.get(rules, 'en')}><body><article>{STORY}{told}</article>")


BAIT: Mapping[str, Callable[[], RawDocument]] = {
    f"bait for the residue rules of {rules}, {form}": (lambda make=make, rules=rules: make(rules))
    for rules in _RULES
    for form, make in (
        ("as a page", _page_of_bait),
        ("as a text", lambda rules: text("\n\n".join((SENTENCE, *_residue_bait(rules))))),
    )
}
