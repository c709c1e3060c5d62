"""What texts are compared by where white space, quotes and marks may differ."""


def letters(text: str) -> str:
    """Return a text's letters and digits."""
    return "".join(filter(str.isalnum, text))
