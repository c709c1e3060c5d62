"""Extracts the claims of a document that came from a file, as rows for JSON lines. Knows no event."""

from collections.abc import Iterator
from typing import Any

from claimwire import ids
from claimwire.models import CleanArticle
from services.extractor.extract import Extractor

Row = dict[str, Any]


def extract_file(article: CleanArticle, document: str, extractor: Extractor) -> Iterator[Row]:
    """Yield one JSON-able row for each claim: the claim's fields, and ``document``, the name it was given by.

    Ids derive from the name and the text, so that the same file gives the same ids.
    """
    content = ids.content_sha256(article.text.encode("utf-8", "surrogatepass"))
    version_id = ids.version_id(ids.article_id(document), content)
    for claim in extractor.extract(article, version_id):
        yield {"document": document, **claim.model_dump(mode="json")}
