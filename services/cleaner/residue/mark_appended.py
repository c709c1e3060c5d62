"""Marks what stands behind a story's end without an end mark: other news in a few lines, teasers that break off."""

import re
from collections import Counter
from collections.abc import Sequence

from claimwire.models import RemovalReason
from services.cleaner.sentences import is_body_like
from services.cleaner.unit import Unit

_OTHER_NEWS = re.compile(
    r"(?:(?:and )?in other news|(?:more|other) news|elsewhere(?: in the news| today)?|also (?:in the news|today)|"
    r"(?:news )?in brief|news briefs?|briefly|weitere (?:meldungen|nachrichten)|kurz (?:gemeldet|notiert)|"
    r"in (?:anderen|weiteren) (?:meldungen|nachrichten)|en bref|autres (?:actualités|nouvelles)|"
    r"(?:en )?otras noticias|(?:en )?breves?|(?:інші|коротко про інші) новини|"
    r"(?:le )?altre notizie|(?:in )?ander nieuws|(?:kort nieuws|nieuws in het kort)|(?:em )?outras notícias|"
    r"(?:andra|övriga) nyheter|(?:nyheter )?i korthet)(?P<goes_on>\s*[:–—|]\s?)?",  # noqa: RUF001
    re.IGNORECASE,
)
#: What is appended is less than the story, and the story has begun.
_LEAST_BODY_SHARE = 0.5
_FEWEST_BODY_UNITS = 3

_ELLIPSIS = ("…", "...", "[…]", "[...]", "(…)", "(...)")
_TEASER_WORDS = range(8, 41)
#: A paragraph that breaks off before a paywall speaks of what the story speaks of; a teaser of another story
#: shares fewer of its longer words.
_LEAST_SHARED = 0.4
_LONGER_WORD = re.compile(r"[^\W\d_]{5,}")
_FEWEST_LONGER_WORDS = 3


def mark_appended(units: Sequence[Unit], title: str | None) -> list[Unit]:
    """Mark other news from its label to the end, then teasers of other stories."""
    return _mark_teasers(_mark_other_news(list(units)), title)


def _mark_other_news(units: list[Unit]) -> list[Unit]:
    total = sum(unit.words for unit in units if unit.verdict is None)
    before = body = 0
    for at, unit in enumerate(units):
        if unit.verdict is not None:
            continue
        label = _OTHER_NEWS.match(unit.text) if body >= _FEWEST_BODY_UNITS else None
        if (
            label is not None
            and before >= _LEAST_BODY_SHARE * total
            and (label["goes_on"] or label.end() == len(unit.text))
        ):
            return [*units[:at], *(each.removed(RemovalReason.APPENDED, "tail.other-news") for each in units[at:])]
        before += unit.words
        body += body < _FEWEST_BODY_UNITS and is_body_like(unit.text)
    return units


def _mark_teasers(units: list[Unit], title: str | None) -> list[Unit]:
    kept = [at for at, unit in enumerate(units) if unit.verdict is None]
    suspects = [at for at in kept[_FEWEST_BODY_UNITS:] if _breaks_off(units[at])]
    if not suspects:
        return units
    told_by = Counter(word for at in kept for word in _longer_words(units[at].text))
    in_title = _longer_words(title or "")
    for at in suspects:
        words = _longer_words(units[at].text)
        shared = [word for word in words if told_by[word] > 1 or word in in_title]
        if len(words) >= _FEWEST_LONGER_WORDS and len(shared) < _LEAST_SHARED * len(words):
            units[at] = units[at].removed(RemovalReason.TEASER, "tail.breaks-off")
    return units


def _breaks_off(unit: Unit) -> bool:
    return unit.words in _TEASER_WORDS and unit.text.endswith(_ELLIPSIS)


def _longer_words(text: str) -> set[str]:
    return set(_LONGER_WORD.findall(text.casefold()))
