"""Which kinds of documents the fetcher takes, by what servers say, by file name, and by their first bytes."""

from pathlib import PurePath

HTML = "text/html"
TEXT = "text/plain"
JSON = "application/json"

ARTICLE_MEDIA_TYPES = frozenset({HTML, "application/xhtml+xml", TEXT, "text/markdown", JSON, "application/ld+json"})
_BY_SUFFIX = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": "application/xhtml+xml",
    ".txt": TEXT,
    ".text": TEXT,
    ".md": "text/markdown",
    ".json": JSON,
}
#: What the cleaner reads; all other kinds it drops, so that they need not be handed in.
_CLEANED = frozenset({HTML, "application/xhtml+xml", TEXT, "text/markdown"})
_BYTES_LOOKED_AT = 1024


def media_type_of_file(path: PurePath) -> str | None:
    """Return the media type that a file's name says, or None for a kind that is not taken."""
    return _BY_SUFFIX.get(path.suffix.lower())


def is_cleaned(path: PurePath) -> bool:
    """Tell whether a file's name says a kind that an article can be read from."""
    return media_type_of_file(path) in _CLEANED


def sniff_media_type(body: bytes) -> str | None:
    """Return the media type of a body whose server said none, or None if it is no text."""
    start = body[:_BYTES_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return HTML
    # UTF-16 text would hold zero bytes too, but is never sent without saying so.
    return None if b"\0" in start else TEXT
