"""Tells quickly whether words can hold a time at all: most statements hold none, and reading times takes its time."""

import re

#: Every form that ``time_patterns.py`` knows has one of these: a figure, a month, what ends in "day" or "week", ...
_SIGNAL = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|day|week|month|year|decade|night|tomorrow|minute|hour|"
    r"\b(?:spring|summer|autumn|fall|winter|this\s+(?:morning|afternoon|evening|noon|lunchtime))",
    re.IGNORECASE,
)


def may_hold_times(text: str, start: int, end: int) -> bool:
    """Tell whether a time may stand between two characters; True is no promise."""
    return _SIGNAL.search(text, start, end) is not None
