"""What the linker remembers of a claim, and of how it was linked. The form in which linkers share it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime

from claimwire.embedding.vector import Vector
from claimwire.events import ClaimExtracted, Lane
from claimwire.models import (
    Aspect,
    ClusterChange,
    Modality,
    Model,
    Polarity,
    Quantity,
    Revision,
    Speaker,
    Stance,
    TextFingerprint,
    TimeExpression,
)


class Role(StrEnum):
    """What a claim does for its cluster's proposition."""

    SUPPORT = "support"
    DENIAL = "denial"
    NO_EVIDENCE = "no_evidence"
    DOUBT = "doubt"
    """Speaks about the proposition, but neither knows it nor denies it."""


class LinkRecord(Model):
    """The parts of a claim and its article on which linking depends."""

    claim_id: str
    article_id: str
    version_id: str
    outlet: str
    agency: str | None = None
    text: str
    stance: Stance = Stance.ASSERTS
    modality: Modality = Modality.NONE
    polarity: Polarity = Polarity.AFFIRMED
    aspect: Aspect | None = None
    speakers: tuple[Speaker, ...] = ()
    """The speaker, then those who are said to say it too."""
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    relates_to: tuple[str, ...] = ()
    at: AwareDatetime
    """When the claim was made public."""
    is_dated: bool = True
    """Whether the article says when; else ``at`` is when it was found, which orders nothing across outlets."""
    discovered_at: AwareDatetime
    lane: Lane = Lane.LIVE

    @classmethod
    def of(cls, event: ClaimExtracted) -> Self:
        """Take from an event what linking needs."""
        claim, article = event.claim, event.article
        return cls(
            claim_id=claim.claim_id,
            article_id=article.article_id,
            version_id=article.version_id,
            outlet=article.outlet,
            agency=article.agency,
            text=claim.text,
            stance=claim.stance,
            modality=claim.modality,
            polarity=claim.polarity,
            aspect=claim.aspect,
            speakers=(claim.speaker, *claim.co_speakers),
            quantities=claim.quantities,
            times=claim.times,
            relates_to=claim.relates_to,
            at=_made_public(article.published_at, event.discovered_at),
            is_dated=article.published_at is not None,
            discovered_at=event.discovered_at,
            lane=event.lane,
        )


@dataclass(frozen=True)
class NewClaim:
    """A claim to be placed: its record, its text's vector, its article's fingerprint."""

    record: LinkRecord
    vector: Vector
    sketch: TextFingerprint


class Linked(Model):
    """A claim with its place: all that the event says, but for what the cluster's other claims say."""

    record: LinkRecord
    cluster_id: str
    revision: int
    """The cluster's, after this claim; the first claim has 1."""
    role: Role
    change: ClusterChange
    similarity: float | None = None
    is_sample: bool = True
    """Whether the text words the proposition; False where only a reference led here ("called it a fake")."""
    same_text_as: tuple[str, ...] = ()
    """Earlier articles of the cluster of which this article is a reprint, or that reprint it."""
    revises: Revision | None = None
    linker: str


def _made_public(published_at: datetime | None, discovered_at: datetime) -> datetime:
    # Pages claim to be from the future (a wrong zone, a misread date); nothing is published after it was found.
    return min(published_at, discovered_at) if published_at else discovered_at
