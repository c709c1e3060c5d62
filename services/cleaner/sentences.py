"""Tells sentences from headlines, labels and lines that were cut off, by their shape alone."""

# ruff: noqa: RUF001 - sentences end with the marks of many scripts

import re

_CLOSERS = "\"'”’»“)]›」』"
_ENDS = re.compile(rf"[.!?。！？؟।…:;][{re.escape(_CLOSERS)}]*\Z|[{re.escape(_CLOSERS)}]\Z")
_FULL_STOPS = frozenset(".!?。！？؟।…")
_FULL_STOP = re.compile(rf"(?:[.!?。！？؟।]|…)[{re.escape(_CLOSERS)}]*\Z")
#: Words that no sentence ends with, nor a headline: verbs' particles do.
_OPEN_ENDED_BY_LANGUAGE = {
    "de": "der die das und oder zu von mit im auf für dass eine",
    "en": "a an the to of and or in on at by for from with that which who as is are was were has have had be been its "
    "his her their",
    "es": "el los las y del al con por que una",
    "fr": "le la les de du des et à que qui en un une",
    "it": "il lo gli e di che una per del della nel",
    "nl": "het een en van te dat",
    "pt": "o os do da em um uma com",
    "sv": "och att ett som",
    "uk": "і й та що на в у з до за",
}
_OPEN_ENDED = frozenset(word for words in _OPEN_ENDED_BY_LANGUAGE.values() for word in words.split())
#: So many characters tell a text's script.
_SCRIPT_SAMPLE = 40
#: Scripts without spaces between words: a character weighs about half a word there.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_BETWEEN_LABELS = re.compile(r"[,;|•·]")


def ends_as_sentence(text: str) -> bool:
    """Tell whether a text ends with a full stop, question or exclamation mark, before closing quotes."""
    last = text[-1:]
    # Most texts tell by their last character.
    if last not in _CLOSERS:
        return last in _FULL_STOPS
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
    if text.isascii() or not _DENSE.search(text, 0, _SCRIPT_SAMPLE):
        return text.count(" ") + 1
    dense = len(_DENSE.findall(text))
    return dense // 2 if dense > len(text) // 4 else text.count(" ") + 1


def is_body_like(text: str) -> bool:
    """Tell whether a text is long enough, and ends as it must, to be a paragraph of an article."""
    words = word_count(text)
    return words >= 40 or (words >= 12 and (ends_as_sentence(text) or bool(_ENDS.search(text, max(len(text) - 12, 0)))))


def is_headline_like(text: str) -> bool:
    """Tell whether a text may be a headline: a few words that do not end as a sentence does."""
    return 3 <= word_count(text) <= 30 and not text.endswith((".", ":", ",", ";")) and len(text) <= 250


def is_label_list(text: str) -> bool:
    """Tell whether a text is a list of topics: three or more short names between commas, and no sentence."""
    parts = [part.strip() for part in _BETWEEN_LABELS.split(text)]
    return (
        len(parts) >= 3
        and all(
            part and len(part.split()) <= 4 and (part[0].isupper() or part[0] == "#" or part[0].isdigit())
            for part in parts
        )
        and not text.endswith((".", "!", "?", ":"))
    )
