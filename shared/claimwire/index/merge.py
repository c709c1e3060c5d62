"""How what is known of a document adds up.

``merge`` is commutative, associative and idempotent (a join semilattice), part by part: whatever the order in which
events arrive and however often, the same events make the same document. Each part keeps the newest value seen.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from claimwire.index.documents import (
    ArticleContent,
    ArticleDocument,
    ArticleVersion,
    ClaimDocument,
    ClusterDocument,
    ClusterLink,
    Document,
    ExtractedClaim,
    Extraction,
)
from claimwire.models import Model

M = TypeVar("M", bound=Model)

_DIGITS = re.compile(r"(\d+)")
_NEVER = datetime.min.replace(tzinfo=UTC)


def merge(one: Document, other: Document) -> Document:
    """Join what two documents of the same key know.

    Raises:
        ValueError: the documents have different keys.
    """
    if one.key != other.key:
        raise ValueError(f"{one.key} and {other.key} are different documents")
    if isinstance(one, ClaimDocument) and isinstance(other, ClaimDocument):
        return _merge_claims(one, other)
    if isinstance(one, ArticleDocument) and isinstance(other, ArticleDocument):
        return _merge_articles(one, other)
    if isinstance(one, ClusterDocument) and isinstance(other, ClusterDocument):
        return max(one, other, key=_cluster_age)
    raise ValueError(f"{type(one).__name__} and {type(other).__name__} share the key {one.key}")


def _merge_claims(one: ClaimDocument, other: ClaimDocument) -> ClaimDocument:
    return ClaimDocument(
        claim_id=one.claim_id,
        extracted=_newest(_claim_age, one.extracted, other.extracted),
        link=_newest(_link_age, one.link, other.link),
        superseded=one.superseded or other.superseded,
    )


def _merge_articles(one: ArticleDocument, other: ArticleDocument) -> ArticleDocument:
    versions = {each.version_id: each for each in one.versions}
    for each in other.versions:
        known = versions.get(each.version_id)
        versions[each.version_id] = each if known is None else _merge_versions(known, each)
    return ArticleDocument(
        article_id=one.article_id,
        content=_newest(_content_age, one.content, other.content),
        versions=tuple(sorted(versions.values(), key=_version_age)),
    )


def _merge_versions(one: ArticleVersion, other: ArticleVersion) -> ArticleVersion:
    # A page that goes back to an earlier text has that version again, fetched later.
    fetched = max(one, other, key=lambda each: (_version_age(each), _canonical(each.body)))
    return ArticleVersion(
        version_id=one.version_id,
        fetched_at=fetched.fetched_at,
        body=fetched.body,
        extraction=_newest(_extraction_age, one.extraction, other.extraction),
    )


def _newest(age: Any, one: M | None, other: M | None) -> M | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=age)


# An age is a tuple that grows with newness. Its last element only makes the choice between equals the same everywhere.


def _content_age(content: ArticleContent) -> tuple[Any, ...]:
    return (content.fetched_at, content.article.version_id, _natural(content.cleaner), _canonical(content))


def _version_age(version: ArticleVersion) -> tuple[Any, ...]:
    return (version.fetched_at or _NEVER, version.version_id)


def _extraction_age(extraction: Extraction) -> tuple[Any, ...]:
    return (_natural(extraction.extractor), _canonical(extraction))


def _claim_age(extracted: ExtractedClaim) -> tuple[Any, ...]:
    extractor = extracted.claim.extractor
    return (_natural(extractor.version), extractor.name, extracted.discovered_at, _canonical(extracted))


def _link_age(link: ClusterLink) -> tuple[Any, ...]:
    return (link.linked_at, _natural(link.linker), link.cluster_id)


def _cluster_age(document: ClusterDocument) -> tuple[Any, ...]:
    return (document.cluster.revision, document.cluster.updated_at, _canonical(document.cluster))


def _natural(text: str) -> Sequence[tuple[int, int, str]]:
    """Order versions as people do: 0.10 after 0.9."""
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in _DIGITS.split(text) if part)


def _canonical(value: Model | None) -> str:
    return "" if value is None else value.model_dump_json()
