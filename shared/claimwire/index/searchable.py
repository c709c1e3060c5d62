"""What of a document can be searched, filtered and sorted, the same for every backend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from claimwire.index.documents import (
    ArticleContent,
    ArticleDocument,
    ClaimDocument,
    ClusterDocument,
    Document,
    DocumentKind,
    ExtractedClaim,
    Standing,
)
from claimwire.models import Cluster, Speaker, Support


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """A document as an index sees it. Names compare without case."""

    kind: DocumentKind
    id: str
    standing: Standing
    main: str = ""
    """What the document says in short: counts more than ``other`` when hits are ranked."""
    other: str = ""
    passage: str = ""
    """The text from which an excerpt with the words searched for is shown."""
    speakers: tuple[str, ...] = ()
    stance: str | None = None
    outlets: tuple[str, ...] = ()
    article_id: str | None = None
    version_id: str | None = None
    cluster_id: str | None = None
    language: str | None = None
    at: datetime | None = None
    """When it was published, or became known if that is unknown or said to be later; when a cluster last changed."""


def searchable(document: Document) -> Searchable:
    """Tell what of a document can be searched. One that is incomplete has its key and nothing else."""
    if isinstance(document, ArticleDocument):
        return _incomplete(document) if document.content is None else _article(document, document.content)
    if isinstance(document, ClaimDocument):
        return _incomplete(document) if document.extracted is None else _claim(document, document.extracted)
    if isinstance(document, ClusterDocument):
        return _cluster(document.cluster)
    assert_never(document)


def _incomplete(document: Document) -> Searchable:
    kind, identifier = document.key
    return Searchable(kind=kind, id=identifier, standing=Standing.INCOMPLETE)


def _article(document: ArticleDocument, content: ArticleContent) -> Searchable:
    clean = content.clean
    return Searchable(
        kind=DocumentKind.ARTICLE,
        id=document.article_id,
        standing=document.standing,
        main=_lines(clean.title or content.article.title, clean.subtitle),
        other=_lines(clean.text, clean.byline, clean.agency),
        passage=clean.text,
        outlets=(content.article.outlet,),
        article_id=document.article_id,
        version_id=content.article.version_id,
        language=content.article.language or clean.language,
        at=_earliest(content.article.published_at, content.discovered_at),
    )


def _claim(document: ClaimDocument, extracted: ExtractedClaim) -> Searchable:
    claim, article = extracted.claim, extracted.article
    speakers = (claim.speaker, *claim.co_speakers)
    return Searchable(
        kind=DocumentKind.CLAIM,
        id=document.claim_id,
        standing=document.standing,
        main=claim.text,
        other=_lines(
            claim.evidence.text,
            *(part for speaker in speakers for part in (speaker.name, speaker.role, speaker.organisation)),
            *(entity.name for entity in claim.entities),
        ),
        passage=claim.evidence.text,
        speakers=tuple(name for name in map(_speaker_name, speakers) if name),
        stance=claim.stance,
        outlets=(article.outlet,),
        article_id=article.article_id,
        version_id=article.version_id,
        cluster_id=document.cluster_id,
        language=article.language,
        at=_earliest(article.published_at, extracted.discovered_at),
    )


def _cluster(cluster: Cluster) -> Searchable:
    speakers = (*_names(cluster.origins), *_names(cluster.deniers), *_names(cluster.no_evidence))
    return Searchable(
        kind=DocumentKind.CLUSTER,
        id=cluster.cluster_id,
        standing=Standing.CURRENT,
        main=cluster.text,
        other=_lines(*speakers),
        passage=cluster.text,
        speakers=speakers,
        outlets=_names(cluster.outlets),
        cluster_id=cluster.cluster_id,
        at=cluster.updated_at,
    )


def _speaker_name(speaker: Speaker) -> str | None:
    return speaker.name or speaker.mention


def _names(support: Support) -> tuple[str, ...]:
    return tuple(member.name for member in support.members)


def _lines(*parts: str | None) -> str:
    return "\n".join(_once(part for part in parts if part))


def _once(parts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(parts)


def _earliest(published: datetime | None, discovered: datetime) -> datetime:
    # Nothing is published after it was found: a later date is a wrong belief, and would stay on top of the newest.
    return discovered if published is None else min(published, discovered)
