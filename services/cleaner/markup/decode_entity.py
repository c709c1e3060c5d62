"""Character references of HTML, one at a time, so that each keeps its raw characters."""

import html
import re
from html.entities import html5
from typing import NamedTuple

# Each alternative runs over characters that no other takes, so a page of digits or letters is read once. Numbers may
# have any length; no name in the standard is longer than 32 characters.
ENTITY = re.compile(r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[a-zA-Z][a-zA-Z0-9]{0,31};?)")

#: Digits behind leading zeros: what has more is no character, and Python refuses to read very long numbers.
_MOST_DIGITS = 8
_NO_CHARACTER = "\ufffd"


class Entity(NamedTuple):
    """What a character reference stands for, and how many raw characters it takes."""

    text: str
    raw_length: int


def decode_entity(reference: str) -> Entity | None:
    """Decode a match of ENTITY as a browser would in text, or return None where it stands for itself."""
    if reference[1] == "#":
        return Entity(_decode_number(reference), len(reference))
    name = reference[1:]
    if name in html5:
        return Entity(html5[name], len(reference))
    # Old names also count without their semicolon, glued to what follows: "&copy2024".
    for length in range(min(len(name), 6), 1, -1):
        if name[:length] in html5:
            return Entity(html5[name[:length]], length + 1)
    return None


def _decode_number(reference: str) -> str:
    base = reference[2] if reference[2] in "xX" else ""
    digits = reference[2 + len(base) :].rstrip(";").lstrip("0")
    return html.unescape(f"&#{base}{digits or 0};") if len(digits) <= _MOST_DIGITS else _NO_CHARACTER
