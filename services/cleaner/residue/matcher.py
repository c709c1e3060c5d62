"""Tries many residue rules on a text at once: one expression for all that may fit, not one for each rule."""

# ruff: noqa: RUF001 - sentences begin and end with curly quotes and letters of many alphabets

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from claimwire.models import RemovalReason
from services.cleaner.residue.reads_as_news import reads_as_news
from services.cleaner.residue.rule import LONGEST_WORD, Place, Rule

#: What calls on a reader, whoever wrote the sentences around it.
_CALLS = frozenset(
    {
        RemovalReason.ADVERTISEMENT,
        RemovalReason.NEWSLETTER,
        RemovalReason.RELATED,
        RemovalReason.SHARE,
        RemovalReason.SUBSCRIBE,
    }
)
#: What a sentence of the news may begin like, for somebody calls on somebody.
_SAID = frozenset(
    {
        RemovalReason.COMMENTS,
        RemovalReason.CREDIT,
        RemovalReason.NEWSLETTER,
        RemovalReason.SHARE,
        RemovalReason.SUBSCRIBE,
        RemovalReason.TAGS,
    }
)
_FEWEST_CALL_WORDS = 3
#: No paragraph calls more often, and each look costs.
_MOST_CALLS = 20
_NEXT_SENTENCE = re.compile(r"[.!?…](?=[\"”’»)]?\s[\"“„«‘(]?[^\W\d_a-zß-ÿа-яіїєґ])")
#: Most rules are for texts of so many words or fewer.
_SHORT = 30


class Residue(NamedTuple):
    """Words of a text that are residue, and the rule that says so."""

    rule: Rule
    start: int
    end: int


class Matcher:
    """Finds residue by groups of rules; where several fit, whole texts go before parts, then the first rule."""

    def __init__(self, groups: Sequence[tuple[Rule, ...]], calls: Sequence[str]) -> None:
        calling = rf"(?i:{'|'.join(calls)})"
        self._begins_to_call = re.compile(calling).match
        # The end of the sentence before comes first: it is what a search skips to.
        self._calls_on = re.compile(rf"[.!?…][\"”’»)]?\s(?={calling})").finditer
        rules = [rule for group in groups for rule in group]
        self._longest = max((rule.most_words for rule in rules), default=0)
        self._reach = self._longest * LONGEST_WORD
        self._wholes = [_wholes_of(group) for group in groups]
        self._starts = [rule for rule in rules if rule.place is Place.START]
        self._opens = _merge(self._starts, re.NOFLAG).match
        self._ends = [
            (mark, rule, re.compile(rule.pattern).search)
            for rule in rules
            if rule.place is Place.END
            for mark in rule.holds
        ]

    def find(self, text: str, words: int) -> Residue | None:
        """Return the residue in a text of so many words, or None."""
        folded = text.lower()
        if words <= self._longest and len(text) <= self._reach and (rule := self._whole(text, folded, words)):
            return Residue(rule, 0, len(text))
        found = self._opens(text)
        if found is not None and found.end() < len(text):
            return Residue(self._starts[_place(found)], 0, found.end())
        for mark, rule, search in self._ends:
            if mark in text:
                found = search(text, max(len(text) - rule.reach, 0))
                if found is not None and found.start() > 0:
                    return Residue(rule, found.start(), len(text))
        return self._call(text)

    def _call(self, text: str) -> Residue | None:
        """Return the first sentence that calls on the reader among the sentences of a paragraph, or None."""
        starts = [found.end() for found in islice(self._calls_on(text), _MOST_CALLS)]
        for start in (0, *starts) if self._begins_to_call(text) else starts:
            following = _NEXT_SENTENCE.search(text, start, start + self._reach)
            sentence = text[start : following.start() + 1 if following else len(text)]
            words = sentence.count(" ") + 1
            if not _FEWEST_CALL_WORDS <= words <= self._longest or len(sentence) == len(text):
                continue
            # Headlines after "Also read:" have no full stop where they stand alone.
            folded = sentence.lower()
            rule = self._whole(sentence, folded, words) or self._whole(sentence.rstrip("."), folded, words)
            if rule is not None and rule.reason in _CALLS and not _is_news(rule, sentence):
                return Residue(rule, start, start + len(sentence))
        return None

    def _whole(self, text: str, folded: str, words: int) -> Rule | None:
        for wholes in self._wholes:
            rule = wholes.find(text, folded, words)
            if rule is not None:
                return rule
        return None


class _Wholes:
    """Those of a group's rules that are for whole texts."""

    def __init__(self, group: Sequence[Rule]) -> None:
        wholes = [rule for rule in group if rule.place is Place.WHOLE]
        # A paragraph meets only the few rules for texts of its length.
        self._short = [rule for rule in wholes if not rule.holds]
        self._fits_short = _merge(self._short, re.IGNORECASE).fullmatch
        self._long = [rule for rule in self._short if rule.most_words > _SHORT]
        self._fits_long = _merge(self._long, re.IGNORECASE).fullmatch
        self._rare = [(word, rule, _fits(rule)) for rule in wholes for word in rule.holds]
        self._rare_words = tuple(word for word, _, _ in self._rare)

    def find(self, text: str, folded: str, words: int) -> Rule | None:
        if words <= _SHORT:
            found, rules = self._fits_short(text), self._short
        else:
            found, rules = self._fits_long(text), self._long
        if found is not None:
            # The expression names the first rule that fits; where that may not be, those behind it may.
            for rule in rules[_place(found) :]:
                if words <= rule.most_words and _fits(rule)(text) and not _is_news(rule, text):
                    return rule
        if any(map(folded.__contains__, self._rare_words)):
            for word, rule, fits in self._rare:
                if word in folded and words <= rule.most_words and fits(text) and not _is_news(rule, text):
                    return rule
        return None


@cache
def _fits(rule: Rule) -> Callable[[str], re.Match[str] | None]:
    return re.compile(rule.pattern, re.IGNORECASE).fullmatch


def _is_news(rule: Rule, text: str) -> bool:
    return rule.reason in _SAID and reads_as_news(text)


@cache
def _wholes_of(group: tuple[Rule, ...]) -> _Wholes:
    """Compile a group once, though every language shares the first."""
    return _Wholes(group)


def _merge(rules: Sequence[Rule], flags: re.RegexFlag) -> re.Pattern[str]:
    """Make one expression of several rules, whose groups are named for the rules' places in the sequence."""
    branches = "|".join(f"(?P<_{place}>{rule.pattern})" for place, rule in enumerate(rules))
    return re.compile(branches or r"(?!)", flags)


def _place(found: re.Match[str]) -> int:
    return int((found.lastgroup or "_0")[1:])
