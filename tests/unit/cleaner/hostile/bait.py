"""Makes of a regular expression the texts that would blow it up: long runs that match it in all but the end."""

# ruff: noqa: C901, PLR0911 - one line for each operation of an expression

import re
import re._constants as code
import re._parser as parser
from collections.abc import Iterator
from typing import Any

#: Of what may be repeated, as often as this: once to be met, twice to be repeated.
_REPEATS = 2


def bait(pattern: re.Pattern[str], characters: int) -> Iterator[str]:
    """Yield texts of about so many characters on which a careless expression takes for ever."""
    whole = sample(pattern)
    for piece in dict.fromkeys((whole, whole[:-1], whole[: len(whole) // 2 + 1], whole[len(whole) // 2 :], whole[1:])):
        if piece:
            yield (piece * (characters // len(piece) + 1))[:characters]
            yield (f"{piece} " * (characters // (len(piece) + 1) + 1))[:characters]
    for run in dict.fromkeys((*whole[:2], *whole[-2:], " ", "\n", "a", "A", "1", ".", "a ", "Ab ")):
        # Behind a beginning that matches, and with an end that does not.
        yield whole[: len(whole) // 2] + run * (characters // len(run)) + "\x01"


def sample(pattern: re.Pattern[str]) -> str:
    """Return a text that a pattern matches, or nearly: what stands around it is not looked at."""
    return _text(parser.parse(pattern.pattern, pattern.flags), {})


def _text(parts: Any, groups: dict[int, str]) -> str:
    return "".join(_part(*part, groups) for part in parts)


def _part(operation: Any, value: Any, groups: dict[int, str]) -> str:
    if operation is code.LITERAL:
        return chr(value)
    if operation is code.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if operation is code.ANY:
        return "a"
    if operation is code.IN:
        return _member(value)
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, inside = value
        return _text(inside, groups) * max(least, min(most, _REPEATS))
    if operation is code.SUBPATTERN:
        number, _, _, inside = value
        text = _text(inside, groups)
        if number is not None:
            groups[number] = text
        return text
    if operation is code.ATOMIC_GROUP:
        return _text(value, groups)
    if operation is code.BRANCH:
        return max((_text(branch, dict(groups)) for branch in value[1]), key=len)
    if operation is code.GROUPREF:
        return groups.get(value, "")
    return ""


def _member(options: Any) -> str:
    """Return a character of a class."""
    if options[0][0] is code.NEGATE:
        compiled = re.compile("".join(("[^", *map(_written, options[1:]), "]")))
        return next((each for each in "a1 .-\n" if compiled.match(each)), "a")
    operation, value = options[0]
    if operation is code.RANGE:
        return chr(value[0])
    if operation is code.CATEGORY:
        return {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_NOT_WORD: "."}.get(value, "a")
    return chr(value)


def _written(option: Any) -> str:
    operation, value = option
    if operation is code.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if operation is code.CATEGORY:
        names = {code.CATEGORY_DIGIT: r"\d", code.CATEGORY_SPACE: r"\s", code.CATEGORY_WORD: r"\w"}
        others = {code.CATEGORY_NOT_DIGIT: r"\D", code.CATEGORY_NOT_SPACE: r"\S", code.CATEGORY_NOT_WORD: r"\W"}
        return {**names, **others}[value]
    return re.escape(chr(value))
