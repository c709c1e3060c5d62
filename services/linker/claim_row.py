"""Reads one row of a claims file, as tolerantly as a file from elsewhere needs."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AliasChoices, AwareDatetime, BeforeValidator, Field, model_validator

from claimwire import ids
from claimwire.models import (
    Aspect,
    Embedding,
    Granularity,
    Modality,
    Model,
    Polarity,
    Quantity,
    Speaker,
    SpeakerType,
    Stance,
    TimeExpression,
)
from services.linker.record import LinkRecord

Kind = TypeVar("Kind", bound=StrEnum)


def _known(kind: type[Kind], default: Kind | None) -> BeforeValidator:
    """Take a word that the contract does not know as the default: another extractor may have more of them."""
    return BeforeValidator(lambda word: word if word in set(kind) else default)


class _Row(Model):
    """A part of a row, in which null means the same as nothing."""

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, row: Any) -> Any:
        return {key: value for key, value in row.items() if value is not None} if isinstance(row, dict) else row


class _Evidence(_Row):
    text: str = ""
    start: int | None = None
    end: int | None = None


class _Speaker(_Row):
    name: str | None = None
    mention: str | None = None
    type: Annotated[SpeakerType, _known(SpeakerType, SpeakerType.PERSON)] = SpeakerType.PERSON
    organisation: str | None = None

    def speaker(self) -> Speaker:
        return Speaker(name=self.name, mention=self.mention, type=self.type, organisation=self.organisation)


class _Quantity(_Row):
    text: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    approximate: bool = False


class _Time(_Row):
    text: str = ""
    resolved: str | None = None
    granularity: Annotated[Granularity | None, _known(Granularity, None)] = None


class ClaimRow(_Row):
    """The fields of a claim on which linking depends; only the text must be there."""

    claim_id: str | None = Field(default=None, validation_alias=AliasChoices("claim_id", "id"))
    document: str = Field(default="", validation_alias=AliasChoices("document", "doc"))
    text: str = Field(min_length=1)
    evidence: _Evidence = _Evidence()
    speaker: _Speaker | None = None
    co_speakers: tuple[_Speaker, ...] = ()
    stance: Annotated[Stance, _known(Stance, Stance.ASSERTS)] = Stance.ASSERTS
    modality: Annotated[Modality, _known(Modality, Modality.NONE)] = Modality.NONE
    polarity: Annotated[Polarity, _known(Polarity, Polarity.AFFIRMED)] = Polarity.AFFIRMED
    aspect: Annotated[Aspect | None, _known(Aspect, None)] = None
    quantities: tuple[_Quantity, ...] = ()
    times: tuple[_Time, ...] = ()
    relates_to: tuple[str, ...] = ()
    outlet: str | None = None
    published_at: AwareDatetime | None = None
    embedding: Embedding | None = None

    def record(self, line: int, undated: datetime) -> LinkRecord:
        """Build what linking needs; a row without an id is told apart by its document and place."""
        article_id = ids.article_id(self.document)
        at = self.published_at or undated
        start = line if self.evidence.start is None else self.evidence.start
        end = line if self.evidence.end is None else self.evidence.end
        return LinkRecord(
            claim_id=self.claim_id or ids.claim_id(article_id, start, end),
            article_id=article_id,
            version_id=article_id,
            outlet=self.outlet or self.document,
            text=self.text,
            stance=self.stance,
            modality=self.modality,
            polarity=self.polarity,
            aspect=self.aspect,
            speakers=tuple(each.speaker() for each in (self.speaker, *self.co_speakers) if each),
            quantities=tuple(Quantity(start=0, end=0, **dict(quantity)) for quantity in self.quantities),
            times=tuple(TimeExpression(start=0, end=0, **dict(time)) for time in self.times),
            relates_to=self.relates_to,
            at=at,
            is_dated=self.published_at is not None,
            discovered_at=at,
        )
