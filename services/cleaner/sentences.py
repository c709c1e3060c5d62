"""Tells sentences from headlines, labels and lines that were cut off, by their shape alone."""

# ruff: noqa: RUF001 - sentences end with the marks of many scripts

import re

_CLOSERS = "\"'”’»“)]›」』"
_ENDS = re.compile(rf"[.!?。！？؟।…:;][{re.escape(_CLOSERS)}]*\Z|[{re.escape(_CLOSERS)}]\Z")
_FULL_STOP = re.compile(rf"(?:[.!?。！？؟।]|…)[{re.escape(_CLOSERS)}]*\Z")
#: Words that no sentence ends with.
_OPEN_ENDED = frozenset(
    {
        "a",
        "an",
        "the",
        "to",
        "of",
        "and",
        "or",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "that",
        "which",
        "who",
        "as",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "be",
        "been",
        "its",
        "his",
        "her",
        "their",
        "der",
        "die",
        "das",
        "und",
        "oder",
        "zu",
        "von",
        "mit",
        "im",
        "auf",
        "für",
        "dass",
        "le",
        "la",
        "les",
        "de",
        "du",
        "des",
        "et",
        "à",
        "que",
        "qui",
        "en",
        "el",
        "los",
        "las",
        "y",
        "del",
        "al",
        "con",
        "por",
    }
)
#: Scripts without spaces between words: a character weighs about half a word there.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def ends_as_sentence(text: str) -> bool:
    """Tell whether a text ends with a full stop, question or exclamation mark, before closing quotes."""
    return _FULL_STOP.search(text, max(len(text) - 12, 0)) is not None


def is_cut_off(text: str) -> bool:
    """Tell whether a text stops in the middle of a sentence."""
    if text.endswith(("...", "…", "[…]", "[...]", "(...)")):
        return True
    if _ENDS.search(text, max(len(text) - 12, 0)):
        return False
    return text.rsplit(" ", 1)[-1].lower() in _OPEN_ENDED


def word_count(text: str) -> int:
    """Count words; where a script has no spaces, half its characters."""
    dense = len(_DENSE.findall(text)) if not text.isascii() else 0
    return dense // 2 if dense > len(text) // 4 else text.count(" ") + 1


def is_body_like(text: str) -> bool:
    """Tell whether a text is long enough, and ends as it must, to be a paragraph of an article."""
    words = word_count(text)
    return words >= 40 or (words >= 12 and (ends_as_sentence(text) or bool(_ENDS.search(text, max(len(text) - 12, 0)))))


def is_headline_like(text: str) -> bool:
    """Tell whether a text may be a headline: a few words that do not end as a sentence does."""
    return 3 <= word_count(text) <= 30 and not text.endswith((".", ":", ",", ";")) and len(text) <= 250
