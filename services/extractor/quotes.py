"""Finds direct quotations in a passage: straight, curly, low and angle marks, unbalanced ones, and running ones."""

import re
from dataclasses import dataclass

#: What closes each opening mark.
_CLOSING = {'"': '"', "“": '”"', "„": "”“", "«": "»", "»": "«", "``": "''", "''": "''"}
_MARK = re.compile(r"``|''|[“”„«»\"]")
#: Single marks are apostrophes too: one opens only before a word, and closes only after a letter or a stop.
_SINGLE = re.compile(
    r"(?<![\w\u2019'])(?:\u2018(?:[^\u2018\u2019\n]|\u2019(?=\w)){1,2000}[^\s\u2018\u2019]\u2019|'[A-Z](?:[^'\n]|'(?=\w)){1,2000}[,.?!…]')(?!\w)",
)
#: An unclosed quotation after anything else is a slip of the pen.
_BEFORE_SPEECH = frozenset({"", ":", ".", "?", "!"})
#: Fewer words in single marks are names and ironies far more often than speech.
_MIN_SINGLE_WORDS = 3


@dataclass(frozen=True)
class Quote:
    """A quotation; offsets are characters of the passage and include the marks."""

    start: int
    end: int
    runs_on: bool = False
    """No closing mark: the passage ends within the quotation."""

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a range lies within the quotation."""
        return self.start <= start and end <= self.end


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Pair the quotation marks of one passage.

    A mark that opens while a quotation is open means that the earlier one was never closed, and drops it. A
    quotation that opens the passage, or follows a colon or a finished sentence, and is not closed runs on to the end,
    as speech of several paragraphs is printed; any other that is not closed is dropped.
    """
    quotes: list[Quote] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if opened is not None and mark.group() in _CLOSING[opened.group()] and not _reopens(text, mark):
            if text[opened.end() : mark.start()].strip():
                quotes.append(Quote(opened.start(), mark.end()))
            opened = None
        elif mark.group() in _CLOSING and _can_open(text, mark) and (opened is None or opened.group() == mark.group()):
            opened = mark
    if opened is not None and text[: opened.start()].rstrip()[-1:] in _BEFORE_SPEECH:
        quotes.append(Quote(opened.start(), len(text.rstrip()), runs_on=True))
    return tuple(quotes) or _find_single_quotes(text)


def _find_single_quotes(text: str) -> tuple[Quote, ...]:
    return tuple(
        Quote(match.start(), match.end())
        for match in _SINGLE.finditer(text)
        if len(match.group().split()) >= _MIN_SINGLE_WORDS
    )


def _can_open(text: str, mark: re.Match[str]) -> bool:
    before, after = text[: mark.start()][-1:], text[mark.end() : mark.end() + 1]
    # French sets a space within its marks.
    return (bool(after.strip()) or mark.group() == "«") and not (before.isalnum() or before in {".", ","})


def _reopens(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a straight mark, which looks the same on both sides, stands where only an opening one can."""
    before, after = text[: mark.start()][-1:], text[mark.end() : mark.end() + 1]
    return mark.group() in {'"', "''"} and before.isspace() and after.isalnum()
