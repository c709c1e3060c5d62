"""Cleans a document that lies in a file, for the command line."""

from pathlib import PurePath
from typing import Any

from claimwire.models import CleanArticle
from services.cleaner.clean import clean
from services.cleaner.document import RawDocument

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
}


def clean_file(document: str, body: bytes, media_type: str | None = None) -> CleanArticle:
    """Clean a file's bytes; without a media type its name's suffix decides, then its content.

    Raises:
        NotAnArticle: the file holds no article.
    """
    told = media_type or _MEDIA_TYPES.get(PurePath(document).suffix.lower(), "")
    return clean(RawDocument(body=body, media_type=told))


def clean_record(document: str, article: CleanArticle) -> dict[str, Any]:
    """Write an article as one JSON line of ``claimwire clean --jsonl``.

    ``document`` is the file's name as it was given. Raw offsets are characters of the decoded file; ``kept`` says of
    each run of the text where it stood there, so that ``claimwire extract`` can; ``removed`` is not abridged.
    """
    return {
        "document": document,
        "text": article.text,
        "title": article.title,
        "byline": article.byline,
        "published_at": article.published.text if article.published else None,
        "outlet": article.outlet,
        "url": article.url,
        "language": article.language,
        "blocks": [{"kind": block.kind.value, "start": block.start, "end": block.end} for block in article.blocks],
        "kept": [run.model_dump() for run in article.ledger.kept],
        "removed": [
            {
                "reason": removal.reason.value,
                "rule": removal.rule,
                "text": removal.text,
                "raw_start": removal.raw_start,
                "raw_end": removal.raw_end,
            }
            for removal in article.ledger.removed
        ],
    }
