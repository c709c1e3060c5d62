"""Character references of HTML, one at a time, so that each keeps its raw characters."""

import html
import re
from html.entities import html5
from typing import NamedTuple

# Bounds keep a page of digits or letters linear; no name in the standard is longer than 32 characters.
ENTITY = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{0,31};?)")


class Entity(NamedTuple):
    """What a character reference stands for, and how many raw characters it takes."""

    text: str
    raw_length: int


def decode_entity(reference: str) -> Entity | None:
    """Decode a match of ENTITY as a browser would in text, or return None where it stands for itself."""
    if reference[1] == "#":
        return Entity(html.unescape(reference), len(reference))
    name = reference[1:]
    if name in html5:
        return Entity(html5[name], len(reference))
    # Old names also count without their semicolon, glued to what follows: "&copy2024".
    for length in range(min(len(name), 6), 1, -1):
        if name[:length] in html5:
            return Entity(html5[name[:length]], length + 1)
    return None
