"""Tells a text's language."""

from collections.abc import Sequence
from math import sqrt

from services.cleaner.function_words import language_by_words
from services.cleaner.unit import Unit

#: With less the classifier guesses: of texts of 40 characters it gets one in thirty wrong, of 80 none in 150.
_FEWEST_CHARACTERS = 20
_CERTAIN_CHARACTERS = 80
#: By how much one language must be likelier than another, over the square root of the text's bytes. Wrong guesses lie
#: below it, right ones above, but for languages that hardly differ in writing (Norwegian, Danish; Indonesian, Malay).
_CLEAR_MARGIN = 1.0
#: More of a text does not change the verdict; it is taken from several units, because one may be a quote.
_SAMPLE_CHARACTERS = 500
_UNIT_CHARACTERS = 200

#: What pages write for languages that have another code, or for the country.
_ALIASES = {
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "in": "id",
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
    # Imported late: it loads a model of some megabytes.
    from py3langid import rank  # type: ignore[import-untyped]  # noqa: PLC0415 - the package ships no types

    ranked = rank(text)
    best, score = ranked[0]
    margin = _CLEAR_MARGIN * sqrt(len(text.encode(errors="replace")))
    likelihood = dict(ranked).get(code or "")
    if likelihood is not None and score - likelihood < margin:
        return code
    is_guess = len(text) < _CERTAIN_CHARACTERS and score - ranked[1][1] < margin
    return None if is_guess and likelihood is None else _code(str(best)) or code


def _code(written: str | None) -> str | None:
    code = (written or "").replace("_", "-").split("-")[0].strip().lower()
    code = _ALIASES.get(code, code)
    return code if len(code) == 2 and code.isalpha() else None
