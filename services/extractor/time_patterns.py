"""The forms in which news gives times, each with its reader; the most telling form first."""

import re
from collections.abc import Callable

from services.extractor.calendar_words import (
    CAPITAL_MONTH,
    COUNT,
    DAY,
    MONTH,
    NOT_A_WEEKDAY_BEFORE,
    ORDINAL,
    PART_OF_DAY,
    SEASON,
    UNIT,
    WEEKDAY,
    YEAR,
)
from services.extractor.read_time_forms import (
    Context,
    leave_unresolved,
    read_ago,
    read_date,
    read_decade,
    read_figures,
    read_iso,
    read_month,
    read_month_of_year,
    read_near_day,
    read_period,
    read_quarter,
    read_season,
    read_span,
    read_weekday,
    read_weekend,
    read_year,
    read_years,
)
from services.extractor.resolve_times import Resolved

_Reader = Callable[[re.Match[str], Context], Resolved | None]


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WHEN = r"(?:(?:on|since|by|until|till|before|after|from|late|early|as\s+of)\s+)?"
_WHEN_MONTH = r"(?i:in|since|until|till|by|before|after|from|of|early|late|mid|during|through)"
_TH = r"(?:st|nd|rd|th)?"
_TO = r"(?:\s*[\u2013-]\s*|\s+(?:to|through|until|and)\s+)"
_OF_YEAR = rf"(?:,?\s+(?:(?P<year>{YEAR})|(?:of\s+)?(?P<of>this|last|next)\s+year))?"
_WITH_WEEKDAY = rf"(?:{WEEKDAY},?\s+)?"
_WITH_PART = rf"(?:\s+{PART_OF_DAY}\b)?"

#: What an earlier pattern took, a later one leaves alone.
PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_compile(rf"\b(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b"), read_iso),
    (
        _compile(rf"(?<![\d/.])(?:\bon\s+)?\b(?P<one>\d\d?)/(?P<other>\d\d?)/(?P<year>{YEAR})\b(?!/)"),
        read_figures,
    ),
    (
        _compile(
            rf"\b{_WHEN}{_WITH_WEEKDAY}(?:the\s+)?(?P<month>{MONTH})\s+(?P<day>{DAY}){_TH}"
            rf"(?:{_TO}(?P<last_day>{DAY}){_TH})?{_OF_YEAR}\b(?!,\d|:\d|\s*%|[\s-]+(?:percent|per|million|billion)\b)"
        ),
        read_date,
    ),
    (
        _compile(
            rf"\b{_WHEN}{_WITH_WEEKDAY}(?:the\s+)?(?P<day>{DAY}){_TH}(?:{_TO}(?P<last_day>{DAY}){_TH})?\s+(?:of\s+)?"
            rf"(?P<month>{MONTH}){_OF_YEAR}(?!\w)"
        ),
        read_date,
    ),
    (
        _compile(rf"\b(?:(?:from|between)\s+)?(?P<month>{MONTH}){_TO}(?P<last_month>{MONTH}),?\s+(?P<year>{YEAR})\b"),
        read_month,
    ),
    (
        _compile(
            rf"\b(?:{_WHEN_MONTH}[\s-]+)?(?:(?:early|late|mid|last)[\s-])?(?P<month>{MONTH}),?\s+(?:of\s+)?(?P<year>{YEAR})\b"
        ),
        read_month,
    ),
    (
        re.compile(rf"\b(?i:from|between)\s+(?P<month>{CAPITAL_MONTH})(?i:{_TO})(?P<last_month>{CAPITAL_MONTH})(?!\w)"),
        read_month,
    ),
    (
        _compile(rf"\b(?:{_WHEN_MONTH}\s+)?(?P<month>{MONTH})\s+(?:of\s+)?(?P<of>this|last|next)\s+year\b"),
        read_month_of_year,
    ),
    (
        _compile(
            rf"{NOT_A_WEEKDAY_BEFORE}\b{_WHEN}(?P<weekday>{WEEKDAY}),?\s+(?:of\s+)?(?P<week>last|next|this)\s+week\b"
        ),
        read_weekday,
    ),
    (
        _compile(
            rf"\b(?:from|between)\s+(?:(?P<which>last|next|this)\s+)?(?P<weekday>{WEEKDAY}){_TO}(?P<last_weekday>{WEEKDAY})\b"
        ),
        read_weekday,
    ),
    (
        _compile(
            rf"{NOT_A_WEEKDAY_BEFORE}\b{_WHEN}(?:(?P<which>last|next|this|coming)\s+)?(?P<weekday>{WEEKDAY})\b{_WITH_PART}"
        ),
        read_weekday,
    ),
    (
        _compile(
            rf"\b(?P<near>the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|(?:yesterday|tomorrow|this){_WITH_PART}(?<!this)|"
            r"last\s+night|tonight|today|overnight)\b"
        ),
        read_near_day,
    ),
    (
        _compile(
            r"\b(?:(?:over|at|by|before|until|since|during|after)\s+)?(?P<which>the|this|last|next|past)\s+weekend\b"
        ),
        read_weekend,
    ),
    (
        _compile(
            rf"\b(?:by\s+|at\s+|before\s+|until\s+|towards?\s+)?(?:the\s+)?(?P<edge>end|close|start|beginning)\s+of\s+"
            rf"(?P<which>the|this|last|next)\s+(?!day\b)(?P<unit>{UNIT})\b"
        ),
        read_period,
    ),
    (
        _compile(
            rf"\b(?:by\s+|at\s+|before\s+|until\s+)?(?:the\s+)?(?P<edge>end|close|start|beginning)\s+of\s+(?P<year>{YEAR})\b"
        ),
        read_year,
    ),
    (
        _compile(
            rf"\b(?:in|over|during|for|within)\s+the\s+(?P<which>last|past|next|coming)\s+(?P<count>{COUNT})\s+"
            rf"(?P<unit>{UNIT}|hour)s\b"
        ),
        read_span,
    ),
    (
        _compile(rf"\b(?:in|during|over|for|within)\s+the\s+(?P<which>past|last|coming|next)\s+(?P<unit>{UNIT})\b"),
        read_span,
    ),
    (
        _compile(rf"\b(?:earlier|later|sometime)\s+in\s+the\s+(?P<which>past|last|coming)\s+(?P<unit>{UNIT})\b"),
        read_period,
    ),
    (
        _compile(
            rf"\b(?:(?:earlier|later|sometime|early|late|in|since|by|until|during)\s+)?(?P<which>this|last|past|previous|next|coming)\s+(?P<unit>{UNIT})\b"
        ),
        read_period,
    ),
    (_compile(rf"\b(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?\s+ago\b"), read_ago),
    (
        _compile(
            rf"\b(?:(?:a\s+few|several|many|some|{COUNT}|\d{{1,4}})\s+(?:minutes?|hours?|{UNIT}s?)|(?:minutes|hours|{UNIT}s))\s+ago\b"
        ),
        leave_unresolved,
    ),
    (
        _compile(
            r"\b(?:in\s+|since\s+|by\s+|during\s+)?(?:(?P<which>this|last|next)\s+|the\s+)?(?:coming\s+)?"
            rf"(?P<season>{SEASON})(?:\s+of)?\s+(?P<year>{YEAR})\b"
        ),
        read_season,
    ),
    (
        _compile(rf"\b(?:in\s+|since\s+|by\s+)?(?P<which>this|last|next)\s+(?P<season>{SEASON})\b"),
        read_season,
    ),
    (_compile(rf"\b(?:in\s+)?the\s+(?P<quarter>{ORDINAL})\s+quarter\s+(?:of\s+)?(?P<year>{YEAR})\b"), read_quarter),
    (
        re.compile(
            rf"\b(?!(?<=ed )by\b|(?<=en )by\b){_WHEN_MONTH}[\s-]+(?:(?i:early|late|mid)[\s-])?"
            rf"(?:(?P<which>(?i:last|next|this))\s+)?"
            rf"(?P<month>{CAPITAL_MONTH})(?!\w|\s\d|\s[A-Z])"
        ),
        read_month,
    ),
    (
        re.compile(
            rf"\b(?P<which>(?i:last|next|this))\s+(?:(?i:early|late|mid)[\s-])?(?P<month>{CAPITAL_MONTH})(?!\w|\s\d|\s[A-Z])"
        ),
        read_month,
    ),
    (
        _compile(
            r"\b(?:in\s+|since\s+|during\s+|from\s+)?(?:the\s+)?(?:(?:early|late|mid)[\s-])?(?:(?P<decade>1[5-9]\d0|20\d0)|['\u2019](?P<short>[1-9]0))s\b(?:\s*(?:and|to|[\u2013-])\s*(?:the\s+)?['\u2019]?(?P<last_decade>(?:1\d|20)?\d0)s\b)?"
        ),
        read_decade,
    ),
    (
        _compile(
            rf"\b(?:(?:from|between|in)\s+)?(?P<year>{YEAR})(?:\s*[\u2013-]\s*|\s+(?:to|and|until|through)\s+(?=\d{{4}}))(?P<last_year>{YEAR}|\d\d)\b(?![-/,.:]?\d)"
        ),
        read_years,
    ),
    (
        _compile(
            rf"\b(?:(?:in|since|by|until|from|during|before|after)\s+)?(?:(?:early|late|mid)[\s-])?(?<![\d,.$€£])(?P<year>{YEAR})(?=[\s.,;:)\u2019'\"”?!-]|$)(?![,.:]\d)(?!\s(?:people|soldiers|troops|dollars|men|women|percent))"
        ),
        read_year,
    ),
)
