"""The words of dates in news, and patterns made of them. Knows no calendar."""

import re

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTS = {
    word: i
    for i, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1, "a couple of": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

MONTH = rf"(?:{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
#: "May" is a verb and "march" a walk: a month without a day or a year needs its capital.
CAPITAL_MONTH = rf"(?=[A-Z])(?i:{MONTH})"
#: Beside a number, only those two may be words.
MONTH_BESIDE_NUMBER = rf"(?!(?:may|march)\b)(?i:{MONTH})"
YEAR = r"(?:1[5-9]|20)\d\d"
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
UNIT = r"(?:day|week|month|year|decade)"
COUNT = rf"(?:\d{{1,4}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon|lunchtime)"
ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"

#: Days with names of their own.
NOT_A_WEEKDAY_BEFORE = (
    r"(?<!black )(?<!good )(?<!super )(?<!bloody )(?<!ash )(?<!easter )(?<!palm )(?<!cyber )(?<!sheffield )"
    r"(?<!shrove )(?<!holy )(?<!fat )(?<!every )(?<!each )(?<!most )"
)

_FUTURE = re.compile(
    r"\b(?:will|shall|won't|wo|going\s+to|about\s+to|due|set\s+(?:to|for)|plan(?:s|ned|ning)?\s+(?:to|for)|intend(?:s|ed)?|"
    r"expect(?:s|ed)?|scheduled|slated|poised|hopes?|hoped|(?:would|may|might|could|should|must)(?!\s+(?:not\s+)?have\b)|"
    r"can|next|upcoming|"
    r"(?:is|are|was|were)\s+to|wants?\s+to|needs?\s+to|ha(?:s|ve|d)\s+to|until\s+at\s+least|from\s+now)\b|['\u2019]ll\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|\w{2,20}ed|began|went|came|took|made|left|won|lost|fell|rose|said|told|met|held|"
    r"gave|saw|found|sent|spent|got|became|brought|bought|built|paid|shot|struck|hit|broke|wrote|spoke|led|put|set|"
    r"grew|knew|kept|cut|ran|stood|sold|died|born)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:!?\u2013\u2014]\s|,?\s(?:that|which|who|but|and|while|because|after)\s", re.IGNORECASE)
_SENTENCE = re.compile(r"[.?!][”\"'\u2019]?\s+(?=[A-Z“\"])")
#: "Is closed" is of the present, though "closed" looks like the past.
_STATE = re.compile(r"\b(?:is|are|am|be|remains?|stays?)\b", re.IGNORECASE)
#: What is yet to be done, if not "to have done" it.
_INFINITIVE = re.compile(r"to\s+(?!have\b)[a-z]+\b[^.;:!?]{0,80}$")
_CLAUSE_CHARACTERS = 200


def is_future(text: str, time: tuple[int, int], statement: tuple[int, int]) -> bool | None:
    """Tell from the verbs around a time whether it is to come; None where nothing tells.

    Its own clause is read first, then what comes before it in the sentence.
    """
    start, end = time
    if _INFINITIVE.match(text, statement[0], start):
        return True  # "plans | to see the damage on Wednesday"
    first = max(statement[0], start - _CLAUSE_CHARACTERS)
    last = min(statement[1], end + _CLAUSE_CHARACTERS)
    first = max([first, *(match.end() for match in _SENTENCE.finditer(text, first, start))])
    begin = max([first, *(match.end() for match in _CLAUSE.finditer(text, first, start))])
    after = _CLAUSE.search(text, end, last)
    for words in (text[begin:start], text[end : after.start() if after else last], text[first:begin]):
        if _FUTURE.search(words):
            return True
        if _PAST.search(words) and not _STATE.search(words):
            return False
    return None
