"""Says a resolved time in words that stand alone: "on Tuesday" becomes "on 13 October 2026"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Doc

from claimwire.models import Granularity, TimeExpression
from services.extractor.calendar_words import MONTHS, PART_OF_DAY, YEAR
from services.extractor.token_places import token_at
from services.extractor.wording import Edit

_PREPOSITION = re.compile(
    r"(?P<words>(?:(?:on|since|by|until|till|before|after|from|in|at|over|during|of|between|late|early|earlier|later|mid|"
    r"sometime|as|towards?|through|for|within)(?:\s+|-))*)",
    re.IGNORECASE,
)
_PART = re.compile(rf"\b(?P<part>{PART_OF_DAY})\b", re.IGNORECASE)
_EDGE = re.compile(r"\b(?P<edge>(?:end|close|start|beginning)\s+of)\s+", re.IGNORECASE)
_YEAR = re.compile(rf"\b{YEAR}\b")
_SEASON = re.compile(r"\b(spring|summer|autumn|fall)\b", re.IGNORECASE)
_AGO = re.compile(r"\bago$", re.IGNORECASE)
#: A time before a noun ("the Tuesday meeting") or of one ("Tuesday's") is no adverb, and stays.
_POSSESSED = re.compile(r"['\u2019]s?\b")
#: After these a time needs no preposition of its own: "not before the weekend".
_GOVERNED = re.compile(
    r"\b(?:before|until|till|since|by|of|from|to|through|after|between|on|in|at|during|for|than)\s+$", re.IGNORECASE
)
_GOVERNOR_CHARACTERS = 10
_DEFAULT = re.compile(r"^(?:on|in|at) ")
_NOUN_LIKE = frozenset({"compound", "nmod", "poss", "amod", "nsubj", "nsubjpass", "dobj", "attr"})
_BARE_WORDS = frozenset({"on", "in", "at", "over", "during", "for", "within"})


def say_times(doc: Doc, times: Sequence[TimeExpression], offset: int) -> Iterator[Edit]:
    """Yield the edits that say the times of a passage that starts at ``offset`` of the article without its date."""
    for time in times:
        start, end = time.start - offset, time.end - offset
        if time.resolved is None or _POSSESSED.match(doc.text, end) or _is_part_of_noun(doc, end):
            continue
        words = _said(time)
        if words is None or words == time.text:
            continue
        if _GOVERNED.search(doc.text, max(0, start - _GOVERNOR_CHARACTERS), start):
            words = _DEFAULT.sub("", words)
        yield Edit(start, end, words)


def _is_part_of_noun(doc: Doc, end: int) -> bool:
    index = token_at(doc, end) - 1
    token = doc[index] if index >= 0 else None
    return token is None or (token.dep_ in _NOUN_LIKE and not token.is_sent_end and token.head.i > token.i)


def _said(time: TimeExpression) -> str | None:
    text = " ".join(time.text.split())
    match time.granularity:
        case Granularity.DAY:
            return _day(time, text)
        case Granularity.WEEK:
            return _week(time, text)
        case Granularity.MONTH:
            return _month(time, text)
        case Granularity.YEAR:
            return _year(time, text)
    return None


def _day(time: TimeExpression, text: str) -> str | None:
    if _YEAR.search(text):
        return None
    day, lead = _date_words(str(time.resolved)), _lead(text)
    lower = text.lower()
    if "weekend" in lower:
        return f"{_or_default(lead, 'on')} the weekend of {day}"
    if time.until is not None:
        first, last = day.split(), _date_words(time.until)
        from_day = next(" ".join(first[:kept]) for kept in (1, 2, 3) if last.endswith(" ".join(first[kept:])))
        return f"{'in the night from' if 'overnight' in lower else 'from'} {from_day} to {last}"
    part = _PART.search(text)
    named = part["part"].lower() if part is not None else "night" if "night" in lower else None
    if named is None:
        return f"{_or_default(lead, 'on')} {day}"
    if named in {"noon", "lunchtime"}:
        return f"{_or_default(lead, 'at')} {named} on {day}"
    return f"{_or_default(lead, 'on')} the {named} of {day}"


def _week(time: TimeExpression, text: str) -> str | None:
    if time.until is not None:
        return None
    year, week = str(time.resolved).split("-W")
    words = f"the week of {_date_words(date.fromisocalendar(int(year), int(week), 1).isoformat())}"
    if _AGO.search(text):
        return f"around {words}"
    edge = _EDGE.search(text)
    if edge is not None:
        return f"{text[: edge.start('edge')]}{edge['edge']} {words}"
    return f"{_or_default(_lead(text), 'in')} {words}"


def _month(time: TimeExpression, text: str) -> str | None:
    if _YEAR.search(text):
        return None
    words = _month_words(str(time.resolved))
    if time.until is not None:
        return f"between {words} and {_month_words(time.until)}"
    if _AGO.search(text):
        return f"around {words}"
    edge = _EDGE.search(text)
    if edge is not None:
        whole = str(time.resolved)[:4] if "year" in text.lower() else words
        return f"{text[: edge.start('edge')]}{edge['edge']} {whole}"
    return f"{_or_default(_lead(text), 'in')} {words}"


def _year(time: TimeExpression, text: str) -> str | None:
    if _YEAR.search(text):
        return None
    if time.until is not None:
        return f"between {time.resolved} and {time.until}"
    if _AGO.search(text):
        return f"around {time.resolved}"
    season = _SEASON.search(text)
    words = f"the {season[1].lower()} of {time.resolved}" if season is not None else str(time.resolved)
    return f"{_or_default(_lead(text), 'in')} {words}"


def _lead(text: str) -> str:
    found = _PREPOSITION.match(text)
    return found["words"].strip(" -") if found is not None else ""


def _or_default(lead: str, preposition: str) -> str:
    """Give the words before a time; adverbs need a preposition after them: "late on", "earlier in"."""
    if not lead:
        return preposition
    last = lead.rsplit(maxsplit=1)[-1].lower()
    if last in {"late", "early", "earlier", "later", "mid", "sometime"}:
        return f"{lead} {preposition}" if last != "mid" else f"{preposition} mid"
    return f"{lead[: -len(last)]}{preposition}" if last in _BARE_WORDS else lead


def _date_words(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _month_words(iso: str) -> str:
    year, month = iso.split("-")
    return f"{MONTHS[int(month) - 1].capitalize()} {year}"
