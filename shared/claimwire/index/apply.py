"""What a batch of changes makes of the documents that an index holds. Shared by all backends; does no I/O itself.

Claims of an older version of an article stay in the index, marked: the article says which version's claims are current
(:attr:`ArticleDocument.claims_version`), and a claim of another version is superseded. The mark is set from both
sides, when the claim comes and when the article changes, so the end is the same in whatever order they come.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from claimwire.index.documents import ArticleDocument, ClaimDocument, Document, DocumentKey, DocumentKind
from claimwire.index.merge import merge


class Stored(Protocol):
    """The documents as they are before the batch."""

    def find(self, key: DocumentKey) -> Document | None:
        """Return a document, in whatever standing, or None."""

    def misjudged_claims(self, article_id: str, version_id: str) -> Iterable[ClaimDocument]:
        """Return the article's claims that are superseded but of this version, or current but of another."""


def apply(changes: Iterable[Document], stored: Stored) -> Sequence[Document]:
    """Return the documents to write: those that the changes truly change, each once."""
    batch = _Batch(stored)
    for change in changes:
        known = batch.find(change.key)
        batch.after[change.key] = change if known is None else merge(known, change)
    for document in list(batch.after.values()):
        if isinstance(document, ArticleDocument):
            batch.take_over(document)
    for document in list(batch.after.values()):
        if isinstance(document, ClaimDocument):
            batch.judge(document)
    return [document for key, document in batch.after.items() if document != batch.before.get(key)]


class _Batch:
    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self.before: dict[DocumentKey, Document | None] = {}
        self.after: dict[DocumentKey, Document] = {}

    def find(self, key: DocumentKey) -> Document | None:
        if key in self.after:
            return self.after[key]
        if key not in self.before:
            self.before[key] = self.stored.find(key)
        return self.before[key]

    def take_over(self, article: ArticleDocument) -> None:
        """Bring in the claims that a change of the article's current version turns around."""
        before = self.before.get(article.key)
        if article.claims_version is None:
            return
        if isinstance(before, ArticleDocument) and _same_version(before, article):
            return
        for claim in self.stored.misjudged_claims(article.article_id, article.claims_version.version_id):
            if claim.key not in self.after:
                self.before[claim.key] = self.after[claim.key] = claim

    def judge(self, claim: ClaimDocument) -> None:
        superseded = False
        if claim.extracted is not None:
            article = self.find((DocumentKind.ARTICLE, claim.extracted.article.article_id))
            current = article.claims_version if isinstance(article, ArticleDocument) else None
            superseded = current is not None and current.version_id != claim.extracted.article.version_id
        if claim.superseded != superseded:
            self.after[claim.key] = claim.model_copy(update={"superseded": superseded})


def _same_version(before: ArticleDocument, after: ArticleDocument) -> bool:
    one, other = before.claims_version, after.claims_version
    return one is not None and other is not None and one.version_id == other.version_id
