"""Tries the cleaner's regular expressions on bait.

``python -m tests.unit.cleaner.hostile.expressions`` prints those that take too long, each with the beginning of a bait.
"""

import dataclasses
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator, Mapping
from types import FrameType

import services.cleaner
from tests.unit.cleaner.hostile.bait import bait

#: To read so much once takes an expression a thousandth of the time that it has; to read it from each place, twice.
CHARACTERS = 20_000
MOST_SECONDS = 0.25
#: Modules that read a body or an attribute as it is; to the others white space comes folded.
READ_RAW = frozenset(
    {"scan_html", "odd_markup", "decode", "decode_entity", "judge_page", "fold_text", "read_lines", "read_head"}
    | {"read_json_ld", "mend_json"}
)
_WHITE_SPACE = re.compile(r"\s+")
_DEPTH = 4


class _TooLong(Exception):
    pass


def expressions() -> dict[str, re.Pattern[str]]:
    """Find all expressions that the cleaner's modules hold, by their place."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(services.cleaner.__path__, "services.cleaner."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _patterns(value, _DEPTH):
                if isinstance(pattern.pattern, str) and pattern not in found.values():
                    place = f"{module.name.rpartition('.')[2]}.{name}"
                    found[f"{place} {pattern.pattern[:80]}"] = pattern
    return found


def _patterns(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, Mapping):
        for each in value.values():
            yield from _patterns(each, depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _patterns(each, depth - 1)
    elif depth and dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _patterns(getattr(value, field.name, None), depth - 1)


def takes_too_long(pattern: re.Pattern[str], *, folded: bool) -> str | None:
    """Return the beginning of a bait that an expression takes too long for, if there is one."""
    for made in bait(pattern, CHARACTERS):
        text = _WHITE_SPACE.sub(" ", made) if folded else made
        signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)  # of the processor, not of a busy machine's clock
        try:
            for _ in pattern.finditer(text):
                pass
            pattern.match(text)
            pattern.fullmatch(text)
        except _TooLong:
            return text[:60]
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def _stop(_: int, __: FrameType | None) -> None:
    raise _TooLong


def main() -> None:
    signal.signal(signal.SIGVTALRM, _stop)
    tried = expressions()
    for place, pattern in tried.items():
        if text := takes_too_long(pattern, folded=place.partition(".")[0] not in READ_RAW):
            print(f"{place} takes too long for {text!r}…")
    print(f"{len(tried)} expressions were tried")


if __name__ == "__main__":
    main()
