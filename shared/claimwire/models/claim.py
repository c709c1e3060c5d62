"""A claim: who said what, how, exactly where."""

from enum import StrEnum

from pydantic import Field

from claimwire.models.article import Granularity
from claimwire.models.base import Model, Span


class SpeakerType(StrEnum):
    """What kind of source speaks."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OFFICIAL_ANONYMOUS = "official_anonymous"
    GROUP = "group"
    OUTLET = "outlet"


class QuoteType(StrEnum):
    """How the words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NONE = "none"


class Stance(StrEnum):
    """What the speaker does with the proposition. "No evidence" is not a denial."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ALLEGES = "alleges"
    CONFIRMS = "confirms"
    DOUBTS = "doubts"
    NO_EVIDENCE = "no_evidence"
    HEDGES = "hedges"


class Modality(StrEnum):
    """How the proposition is put."""

    NONE = "none"
    REPORTED = "reported"
    POSSIBLE = "possible"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    NECESSARY = "necessary"


class Polarity(StrEnum):
    """Whether the proposition itself is affirmed or negated."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Aspect(StrEnum):
    """Whether what is claimed is yet to come, under way, or done."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"


class Zone(StrEnum):
    """The part of the article that holds the evidence."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    BODY = "body"


class Evidence(Span):
    """The exact words: ``cleaned_text[start:end] == text``."""

    text: str
    spans: tuple[Span, ...] = ()
    """The parts that are said, in order, where words of the cue stand between them; empty where all is said."""
    raw_start: int | None = None
    """The same in characters of the decoded raw page, through the cleaner's ledger."""
    raw_end: int | None = None


class Speaker(Model):
    """Who says it, resolved within the article."""

    name: str | None
    """The resolved name; None rather than a guess."""
    mention: str | None = None
    """The words in the sentence: "he", "the official"."""
    type: SpeakerType
    role: str | None = None
    organisation: str | None = None


class Cue(Span):
    """The words that attribute: "said", "according to", "has dismissed"."""

    text: str
    lemma: str | None = None


class Quantity(Span):
    """A number in the evidence: either ``value``, or ``low`` and ``high`` (one may be open)."""

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    approximate: bool = False


class TimeExpression(Span):
    """A time in the evidence, resolved against the publication date."""

    text: str
    resolved: str | None = None
    """ISO 8601, no more exact than the granularity: ``2024-10-17``, ``2024-06``, ``2024-W42``."""
    until: str | None = None
    """The end of a period, likewise."""
    granularity: Granularity | None = None


class Entity(Span):
    """A named thing in the evidence."""

    text: str
    label: str
    """PERSON, ORG, GPE, NORP, LOC, FAC, EVENT, PRODUCT or LAW."""
    name: str | None = None
    """The canonical name, where aliases are known."""


class ExtractorVersion(Model):
    """What produced the claim."""

    name: str
    version: str


class Claim(Model):
    """One attributed statement; all offsets are characters of the cleaned text."""

    claim_id: str
    text: str
    """The claim as a sentence that stands alone: pronouns resolved, cue stripped."""
    evidence: Evidence
    zone: Zone = Zone.BODY
    speaker: Speaker
    co_speakers: tuple[Speaker, ...] = ()
    via: tuple[Speaker, ...] = ()
    """Who passed it on, nearest first: "officials said he told them" has speaker he, via officials."""
    cue: Cue | None = None
    quote_type: QuoteType
    stance: Stance
    modality: Modality = Modality.NONE
    polarity: Polarity = Polarity.AFFIRMED
    aspect: Aspect | None = None
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    entities: tuple[Entity, ...] = ()
    relates_to: tuple[str, ...] = ()
    """Claims of the same article that this one speaks about: what a denial denies."""
    check_worthiness: float = Field(default=0.5, ge=0, le=1)
    confidence: float = Field(default=0.5, ge=0, le=1)
    extractor: ExtractorVersion


class Embedding(Model):
    """A sentence embedding of the claim's text, computed where it scales and carried with the event."""

    model: str
    dimensions: int
    values: str
    """Little-endian float16 values, unit length, in base64."""
