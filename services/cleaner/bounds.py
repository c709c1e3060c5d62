"""Bounds on what one document may cost: what exceeds them is no article, and is refused before it is read.

Each is far from any newsroom's page: of 151 pages of 109 publishers the largest has 1.6 MB, 2,500 elements, 40,000
readable characters and 1,300 stretches of them.
"""

from claimwire.events import DropReason
from services.cleaner.document import NotAnArticle

MOST_BYTES = 10 * 1024 * 1024
"""As much as the fetcher takes unless told otherwise."""
MOST_TAGS = 150_000
"""As ``<``: each takes the scanner a step, and longer where it is none."""
MOST_AMPERSANDS = 500_000
"""Each takes a shorter step; scripts are full of them."""
MOST_CHARACTERS = 2_000_000
"""Readable ones: a book of a thousand pages."""
MOST_SEGMENTS = 200_000
"""Stretches of characters that stand for themselves; each white space that is folded and each entity parts two."""


def require_bytes(body: bytes) -> None:
    """Let a body pass that is small enough to be decoded.

    Raises:
        NotAnArticle: it is larger.
    """
    if len(body) > MOST_BYTES:
        raise NotAnArticle(DropReason.TOO_LARGE, f"{len(body)} bytes, more than {MOST_BYTES}")


def require_marks(page: str) -> None:
    """Let a decoded page pass that has no more tags and entities than can be read.

    Raises:
        NotAnArticle: it has more.
    """
    for mark, most in (("<", MOST_TAGS), ("&", MOST_AMPERSANDS)):
        if (marks := page.count(mark)) > most:
            raise NotAnArticle(DropReason.TOO_LARGE, f"{marks} times '{mark}', more than {most}")


def require_characters(characters: int) -> None:
    """Let a text pass that is no longer than a book.

    Raises:
        NotAnArticle: it is longer.
    """
    if characters > MOST_CHARACTERS:
        raise NotAnArticle(DropReason.TOO_LARGE, f"{characters} readable characters, more than {MOST_CHARACTERS}")


def require_segments(segments: int) -> None:
    """Let a document pass that is not cut into more stretches than can be accounted for.

    Raises:
        NotAnArticle: it is.
    """
    if segments > MOST_SEGMENTS:
        raise NotAnArticle(DropReason.TOO_LARGE, f"more than {MOST_SEGMENTS} folded spaces and entities")
