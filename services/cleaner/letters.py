"""What texts are compared by where white space, quotes and marks may differ."""

import re

_NOT_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Return a text's letters and digits."""
    return _NOT_LETTERS.sub("", text)
