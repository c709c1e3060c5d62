"""Tells a sentence of the news from residue that begins with the same words."""

# ruff: noqa: RUF001 - sentences end with curly quotes, and the press speaks Ukrainian, too

import re

from services.cleaner.outlet.reports_speech import reports_speech

_ENDS = re.compile(r"[.!?…][\"”’»)]?\s*\Z")
#: Names of newsletters stand in quotes, so that quotes tell nothing here.
_WITHOUT_QUOTES = str.maketrans("", "", '"“”„‟«»‹›「」『』‘’‚')
#: Said of what calls on people, beside what is said of statements.
_CALLING = {
    "en": "asked begged chanted cried demanded joked pleaded ruled shouted sang wrote yelled",
    "de": "bat bittet fordert forderte rief riefen rät riet sang",
    "fr": "clame crie crient criaient demande exige lance lançait scandaient scande",
    "es": "exige exigió gritaba gritaban gritaron gritó pide piden pidió",
    "it": "chiede chiesto gridava gridavano gridò urlavano",
    "nl": "riep riepen eiste vraagt vroeg waarschuwde",
    "pt": "exige gritavam gritou gritaram pede pediu",
    "sv": "ber bad kräver ropade ropar sjöng varnade",
    "uk": "закликав закликала закликали кричали просить просив скандували",
}
_CALLING_WORDS = frozenset(word for words in _CALLING.values() for word in words.split())
_WORD = re.compile(r"\w+")


def reads_as_news(text: str) -> bool:
    """Tell whether a text ends as a sentence and says that somebody spoke: "Follow us, the rebels shouted."."""
    if _ENDS.search(text[-4:]) is None:
        return False
    bare = text.translate(_WITHOUT_QUOTES)
    return reports_speech(bare) or not _CALLING_WORDS.isdisjoint(_WORD.findall(bare.casefold()))
