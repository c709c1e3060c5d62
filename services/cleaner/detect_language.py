"""Tells a text's language."""

from collections.abc import Sequence
from functools import cache

import pycld2  # type: ignore[import-untyped]  # the package ships no types

from services.cleaner.function_words import language_by_words
from services.cleaner.unit import Unit

#: With fewer letters of the Latin alphabet nothing can be told.
_FEWEST_CHARACTERS = 20
#: What the classifier is unsure of is a guess in shorter texts, and mostly right in longer ones.
_CERTAIN_CHARACTERS = 80
#: More of a text does not change the verdict; it is taken from several units, because one may be a quote.
_SAMPLE_CHARACTERS = 500
_UNIT_CHARACTERS = 200

_UNKNOWN = "un"
#: What pages write for languages that have another code, or for the country.
_ALIASES = {
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "in": "id",
    "jw": "jv",
    "ua": "uk",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "jp": "ja",
    "cn": "zh",
}


def detect_language(units: Sequence[Unit], declared: str | None) -> str | None:
    """Return the ISO 639-1 code of the kept units' language, or None where it cannot be told."""
    sample: list[str] = []
    room = _SAMPLE_CHARACTERS
    for unit in units:
        if unit.verdict is None and room > 0:
            sample.append(unit.text[: min(_UNIT_CHARACTERS, room)])
            room -= len(sample[-1])
    return language_of("\n".join(sample), declared)


def language_of(text: str, declared: str | None) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None where it cannot be told.

    ``declared`` is a page's own word, which many pages get wrong: it counts where the text does not contradict it.
    """
    code = _code(declared)
    text = text[:_SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, text)) < _FEWEST_CHARACTERS and text.isascii():
        return code
    if (clear := language_by_words(text)) is not None and code in (clear, None):
        return clear
    is_sure, found = _classify(text, code)
    if is_sure or (code not in _classifiable() and len(text) >= _CERTAIN_CHARACTERS):
        return found or code
    return code


def _classify(text: str, hint: str | None) -> tuple[bool, str | None]:
    """Return whether the classifier is sure of a text's language, and which it is; between neighbours the hint counts.

    The classifier is CLD2 (https://github.com/CLD2Owners/cld2). It refuses bytes that are no "interchange-valid" UTF-8.
    """
    printable = "".join(character if character.isprintable() else " " for character in text)
    try:
        is_sure, _, ranked = pycld2.detect(
            printable, isPlainText=True, bestEffort=True, hintLanguage=_classifiable().get(hint or "")
        )
    except pycld2.error:
        return False, None
    return is_sure, _code(ranked[0][1]) if ranked[0][1] != _UNKNOWN else None


@cache
def _classifiable() -> dict[str, str]:
    """Return the classifier's own codes of what it can tell; it refuses others."""
    names = frozenset(pycld2.DETECTED_LANGUAGES)
    own = {code for name, code in pycld2.LANGUAGES if name in names}
    aliased = {code: alias for alias, code in _ALIASES.items() if alias in own}
    return aliased | {code: code for code in own if _code(code) == code}


def _code(written: str | None) -> str | None:
    code = (written or "").replace("_", "-").split("-")[0].strip().lower()
    code = _ALIASES.get(code, code)
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
