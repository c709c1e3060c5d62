"""Tells a text's language."""

from collections.abc import Sequence

from services.cleaner.unit import Unit

#: Below this the classifier guesses; what the page says of itself is better then.
_FEWEST_CHARACTERS = 80
#: More of a text does not change the verdict.
_SAMPLE_CHARACTERS = 1_500


def detect_language(units: Sequence[Unit], declared: str | None) -> str | None:
    """Return the ISO 639-1 code of the kept units' language, or None where it cannot be told.

    ``declared`` is a page's own ``lang``, which many pages get wrong: it decides only for a text of few words.
    """
    sample = ""
    for unit in units:
        if unit.verdict is None and len(sample) < _SAMPLE_CHARACTERS:
            sample += unit.text[:_SAMPLE_CHARACTERS] + "\n"
    if len(sample) < _FEWEST_CHARACTERS:
        code = (declared or "").split("-")[0].split("_")[0].strip().lower()
        return code if len(code) == 2 and code.isalpha() else None
    # Imported late: it loads a model of some megabytes.
    from py3langid import classify  # type: ignore[import-untyped]  # noqa: PLC0415 - the package ships no types

    language, _ = classify(sample)
    return str(language)
